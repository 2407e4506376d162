"""Texts of ours are translated; texts of the data are not: they are shown as they stand, and say their language."""

from collections.abc import Callable, Hashable, Iterable
from typing import Any

from django.utils.translation import get_language, gettext, ngettext
from markupsafe import Markup, escape

# What procedures, processes, forms and organisations are written in.
DATA_LANGUAGE = "vi"


def is_foreign() -> bool:
    """Whether the page is in another language than the data."""
    return (get_language() or DATA_LANGUAGE).partition("-")[0] != DATA_LANGUAGE


def data(text: object) -> str:
    """A text of the data for a page: marked with its language where the page is in another (WCAG 2.2, 3.1.2).

    Not for attributes and titles, which hold no marks. Empty for None; what is marked already stays as it is.
    """
    words = "" if text is None else str(text)
    if not words or isinstance(text, Markup) or not is_foreign():
        return text if isinstance(text, Markup) else words
    return Markup('<span lang="{}">{}</span>').format(DATA_LANGUAGE, words)


class Words:
    """Says texts in the language of one page, each looked up once: for lists, which say the same in every row.

    Django looks up anew for each text which language is active, and that takes longer than all else about a text.
    """

    def __init__(self) -> None:
        self.is_foreign = is_foreign()
        self._known: dict[Any, str] = {}

    def gettext(self, text: str) -> str:
        """A text of ours."""
        return self.of(gettext, text)

    def ngettext(self, one: str, many: str, count: int) -> str:
        """A text of ours for so many."""
        known = self._known.get((one, many, count))
        if known is None:
            known = self._known[one, many, count] = ngettext(one, many, count)
        return known

    def of(self, says: Callable[[Any], object], what: Hashable) -> str:
        """What a function says of something."""
        known = self._known.get((says, what))
        if known is None:
            told = says(what)
            known = self._known[says, what] = told if isinstance(told, str) else str(told)
        return known

    def data(self, text: str | None) -> str:
        """A text of the data, as the filter `data` shows it."""
        return self.of(data, text) if self.is_foreign and text else text or ""


def said(sentence: str, **values: object) -> str:
    """A sentence of ours with texts of the data in it: `said(_("Xong bước: %(step)s"), step=event.step)`."""
    return (
        escape(sentence) % {name: data(value) for name, value in values.items()} if is_foreign() else sentence % values
    )


def joined(mark: str, parts: Iterable[str]) -> str:
    """The parts that say something, marked or not, in one text: `joined(" · ", (at, unit))`."""
    told = [part for part in parts if part]
    return escape(mark).join(told) if any(isinstance(part, Markup) for part in told) else mark.join(told)


def data_attributes() -> dict[str, str]:
    """For an element that holds nothing but data, where marks inside are not possible: a list of choices."""
    return {"lang": DATA_LANGUAGE} if is_foreign() else {}

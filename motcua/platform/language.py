"""Texts of ours are translated; texts of the data are not: they are shown as they stand, and say their language."""

from collections.abc import Iterable

from django.utils.translation import get_language
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

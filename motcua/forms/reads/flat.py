"""A form as one line of a table: a column for each question, where every question has one value."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from motcua.forms.models import EForm
from motcua.forms.reads.places import areas_of
from motcua.forms.rules.definition import CHOICES, Answer, Field, Widget
from motcua.forms.rules.typed import NO, YES, read
from motcua.platform.text import fold

MOST_TOLD = 12
_SAID_YES, _SAID_NO = {"co", "yes", "x", "true", "1"}, {"khong", "no", "false", "0"}


@dataclass(frozen=True)
class Column:
    """One question as a column; `hint` says how to answer."""

    name: str
    label: str
    hint: str

    @property
    def heading(self) -> str:
        """The label with the code, by which it is found again: «Họ và tên [hoTen]»."""
        return f"{self.label} [{self.name}]"


def flat_columns(eform: EForm) -> tuple[Column, ...]:
    """The questions in the order of the form, those for files left out; none where it asks for lists of things."""
    definition = eform.definition
    fields = [definition.fields[name] for step in definition.steps for name in step.fields]
    if any(field.widget is Widget.GROUP for field in fields):
        return ()
    return tuple(
        Column(field.name, field.label, _hint(field, is_required=field.name in definition.required))
        for field in fields
        if field.files is None
    )


def answers_of_line(eform: EForm, cells: Mapping[str, str], *, on: date) -> dict[str, Answer]:
    """What the cells of one line mean, by name of the question; what cannot be read stays as typed."""
    found: dict[str, Answer] = {}
    for name, text in cells.items():
        field = eform.definition.fields.get(name)
        value = read(field, _as_posted(field, text, on)) if field is not None and text.strip() else None
        if value is not None:
            found[name] = value
    return found


def _hint(field: Field, *, is_required: bool) -> str:
    parts = [_("Bắt buộc.") if is_required else "", field.hint]
    if field.widget in CHOICES:
        names = [option.label for option in field.options]
        parts.append(_("Một trong: %(names)s.") % {"names": "; ".join(names[:MOST_TOLD])})
    elif field.widget is Widget.YES_NO:
        parts.append(_("Có hoặc Không."))
    elif field.widget is Widget.DATE:
        parts.append(_("Ngày/tháng/năm."))
    elif field.widget is Widget.AREA:
        parts.append(_("Tên hoặc mã đơn vị hành chính."))
    return " ".join(filter(None, parts))


def _as_posted(field: Field, text: str, on: date) -> str:
    said = fold(text)
    if field.widget is Widget.YES_NO:
        return YES if said in _SAID_YES else NO if said in _SAID_NO else text
    if field.widget in CHOICES:
        return next((each.value for each in field.options if said in (fold(each.label), fold(each.value))), text)
    if field.widget is Widget.AREA and not text.strip().isdecimal():
        named = list(areas_of(field, on).filter(name__iexact=text.strip()).values_list("code", flat=True)[:2])
        return named[0] if len(named) == 1 else text
    return text

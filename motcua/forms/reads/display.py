"""Showing what was answered: for check-answers, for officials, for papers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from motcua.forms.models import EForm
from motcua.forms.reads.places import area_name
from motcua.forms.rules.definition import Answer, Field, Widget
from motcua.forms.rules.logic import asked, changed_fields, filled_rows
from motcua.forms.rules.typed import typed
from motcua.platform.formats import money, number
from motcua.platform.language import data


@dataclass(frozen=True)
class Row:
    """One question and its answer as text; `value` is empty where nothing was answered."""

    field: str
    label: str
    value: str
    step: str
    personal: str
    widget: Widget = Widget.TEXT


@dataclass(frozen=True)
class Section:
    """One step's questions with their answers; `step` is its code, for a link back to it."""

    step: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Change:
    """One answer that differs between two sets of answers, as text."""

    field: str
    label: str
    before: str
    after: str


def display(
    eform: EForm, answers: Mapping[str, Answer], *, blanks: bool = True, for_page: bool = False
) -> list[Section]:
    """The answers to the questions that stand, by step; without `blanks`, unanswered questions are left out.

    `for_page`: what is text of the form says its language where the page is in another.
    """
    definition = eform.definition
    visible = asked(definition, answers).visible
    sections = []
    for step in definition.steps:
        rows = tuple(
            row
            for name in step.fields
            if name in visible
            for row in _rows(definition.fields[name], answers.get(name), step.code, for_page=for_page)
            if blanks or row.value
        )
        if rows:
            sections.append(Section(step.code, data(step.title) if for_page else step.title, rows))
    return sections


def _rows(field: Field, value: Answer, step: str, *, for_page: bool = False) -> list[Row]:
    """A question with its answer; of a repeating group every question of every row. Files are shown with the papers."""
    if field.files is not None:
        return []
    if field.row is None:
        return [_row(field, field.name, "", value, step, for_page=for_page)]
    rows = []
    for title_number, (place, told) in enumerate(filled_rows(field.row, _as_rows(value)), start=1):
        visible = asked(field.row, told).visible
        before = f"{row_title(field, title_number)}: "
        for inner in (name for part in field.row.steps for name in part.fields if name in visible):
            path = f"{field.name}-{place}-{inner}"
            rows.append(_row(field.row.fields[inner], path, before, told.get(inner), step, for_page=for_page))
    return rows


def _row(field: Field, path: str, before: str, answer: Answer, step: str, *, for_page: bool) -> Row:
    label, value = before + field.label, value_text(field, answer)
    if for_page:
        # Yes and no are words of ours.
        label, value = data(label), value if isinstance(answer, bool) else data(value)
    return Row(path, label, value, step, field.personal, field.widget)


def row_title(field: Field, place: int) -> str:
    """What a row is called, counted from 1: “Người con 2”."""
    return f"{field.row_label or field.label} {place}"


def _as_rows(value: Answer) -> list[dict[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def changes(eform: EForm, old: Mapping[str, Answer], new: Mapping[str, Answer]) -> list[Change]:
    """What differs between two sets of answers, in the order of the form."""
    fields = eform.definition.fields
    differing = set(changed_fields(old, new))
    found = []
    for step in eform.definition.steps:
        for name in (name for name in step.fields if name in differing):
            before, after = _rows(fields[name], old.get(name), ""), _rows(fields[name], new.get(name), "")
            was, is_now = {row.field: row for row in before}, {row.field: row for row in after}
            for path in dict.fromkeys([*was, *is_now]):
                texts = [rows[path].value if path in rows else "" for rows in (was, is_now)]
                if texts[0] != texts[1] or fields[name].row is None:
                    found.append(Change(path, (is_now.get(path) or was[path]).label, texts[0], texts[1]))
    return found


def value_text(field: Field, value: Answer) -> str:
    """One answer as people read it: labels of choices, `22/11/2026`, `135.000 đ`, names of areas."""
    if value is None or isinstance(value, list):
        return ""
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    if isinstance(value, int | float):
        return money(int(value)) if field.widget is Widget.MONEY else number(value)
    if field.widget is Widget.AREA:
        return area_name(field, str(value))
    for option in field.options:
        if option.value == value:
            return option.label
    return typed(field, value)

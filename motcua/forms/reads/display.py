"""Showing what was answered: for check-answers, for officials, for papers."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.forms.models import EForm
from motcua.forms.reads.places import area_name
from motcua.forms.rules.definition import Answer, Field, Widget
from motcua.forms.rules.logic import asked, changed_fields
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
            _row(field, name, answers.get(name), step.code, for_page=for_page)
            for name in step.fields
            if (field := definition.fields[name]) and name in visible and (blanks or answers.get(name) is not None)
        )
        if rows:
            sections.append(Section(step.code, data(step.title) if for_page else step.title, rows))
    return sections


def _row(field: Field, name: str, answer: Answer, step: str, *, for_page: bool) -> Row:
    label, value = field.label, value_text(field, answer)
    if for_page:
        # Yes and no are words of ours.
        label, value = data(label), value if isinstance(answer, bool) else data(value)
    return Row(name, label, value, step, field.personal)


def changes(eform: EForm, old: Mapping[str, Answer], new: Mapping[str, Answer]) -> list[Change]:
    """What differs between two sets of answers, in the order of the form."""
    fields = eform.definition.fields
    differing = set(changed_fields(old, new))
    return [
        Change(
            name, fields[name].label, value_text(fields[name], old.get(name)), value_text(fields[name], new.get(name))
        )
        for step in eform.definition.steps
        for name in step.fields
        if name in differing
    ]


def value_text(field: Field, value: Answer) -> str:
    """One answer as people read it: labels of choices, `22/11/2026`, `135.000 đ`, names of areas."""
    if value is None:
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

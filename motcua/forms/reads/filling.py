"""Answers that need not be asked: which questions a source may answer, and its values as answers to them."""

from collections.abc import Iterable, Mapping
from typing import Any

from motcua.forms.models import EForm
from motcua.forms.reads.display import value_text
from motcua.forms.rules.definition import Answer, Field, Widget
from motcua.forms.rules.logic import asked
from motcua.forms.rules.sources import Attribute, Bound, who_is
from motcua.platform.text import fold

# How forms write what sources say by a code of their own.
_CODES: Mapping[tuple[Attribute, str], tuple[str, ...]] = {
    (Attribute.SEX, "male"): ("nam", "male"),
    (Attribute.SEX, "female"): ("nu", "female"),
    (Attribute.RESIDENCE_KIND, "permanent"): ("thuong-tru", "permanent"),
}


def bound_of(eform: EForm) -> tuple[Bound, ...]:
    """The questions that may be answered from a source, in the order of the form."""
    return eform.definition.bound


def bound_here(eform: EForm, answers: Mapping[str, Answer], steps: Iterable[str]) -> list[Bound]:
    """Those of them that stand in these steps for these answers."""
    definition = eform.definition
    if not definition.bound:
        return []
    here = {name for code in steps for name in definition.step(code).fields}
    visible = asked(definition, answers).visible
    return [each for each in definition.bound if each.name in here and each.name in visible]


def whom(eform: EForm, bound: Bound, answers: Mapping[str, Answer], sex: str) -> str:
    """Of whom the question asks, as `who_is` says."""
    return who_is(eform.definition.subjects[bound.subject], answers, sex)


def fitted(eform: EForm, bound: Bound, value: str) -> Answer:
    """A source's value as the answer to that question; None where it would not be one."""
    field = eform.definition.fields[bound.name]
    if not value:
        return None
    if field.options:
        offered = {each.value for each in field.options}
        wanted = (*_CODES.get((bound.attribute, value), ()), value)
        return next((each for each in wanted if each in offered), None)
    if field.row is not None or field.files is not None or field.type != "string" or field.widget is Widget.AREA:
        return None
    return value if field.max_length is None or len(value) <= field.max_length else None


def means_the_same(one: Answer, other: Answer) -> bool:
    """Whether two answers differ in writing alone."""
    return one == other or (isinstance(one, str) and isinstance(other, str) and fold(one) == fold(other))


def shown_value(eform: EForm, name: str, value: Any) -> str:
    """One answer as people read it."""
    return value_text(eform.definition.fields[name], value)


def field_of(eform: EForm, name: str) -> Field | None:
    """The question of that name."""
    return eform.definition.fields.get(name)

"""Reading what was posted, and saying what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import isfinite

from django.http import QueryDict

from motcua.forms.models import EForm
from motcua.forms.reads import sentences
from motcua.forms.reads.places import is_offered
from motcua.forms.rules.checks import broken_rules
from motcua.forms.rules.definition import Answer, Definition, Step, Widget
from motcua.forms.rules.logic import asked
from motcua.forms.rules.logic import submitted as submitted_of
from motcua.forms.rules.typed import printable, read
from motcua.platform import clock

SHOWN, REFRESH = "_shown", "_refresh"


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one answer, as a sentence for whoever gave it; `step` is the code of the step that asks it."""

    field: str
    message: str
    step: str

    @property
    def anchor(self) -> str:
        """The id of the question on its page, for the error summary."""
        return f"id_{self.field}"


@dataclass(frozen=True)
class StepResult:
    """What a posted step comes to.

    `answers` are all answers of the form so far, those of the step as posted: what cannot be read stays as typed.
    `errors` speak of this step only. `refresh` asks for the same step again, with the questions that now stand.
    """

    answers: dict[str, Answer]
    errors: list[FieldError]
    refresh: bool


def sources_of(eform: EForm) -> dict[str, str]:
    """Where answers may be taken from, by field: `{"nycHoTen": "person.full_name"}`."""
    return {name: field.source for name, field in eform.definition.fields.items() if field.source}


def steps_of(eform: EForm) -> tuple[Step, ...]:
    """The steps of a form in order."""
    return eform.definition.steps


def clean_step(
    eform: EForm, step: str, posted: QueryDict, answers: Mapping[str, Answer] | None = None, *, on: date | None = None
) -> StepResult:
    """Read one posted step into the answers so far and check it. Never raises on what was posted; KeyError on `step`.

    A question that was not on the page (hidden `_shown` names those that were) keeps its answer; one that has come to
    stand by an answer just given is asked for gently. `on` is the day against which dates are checked (default: today).
    """
    definition = eform.definition
    asking = definition.step(step)
    merged: dict[str, Answer] = dict(answers or {})
    shown = frozenset(posted.get(SHOWN, "").split()) if SHOWN in posted else frozenset(asking.fields)
    for name in asking.fields:
        if name in shown or name in posted:
            value = read(definition.fields[name], posted.get(name) or "")
            merged.pop(name, None)
            if value is not None:
                merged[name] = value
    if REFRESH in posted:
        return StepResult(merged, [], refresh=True)
    errors = _errors(definition, merged, on, steps=(asking,), shown=shown)
    errors += _unasked(definition, asking, merged, shown, {error.field for error in errors})
    return StepResult(merged, sorted(errors, key=lambda error: asking.fields.index(error.field)), refresh=False)


def _unasked(
    definition: Definition, step: Step, answers: Mapping[str, Answer], shown: frozenset[str], reported: set[str]
) -> list[FieldError]:
    """Questions of the step, even those that may stay blank, that stand now and were not on the page."""
    visible = asked(definition, answers).visible
    return [
        FieldError(name, sentences.newly_asked(definition.fields[name]), step.code)
        for name in step.fields
        if name in visible and name not in shown and name not in reported and answers.get(name) is None
    ]


def validate(eform: EForm, answers: Mapping[str, Answer], *, on: date | None = None) -> list[FieldError]:
    """All that is wrong with the answers of a whole form, one error a field, in the order of the form.

    Hidden and unknown answers are not looked at: they are not submitted. `on` as for `clean_step`.
    """
    return _errors(eform.definition, answers, on, steps=eform.definition.steps)


def submitted(eform: EForm, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers that go with the dossier: those to questions that stand."""
    return submitted_of(eform.definition, answers)


def _errors(
    definition: Definition,
    answers: Mapping[str, Answer],
    on: date | None,
    *,
    steps: tuple[Step, ...],
    shown: frozenset[str] | None = None,
) -> list[FieldError]:
    """One error a field, for the questions of these steps."""
    today = on or clock.today()
    whole = {name: value for name, value in answers.items() if value is None or _is_storable(value)}
    given = submitted_of(definition, whole)
    messages = {
        name: sentences.unreadable(definition.fields[name])
        for name in answers.keys() - whole.keys()
        if name in definition.fields
    }
    for name in asked(definition, whole).required:
        if name not in given and name not in messages:
            field = definition.fields[name]
            gently = shown is not None and name not in shown
            messages[name] = sentences.newly_asked(field) if gently else sentences.missing(field)
    for error in definition.validator.iter_errors(given):
        if error.instance_path:
            name = str(error.instance_path[0])
            messages.setdefault(name, sentences.sentence(definition.fields[name], error))
    for name in [name for step in steps for name in step.fields if name in given and name not in messages]:
        field = definition.fields[name]
        if field.widget is Widget.AREA and not is_offered(field, str(given[name]), today):
            messages[name] = sentences.unknown_area(field)
    sound = {name: value for name, value in given.items() if name not in messages}
    order = list(given)
    for rule in broken_rules(definition, sound, today):
        last_asked = max(rule.fields, key=order.index)
        messages.setdefault(last_asked, sentences.broken_rule(definition, rule))
    return [FieldError(name, messages[name], step.code) for step in steps for name in step.fields if name in messages]


def _is_storable(value: object) -> bool:
    """Whether this is a single value that JSON and the database can hold; API callers may send anything."""
    if isinstance(value, str):
        return printable(value) == value
    if isinstance(value, float):
        return isfinite(value)
    return isinstance(value, int) and abs(value) < 10**18

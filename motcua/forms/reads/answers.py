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
from motcua.forms.rules.definition import Answer, Definition, Field, FileLimits, Step, Widget
from motcua.forms.rules.logic import asked, filled_rows, rows_shown, submitted
from motcua.forms.rules.rows import ADD, REMOVE, read_rows, rows_name
from motcua.forms.rules.typed import printable, read
from motcua.platform import clock

SHOWN, REFRESH = "_shown", "_refresh"


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one answer, as a sentence for whoever gave it; `step` is the code of the step that asks it.

    In a row of a repeating group `field` is `group-0-name`, as on the page.
    """

    field: str
    message: str
    step: str

    @property
    def question(self) -> str:
        """The name of the question, for an error in a row (`group-0-name`) that of its group."""
        return self.field.partition("-")[0]

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


@dataclass(frozen=True)
class FileQuestion:
    """A question for the files of one paper: whether it stands, must be answered, and what it takes."""

    name: str
    label: str
    step: str
    limits: FileLimits
    stands: bool
    is_required: bool


def file_questions(eform: EForm, answers: Mapping[str, Answer]) -> list[FileQuestion]:
    """The questions for files of a form, those that do not stand for these answers too, in the order of the form."""
    definition = eform.definition
    if not any(field.files for field in definition.fields.values()):
        return []
    state = asked(definition, answers)
    return [
        FileQuestion(name, field.label, step.code, field.files, name in state.visible, name in state.required)
        for step in definition.steps
        for name in step.fields
        if (field := definition.fields[name]).files is not None
    ]


def standing(eform: EForm, answers: Mapping[str, Answer]) -> frozenset[str]:
    """The names of the questions that stand for these answers."""
    return asked(eform.definition, answers).visible


def area_questions(eform: EForm) -> list[tuple[str, str]]:
    """Name and label of the questions that ask for a commune, in the order of the form."""
    definition = eform.definition
    fields = (definition.fields[name] for step in definition.steps for name in step.fields)
    return [(each.name, each.label) for each in fields if each.area_kind == "commune"]


def steps_of(eform: EForm) -> tuple[Step, ...]:
    """The steps of a form in order."""
    return eform.definition.steps


def clean_step(
    eform: EForm, step: str, posted: QueryDict, answers: Mapping[str, Answer] | None = None, *, on: date | None = None
) -> StepResult:
    """Read one posted step into the answers so far and check it. Never raises on what was posted; KeyError on `step`.

    A question that was not on the page (hidden `_shown` names those that were) keeps its answer; one that has come to
    stand by an answer just given is asked for gently. `on` is the day against which dates are checked (default: today).
    The buttons `_add` and `_remove` change the rows of a repeating group and ask for the step again.
    """
    definition = eform.definition
    asking = definition.step(step)
    merged: dict[str, Answer] = dict(answers or {})
    shown = frozenset(posted.get(SHOWN, "").split()) if SHOWN in posted else frozenset(asking.fields)
    for name in asking.fields:
        field = definition.fields[name]
        if field.row is not None and (name in shown or rows_name(name) in posted):
            value: Answer = read_rows(field, posted, merged.get(name), shown) or None
        elif field.files is None and field.row is None and (name in shown or name in posted):
            value = read(field, posted.get(name) or "")
        else:
            continue
        merged.pop(name, None)
        if value is not None:
            merged[name] = value
    if {REFRESH, ADD, REMOVE} & posted.keys():
        return StepResult(merged, [], refresh=True)
    errors = _errors(definition, merged, on, steps=(asking,), shown=shown)
    reported = {error.question for error in errors}
    errors += _unasked(definition, asking, merged, shown, reported)
    return StepResult(merged, sorted(errors, key=lambda error: asking.fields.index(error.question)), refresh=False)


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


def submitted_of(eform: EForm, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers that go with the dossier: those to questions that stand."""
    return submitted(eform.definition, answers)


def _errors(
    definition: Definition,
    answers: Mapping[str, Answer],
    on: date | None,
    *,
    steps: tuple[Step, ...],
    shown: frozenset[str] | None = None,
) -> list[FieldError]:
    """One error a field, for the questions of these steps."""
    messages = _messages(definition, answers, on or clock.today(), shown)
    by_question: dict[str, list[str]] = {}
    for path in messages:
        by_question.setdefault(path.partition("-")[0], []).append(path)
    return [
        FieldError(path, messages[path], step.code)
        for step in steps
        for name in step.fields
        for path in by_question.get(name, ())
    ]


def _messages(
    definition: Definition, answers: Mapping[str, Answer], today: date, shown: frozenset[str] | None
) -> dict[str, str]:
    """What is wrong, by the path of the question: `name`, or `group-0-name` in a row."""
    fields = definition.fields
    whole = {name: value for name, value in answers.items() if value is None or _fits(fields.get(name), value)}
    given = submitted(definition, whole)
    messages = {name: sentences.unreadable(fields[name]) for name in answers.keys() - whole.keys() if name in fields}
    state = asked(definition, whole)
    for name in state.visible:
        if fields[name].row is not None and name not in messages:
            messages |= _in_rows(fields[name], whole.get(name), today, shown, is_required=name in state.required)
    reported = {path.partition("-")[0] for path in messages}
    for name in state.required - reported:
        if name not in given and fields[name].files is None:
            gently = shown is not None and name not in shown
            messages[name] = sentences.newly_asked(fields[name]) if gently else sentences.missing(fields[name])
    for error in definition.validator.iter_errors(given):
        name = str(error.instance_path[0]) if len(error.instance_path) == 1 else ""
        if name and name not in reported:
            messages.setdefault(name, sentences.sentence(fields[name], error))
    for name in given:
        field = fields[name]
        if name not in messages and field.widget is Widget.AREA and not is_offered(field, str(given[name]), today):
            messages[name] = sentences.unknown_area(field)
    order = list(given)
    for rule in broken_rules(definition, {k: v for k, v in given.items() if k not in messages}, today):
        messages.setdefault(max(rule.fields, key=order.index), sentences.broken_rule(definition, rule))
    return messages


def _in_rows(
    field: Field, value: Answer, today: date, shown: frozenset[str] | None, *, is_required: bool
) -> dict[str, str]:
    """What is wrong inside the rows of a repeating group; a row left blank counts only where there must be one."""
    assert field.row is not None
    rows = value if isinstance(value, list) else []
    filled = {place for place, _row in filled_rows(field.row, rows)}
    wanted = rows_shown(field, [row for row in rows if row] or None, is_required=is_required)
    messages: dict[str, str] = {}
    for place in range(max(len(rows), wanted)):
        row = rows[place] if place < len(rows) else {}
        if place in filled or place < wanted:
            prefix = f"{field.name}-{place}-"
            within = None if shown is None else frozenset(n.removeprefix(prefix) for n in shown if n.startswith(prefix))
            messages |= {prefix + name: said for name, said in _messages(field.row, row, today, within).items()}
    return messages


def _fits(field: Field | None, value: object) -> bool:
    """Whether the answer can be kept and has the shape of its question; API callers may send anything."""
    if field is None or field.row is None:
        return _is_storable(value)
    return isinstance(value, list) and all(
        isinstance(row, dict) and all(each is None or _is_storable(each) for each in row.values()) for row in value
    )


def _is_storable(value: object) -> bool:
    """Whether this is a single value that JSON and the database can hold; API callers may send anything."""
    if isinstance(value, str):
        return printable(value) == value
    if isinstance(value, float):
        return isfinite(value)
    return isinstance(value, int) and abs(value) < 10**18

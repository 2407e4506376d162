"""Which questions are asked, given the answers so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from motcua.forms.rules.definition import Answer, Branch, Condition, Definition, Field


@dataclass(frozen=True)
class Asked:
    """The questions that stand, and those that must be answered."""

    visible: frozenset[str]
    required: frozenset[str]


def _walk(conditions: tuple[Condition, ...], answers: dict[str, Any]) -> tuple[set[str], set[str]]:
    hidden: set[str] = set()
    required: set[str] = set()
    for condition in conditions:
        branch: Branch = condition.then if condition.holds.is_valid(answers) else condition.otherwise
        deeper_hidden, deeper_required = _walk(branch.conditions, answers)
        hidden |= branch.hidden | deeper_hidden
        required |= branch.required | deeper_required
    return hidden, required


def asked(definition: Definition, answers: Mapping[str, Answer]) -> Asked:
    """Which questions stand for these answers; a hidden answer counts as not given.

    Hiding one answer may hide or show others, so the walk repeats until it settles; a published form has no cycle,
    so it settles after as many rounds as the longest chain of conditions.
    """
    known = {name: value for name, value in answers.items() if name in definition.fields and value is not None}
    hidden: set[str] = set()
    required: set[str] = set()
    for _round in range(len(definition.fields) + 1):
        settled = hidden
        hidden, required = _walk(definition.conditions, {k: v for k, v in known.items() if k not in settled})
        if hidden == settled:
            break
    visible = frozenset(definition.fields) - hidden
    return Asked(visible, (definition.required | required) & visible)


def submitted(definition: Definition, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """What goes with the dossier: the answers to questions that stand, in the order of the form.

    Rows left blank are left out, and so are files: those go with the papers.
    """
    visible = asked(definition, answers).visible
    given: dict[str, Answer] = {}
    for name in (name for step in definition.steps for name in step.fields if name in visible):
        field, value = definition.fields[name], answers.get(name)
        if field.row is not None and isinstance(value, list):
            value = [row for _place, row in filled_rows(field.row, value)] or None
        if value is not None and field.files is None:
            given[name] = value
    return given


def filled_rows(row: Definition, rows: Sequence[Mapping[str, Any]]) -> list[tuple[int, dict[str, Answer]]]:
    """The rows of a repeating group in which something stands, each with its place: what is submitted of them."""
    return [(place, told) for place, each in enumerate(rows) if (told := submitted(row, each))]


def controlling(definition: Definition) -> frozenset[str]:
    """Fields on which others depend."""

    def reads(conditions: tuple[Condition, ...]) -> set[str]:
        found: set[str] = set()
        for condition in conditions:
            found |= condition.reads | reads(condition.then.conditions) | reads(condition.otherwise.conditions)
        return found

    return frozenset(reads(definition.conditions))


def rows_shown(field: Field, value: Answer, *, is_required: bool) -> int:
    """How many rows of a repeating group stand on the page: those begun, and those that there must be."""
    begun = len(value) if isinstance(value, list) else 0
    least = max(field.min_rows, 1) if is_required else field.min_rows if begun else 0
    return max(begun, least)


def changed_fields(old: Mapping[str, Answer], new: Mapping[str, Answer]) -> tuple[str, ...]:
    """Names whose answers differ, in the order of `new`, those that were taken away last."""

    def differs(name: str) -> bool:
        before, after = old.get(name), new.get(name)
        # Python holds True equal to 1; two answers of different kinds are never the same.
        return before != after or type(before) is not type(after)

    return tuple(name for name in dict.fromkeys([*new, *old]) if differs(name))

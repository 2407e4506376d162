"""Which questions are asked, given the answers so far."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.forms.rules.definition import Answer, Branch, Condition, Definition


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
    """What goes with the dossier: the answers to questions that stand, in the order of the form."""
    visible = asked(definition, answers).visible
    return {
        name: answers[name]
        for step in definition.steps
        for name in step.fields
        if name in visible and answers.get(name) is not None
    }


def controlling(definition: Definition) -> frozenset[str]:
    """Fields on which others depend."""

    def reads(conditions: tuple[Condition, ...]) -> set[str]:
        found: set[str] = set()
        for condition in conditions:
            found |= condition.reads | reads(condition.then.conditions) | reads(condition.otherwise.conditions)
        return found

    return frozenset(reads(definition.conditions))


def changed_fields(old: Mapping[str, Answer], new: Mapping[str, Answer]) -> tuple[str, ...]:
    """Names whose answers differ, in the order of `new`, those that were taken away last."""

    def differs(name: str) -> bool:
        before, after = old.get(name), new.get(name)
        # Python holds True equal to 1; two answers of different kinds are never the same.
        return before != after or type(before) is not type(after)

    return tuple(name for name in dict.fromkeys([*new, *old]) if differs(name))

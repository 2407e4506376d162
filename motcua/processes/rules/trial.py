"""Trying a process out: which flows there are, which were taken, and when versions behave the same. Pure."""

import hashlib
import json
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from motcua.processes.rules.definition import Definition
from motcua.processes.rules.feel import BadCondition, read_condition
from motcua.processes.rules.reading import write_definition

# What a step is called, who does it and how long it may take changes nothing about the ways through a process.
_WORDS = frozenset(
    {"name", "performer", "limit", "content", "form", "outputs", "label", "tone", "note_required", "untimed"}
)


@dataclass(frozen=True)
class Coverage:
    """How much of a process was tried: flows taken of all flows."""

    taken: frozenset[str]
    every: frozenset[str]

    @property
    def missing(self) -> frozenset[str]:
        """The flows that no trial took."""
        return self.every - self.taken

    @property
    def percent(self) -> int:
        """Whole percent, rounded down: 100 only where every flow was taken."""
        return 100 * len(self.every & self.taken) // len(self.every) if self.every else 0

    @property
    def is_whole(self) -> bool:
        """Whether every flow was taken."""
        return bool(self.every) and not self.missing


def coverage_of(definition: Definition, taken: Collection[str]) -> Coverage:
    """The flows of a process, sub-processes included, against those taken."""
    every = frozenset(flow.id for flow in definition.every_flow())
    return Coverage(frozenset(taken) & every, every)


def shape_of(definition: Definition) -> str:
    """A digest of what can happen: two versions that differ in words, people or times alone have the same one."""
    text = json.dumps(_bare(write_definition(definition)), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _bare(each) for key, each in value.items() if key not in _WORDS}
    return [_bare(each) for each in value] if isinstance(value, list) else value


def asked_in(definition: Definition) -> tuple[str, ...]:
    """The names that conditions read and a made-up matter must say, outcomes of steps aside."""
    names: set[str] = set()
    for flow in definition.every_flow():
        with suppress(BadCondition):
            names |= read_condition(flow.condition).names if flow.condition else frozenset()
    return tuple(sorted(name for name in names if name != "outcome" and not name.startswith("outcomes.")))

"""How long the longest way through a process may take, against the time that the law or the procedure gives.

Nghị định 118/2025/NĐ-CP has the steps of an internal process fit into the procedure's time limit. Branches that run at
the same time count by the longest, choices by the longest, each loop once. Only steps count: what waits for the citizen
(a supplement) holds the clock and is no step.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from motcua.processes.rules.definition import (
    BoundaryTimer,
    CatchTimer,
    Definition,
    Kind,
    Limit,
    Node,
    SubProcess,
    UserTask,
)

HOURS_A_DAY = 8
_WORKING_DAY = 60 * HOURS_A_DAY
_DAY = 60 * 24
_WEEK, _WORKING_WEEK = 7, 5
DAYS_A_MONTH = 30
# Units of a published limit (organisations.public.Unit) that are counted in working time, in minutes.
_WORKING_UNITS = {"working_day": _WORKING_DAY, "working_hour": 60}
_ELAPSED_UNITS = {"day": _DAY, "hour": 60, "month": DAYS_A_MONTH * _DAY}


@dataclass(frozen=True)
class Published:
    """The time limit that a procedure has: an amount of units (`organisations.public.Unit` values)."""

    amount: Decimal
    unit: str

    @property
    def days(self) -> Decimal | None:
        """In days, working or calendar ones as the unit has it; None where the result is due at once."""
        if self.unit in _WORKING_UNITS:
            return self.amount * _WORKING_UNITS[self.unit] / _WORKING_DAY
        return self.amount * _ELAPSED_UNITS[self.unit] / _DAY if self.unit in _ELAPSED_UNITS else None

    @property
    def is_working(self) -> bool:
        """Whether only working time counts."""
        return self.unit in _WORKING_UNITS


@dataclass(frozen=True)
class CriticalPath:
    """The longest way: its steps in order, and its time, counted in working minutes and in elapsed ones."""

    steps: tuple[str, ...]
    working_minutes: int
    elapsed_minutes: int

    def days(self, *, working: bool) -> Decimal:
        """The whole of it in working days, or in calendar days.

        A calendar day counts as a whole working day, as none of its hours may be wasted; the other way round, days of
        work are laid over weeks of five at their worst place: 0.5 to 1 working day may need 3 calendar days.
        """
        if working:
            elapsed = Decimal(self.elapsed_minutes) / _DAY
            return Decimal(self.working_minutes) / _WORKING_DAY + elapsed
        needed = math.ceil(Decimal(self.working_minutes) / _WORKING_DAY)
        weeks, rest = divmod(needed, _WORKING_WEEK)
        days = weeks * _WEEK + (rest + 2 if rest else 0)
        return Decimal(days) + Decimal(self.elapsed_minutes) / _DAY

    def saved(self, published: Published) -> Decimal | None:
        """The days by which the process is shorter than the published limit, negative if it is longer.

        None where the limit is "at once", which no sum of days can be held against.
        """
        allowed = published.days
        return None if allowed is None else allowed - self.days(working=published.is_working)


def critical_path(definition: Definition) -> CriticalPath:
    """The longest way from the start, whatever is chosen; ways back count as nothing more.

    A step counts its limit, one without counts nothing; on the way that an interrupting timer opens, the timer's limit
    counts in its place. What a non-interrupting timer begins runs beside the matter. A called process counts nothing.
    """
    starts = [node.id for node in definition.nodes if node.kind is Kind.START]
    return longest_ways(definition)[starts[0]] if starts else _NOTHING


def longest_ways(definition: Definition) -> dict[str, CriticalPath]:
    """The longest way from each node that can be reached, the node itself counted with it."""
    nodes = {node.id: node for node in definition.nodes}
    starts = [node.id for node in definition.nodes if node.kind is Kind.START]
    ways = _ways(definition, nodes)
    best: dict[str, CriticalPath] = {}
    for key in _last_first(starts, ways):
        found = [_joined(own, best[target]) for target, own in ways[key] if target in best]
        longest = max(found, key=_weight, default=_own(nodes[key]))
        is_step = isinstance(nodes[key], UserTask)
        best[key] = replace(longest, steps=(key, *longest.steps)) if is_step else longest
    return best


_NOTHING = CriticalPath((), 0, 0)


def _ways(definition: Definition, nodes: Mapping[str, Node]) -> dict[str, list[tuple[str, CriticalPath]]]:
    """Where each node leads, and what has passed on leaving it that way."""
    ways: dict[str, list[tuple[str, CriticalPath]]] = {key: [] for key in nodes}
    for flow in definition.flows:
        if flow.source in nodes and flow.target in nodes:
            ways[flow.source].append((flow.target, _own(nodes[flow.source])))
    for node in nodes.values():
        if isinstance(node, BoundaryTimer) and node.interrupting and node.attached_to in nodes:
            ways[node.attached_to].append((node.id, _passing(node.limit)))
    return ways


def _last_first(starts: list[str], ways: Mapping[str, list[tuple[str, CriticalPath]]]) -> Iterator[str]:
    """Every node that can be reached, those that come later first; ways back to what is still open are passed over."""
    seen: set[str] = set()
    for start in starts:
        seen.add(start)
        stack = [(start, iter(ways[start]))]
        while stack:
            key, targets = stack[-1]
            fresh = next((target for target, _own_ in targets if target not in seen), None)
            if fresh is None:
                stack.pop()
                yield key
            else:
                seen.add(fresh)
                stack.append((fresh, iter(ways[fresh])))


def _own(node: Node) -> CriticalPath:
    """What passes at a node itself."""
    if isinstance(node, SubProcess):
        return critical_path(node.inner)
    return _passing(node.limit) if isinstance(node, UserTask | CatchTimer) else _NOTHING


def _passing(limit: Limit | None) -> CriticalPath:
    if limit is None:
        return _NOTHING
    return CriticalPath((), limit.minutes, 0) if limit.is_working else CriticalPath((), 0, limit.minutes)


def _joined(first: CriticalPath, after: CriticalPath) -> CriticalPath:
    return CriticalPath(
        (*first.steps, *after.steps),
        first.working_minutes + after.working_minutes,
        first.elapsed_minutes + after.elapsed_minutes,
    )


def _weight(path: CriticalPath) -> tuple[Decimal, int]:
    return Decimal(path.working_minutes) / _WORKING_DAY + Decimal(path.elapsed_minutes) / _DAY, len(path.steps)

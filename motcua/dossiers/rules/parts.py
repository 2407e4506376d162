"""The parts of a linked procedure: what may begin, how the whole ends, and whose each stretch of its clock is."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from motcua.dossiers.rules import FINAL, Status


class PartState(StrEnum):
    """How one agency's part of a linked matter stands (hồ sơ liên thông)."""

    AHEAD = "ahead"
    RUNNING = "running"
    WAITING = "waiting"
    GRANTED = "granted"
    REFUSED = "refused"
    STOPPED = "stopped"
    BARRED = "barred"


UNDER_WAY = frozenset({PartState.RUNNING, PartState.WAITING})
WITHOUT_RESULT = frozenset({PartState.REFUSED, PartState.STOPPED, PartState.BARRED})


def part_state(status: Status, result: str | None) -> PartState:
    """How a part stands whose dossier has this status and this kind of result (`granted`, `refused`)."""
    if status in (Status.RESOLVED, Status.DELIVERED):
        return PartState.REFUSED if result == "refused" else PartState.GRANTED
    if status in FINAL:
        return PartState.REFUSED if status is Status.REFUSED else PartState.STOPPED
    return PartState.WAITING if status is Status.AWAITING_SUPPLEMENT else PartState.RUNNING


def part_states(after: Mapping[str, Collection[str]], begun: Mapping[str, PartState]) -> dict[str, PartState]:
    """How each part stands: `after` names for each, in order, those that go before it, `begun` those that have begun.

    A part is barred once one before it ended without what it hands on: it can never begin. The others go on: what one
    agency refuses takes nothing from another (Nghị định 118/2025/NĐ-CP, điều 3: each agency answers for its part).
    """
    states: dict[str, PartState] = {}
    for key, before in after.items():
        barred = any(states.get(each) in WITHOUT_RESULT for each in before)
        states[key] = begun.get(key, PartState.BARRED if barred else PartState.AHEAD)
    return states


def parts_to_begin(after: Mapping[str, Collection[str]], states: Mapping[str, PartState]) -> list[str]:
    """The parts that can begin now: not begun, and all before them granted."""
    return [
        key
        for key, before in after.items()
        if states[key] is PartState.AHEAD and all(states.get(each) is PartState.GRANTED for each in before)
    ]


def end_of_whole(states: Collection[PartState]) -> PartState | None:
    """How a linked matter ends; None while a part is under way or ahead.

    Granted where any part was: what was granted stands, the notice says what was not and why. Refused where none was
    and one was refused, stopped otherwise.
    """
    if any(state in UNDER_WAY or state is PartState.AHEAD for state in states):
        return None
    if PartState.GRANTED in states:
        return PartState.GRANTED
    return PartState.REFUSED if PartState.REFUSED in states else PartState.STOPPED


@dataclass(frozen=True)
class PartSpan:
    """When one agency had its part of a linked matter; without an end it has it still, and owes it by `due_at`."""

    key: str
    began_at: datetime
    ended_at: datetime | None = None
    due_at: datetime | None = None


@dataclass(frozen=True)
class Held:
    """Whose a stretch of the total clock is: the part of that key, or with `""` the unit that received the whole."""

    key: str
    began_at: datetime
    ended_at: datetime


Stretch = tuple[datetime, datetime]


def running_stretches(began_at: datetime, ended_at: datetime, pauses: Sequence[Stretch]) -> list[Stretch]:
    """When the clock ran between two instants: what the pauses, in order and apart, leave of it."""
    stretches, here = [], began_at
    for start, end in pauses:
        if here < min(start, ended_at):
            stretches.append((here, min(start, ended_at)))
        here = max(here, end)
    return [*stretches, (here, ended_at)] if here < ended_at else stretches


def merged_stretches(stretches: Sequence[tuple[datetime, datetime | None]]) -> list[tuple[datetime, datetime | None]]:
    """The same instants as stretches apart from each other, in order; one without an end is open."""
    merged: list[tuple[datetime, datetime | None]] = []
    for start, end in sorted(stretches, key=lambda each: each[0]):
        if not merged or (merged[-1][1] is not None and merged[-1][1] < start):
            merged.append((start, end))
            continue
        last = merged[-1][1]
        merged[-1] = (merged[-1][0], None if last is None or end is None else max(last, end))
    return merged


def shares(running: Sequence[Stretch], parts: Sequence[PartSpan], as_of: datetime) -> list[Held]:
    """Whose each instant is in which the total clock ran: exactly one holder's, so that the shares add up to it.

    Where several parts were under way side by side it is that of the one that ends last, as it is the one waited for;
    of those still under way the one due last; then the one that comes first in order. Where none was, it is the unit's
    that received the whole.
    """
    ends = {at for span in parts for at in (span.began_at, span.ended_at) if at is not None}
    cuts = sorted(ends | {at for stretch in running for at in stretch})
    held: list[Held] = []
    for start, end in pairwise(cuts):
        if not any(began <= start and end <= over for began, over in running):
            continue
        key = _holder([s for s in parts if s.began_at <= start and (s.ended_at is None or s.ended_at >= end)], as_of)
        if held and held[-1].key == key and held[-1].ended_at == start:
            held[-1] = Held(key, held[-1].began_at, end)
        else:
            held.append(Held(key, start, end))
    return held


def _holder(under_way: Sequence[PartSpan], as_of: datetime) -> str:
    if not under_way:
        return ""
    return max(under_way, key=lambda span: span.ended_at or max(as_of, span.due_at or as_of)).key

"""What the law says of a dossier's life. Pure.

Nghị định 118/2025/NĐ-CP: receipt (điều 17), supplement once a phase (điều 11), withdrawal (điều 21),
results (điều 22). The status numbers are those exchanged nationally.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from itertools import pairwise

from motcua.platform.action import Actor, ActorKind, Scope


class Status(IntEnum):
    """Trạng thái hồ sơ, as exchanged with the national portal."""

    SUBMITTED = 1
    RECEIVED = 2
    REFUSED = 3
    IN_PROGRESS = 4
    AWAITING_SUPPLEMENT = 5
    AWAITING_PAYMENT = 6
    WITHDRAWN = 7
    STOPPED = 8
    RESOLVED = 9
    DELIVERED = 10


class Channel(IntEnum):
    """Kênh nộp, as exchanged with the national portal."""

    IN_PERSON = 1
    ONLINE = 2
    POSTAL = 3


class Phase(StrEnum):
    """When a supplement is asked for: before acceptance, or while the substance is examined."""

    INTAKE = "intake"
    EXAMINATION = "examination"


class PaperState(StrEnum):
    """In what state a paper of a dossier came to the counter (Nghị định 118/2025/NĐ-CP, điều 17)."""

    ORIGINAL = "original"
    CERTIFIED = "certified"
    COPY = "copy"
    ELECTRONIC = "electronic"
    RETURN = "return"
    MISSING = "missing"


# Seen and given back, an original is no part of the file; what is electronic comes as a file.
ON_PAPER = frozenset({PaperState.ORIGINAL, PaperState.CERTIFIED, PaperState.COPY, PaperState.RETURN})
GIVEN = ON_PAPER | {PaperState.ELECTRONIC}


class PaperFault(StrEnum):
    """What is wrong with a paper, for form 02."""

    MISSING = "missing"
    EXPIRED = "expired"
    ILLEGIBLE = "illegible"
    NOT_CERTIFIED = "not_certified"
    WRONG_FORM = "wrong_form"
    DIFFERS = "differs"


class RefusalGround(StrEnum):
    """Why a dossier is not accepted, for form 03 (Nghị định 118/2025/NĐ-CP, điều 17)."""

    NOT_COMPETENT = "not_competent"
    NOT_ENTITLED = "not_entitled"
    NOT_MET = "not_met"
    FORGED = "forged"
    UNDER_WAY = "under_way"


class Unplaced(StrEnum):
    """Why it is not known who resolves a dossier; the first three as the competence table says."""

    NONE = "none"
    SEVERAL = "several"
    CLOSED = "closed"
    NO_UNIT = "no_unit"


FINAL = frozenset({Status.REFUSED, Status.WITHDRAWN, Status.STOPPED, Status.DELIVERED})
RUNNING = frozenset({Status.RECEIVED, Status.IN_PROGRESS})
# Whose due date may pass: accepted, not decided yet, and nobody is asked to supply anything.
UNDECIDED = RUNNING | {Status.AWAITING_PAYMENT}
WITHDRAWABLE = frozenset(
    {Status.SUBMITTED, Status.RECEIVED, Status.IN_PROGRESS, Status.AWAITING_SUPPLEMENT, Status.AWAITING_PAYMENT}
)


def phase_of(status: Status) -> Phase | None:
    """In which phase a supplement asked for now would be; None where none may be asked."""
    if status is Status.SUBMITTED:
        return Phase.INTAKE
    return Phase.EXAMINATION if status in RUNNING else None


def status_after_supplement(phase: Phase) -> Status:
    """Where the dossier goes on once the applicant has supplied what was asked."""
    return Status.SUBMITTED if phase is Phase.INTAKE else Status.IN_PROGRESS


class Resolution(StrEnum):
    """How a step ended the matter, if it did."""

    NONE = "none"
    GRANTED = "granted"
    REFUSED = "refused"


# While the applicant has the word.
CORRECTABLE = frozenset({Status.SUBMITTED, Status.AWAITING_SUPPLEMENT})
DELIVERY = "delivery"


def resolution_of(outputs: Collection[str], outcome: str) -> Resolution:
    """What completing a step means for the matter: only a step whose outputs name the result decides it."""
    if "result" not in outputs:
        return Resolution.NONE
    return {"approve": Resolution.GRANTED, "refuse": Resolution.REFUSED}.get(outcome, Resolution.NONE)


def is_visible(actor: Actor, scope: Scope) -> bool:
    """Whether an actor may see a dossier of that scope; says the same as `DossierQuerySet.visible_to`."""
    if actor.kind is ActorKind.SYSTEM:
        return True
    if actor.is_own("dossiers.read") and actor.person_id is not None and _is_theirs(actor, scope):
        return True
    return any(
        right.covers(scope) and (right.everywhere or bool(right.organisations & scope.organisations))
        for right in actor.rights_to("dossiers.read")
    )


def _is_theirs(actor: Actor, scope: Scope) -> bool:
    if not actor.persons.isdisjoint(scope.persons) or not actor.entities.isdisjoint(scope.entities):
        return True
    return any(entity in scope.entities and not codes.isdisjoint(scope.procedures()) for entity, codes in actor.limited)


class ClockState(StrEnum):
    """The colour of the legal clock."""

    NONE = "none"
    OK = "ok"
    SOON = "soon"
    LATE = "late"
    PAUSED = "paused"
    DONE = "done"


# Ours, no law's: a draft nobody goes on with is thrown away, what was thrown away can be taken back for a month.
DRAFT_LIFE = timedelta(days=90)
DRAFT_WARNING = timedelta(days=14)
DRAFT_RESTORE = timedelta(days=30)
HANDOVER_LIFE = timedelta(minutes=10)

SOON = timedelta(hours=4)


def clock_state(status: Status, due_at: datetime | None, settled_at: datetime | None, now: datetime) -> ClockState:
    """How the clock stands: soon means at most four hours are left; what is settled keeps how it was settled."""
    if due_at is None:
        return ClockState.NONE
    if status is Status.AWAITING_SUPPLEMENT:
        return ClockState.PAUSED
    if settled_at is not None:
        return ClockState.LATE if settled_at > due_at else ClockState.DONE
    if now > due_at:
        return ClockState.LATE
    return ClockState.SOON if due_at - now <= SOON else ClockState.OK


@dataclass(frozen=True)
class Recount:
    """A date counted anew because the calendar changed: `due_at` or `accept_by`, what it was and what it is."""

    of: str
    before: datetime
    after: datetime

    def __str__(self) -> str:
        return f"{self.of} {self.before.isoformat()} {self.after.isoformat()}"

    @classmethod
    def read(cls, text: str) -> "Recount":
        """What `str` made of it. Raises ValueError for anything else."""
        of, before, after = text.split(" ")
        return cls(of, datetime.fromisoformat(before), datetime.fromisoformat(after))


# Ours, no law's: what somebody who pressed the wrong button can take back, by the kind of event. Whatever puts a paper
# into the world (form 01 to 05, a result) is not among them: that is answered by another act, never taken back.
UNDOABLE = frozenset({"claimed", "assigned", "step_completed", "withdrawn", "withdrawn_at_counter", "corrected"})


def undo_until(kind: str, at: datetime, within: timedelta) -> datetime | None:
    """Until when an act of that kind can be undone; None for those that cannot."""
    return at + within if kind in UNDOABLE else None


@dataclass(frozen=True)
class Practice:
    """How a unit works: answers within so many working hours, reminds after so many days, hands out steps how."""

    reply_hours: int
    reminder_days: tuple[int, ...]
    assign_by: str = ""


# Ours, no law's, until a unit says otherwise: an applicant's word is answered within two working days.
PRACTICE = Practice(16, (1, 5))
LONGEST_COMMENT = 4000
MOST_REASSIGNED = 500

SERIAL_DIGITS = 4


def dossier_code(organisation_identifier: str, local_date_yymmdd: str, serial: int) -> str:
    """`<organisation identifier>-<yyMMdd>-<serial of at least four digits>`, the serial restarts each day."""
    return f"{code_before_serial(organisation_identifier, local_date_yymmdd)}{serial:0{SERIAL_DIGITS}d}"


def code_before_serial(organisation_identifier: str, local_date_yymmdd: str) -> str:
    """What the codes of an organisation's dossiers of one day begin with."""
    return f"{organisation_identifier}-{local_date_yymmdd}-"


def part_code(whole: str, number: int) -> str:
    """The code of a part of a linked matter: that of the whole, and which part it is. No series is used up for it."""
    return f"{whole}.{number}"


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


def least_loaded(loads: Mapping[int, int], preferred: Collection[int] = ()) -> int | None:
    """Whom to give a step to: of those in charge of such, else of all, who holds the least; None for nobody.

    `loads` are the open steps that each candidate holds. Of equals the one with the lowest number, so that the same
    question has the same answer.
    """
    of_these = [each for each in preferred if each in loads] or list(loads)
    return min(of_these, key=lambda each: (loads[each], each), default=None)

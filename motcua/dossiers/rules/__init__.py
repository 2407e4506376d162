"""What the law says of a dossier's life. Pure.

Nghị định 118/2025/NĐ-CP: receipt (điều 17), supplement once a phase (điều 11), withdrawal (điều 21),
results (điều 22). The status numbers are those exchanged nationally.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from motcua.platform.action import Actor, ActorKind, Scope
from motcua.platform.clock import VIETNAM


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


class Unplaced(StrEnum):
    """Why it is not known who resolves a dossier; the first three as the competence table says."""

    NONE = "none"
    SEVERAL = "several"
    CLOSED = "closed"
    NO_UNIT = "no_unit"


FINAL = frozenset({Status.REFUSED, Status.WITHDRAWN, Status.STOPPED, Status.DELIVERED})
# What was decided, refused or stopped may be decided anew; who took it back files again.
REOPENABLE = frozenset({Status.REFUSED, Status.STOPPED, Status.DELIVERED})
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


def is_before_day(done_at: datetime, due_at: datetime) -> bool:
    """Whether it was done before the day on which it was due, in Vietnam: early, which is more than in time."""
    return done_at.astimezone(VIETNAM).date() < due_at.astimezone(VIETNAM).date()


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
    """How a unit works: answers within so many working hours, reminds after so many days, hands out steps how; the
    telephone that its forms name.
    """

    reply_hours: int
    reminder_days: tuple[int, ...]
    assign_by: str = ""
    hotline: str = ""


# Ours, no law's, until a unit says otherwise: an applicant's word is answered within two working days.
PRACTICE = Practice(16, (1, 5))
LONGEST_COMMENT = 4000
MOST_REASSIGNED = 500


@dataclass(frozen=True)
class ClockRules:
    """How passing time is watched; what a province may set otherwise, from a date (`ClockPolicy`).

    `marks` are shares of the working time in percent; form 04 is drafted `draft_before_hours` working hours before the
    due date, proposing `extension_days` working days; whether an extension signed in time moves the due date differs
    between provinces; holders of `leader_role` at the authority hear of what is late.
    """

    marks: tuple[int, ...] = (50, 75, 90, 100)
    draft_before_hours: int = 8
    extension_days: int = 3
    extension_moves_due: bool = True
    forecast_days: int = 3
    leader_role: str = "department_leader"


# Where no article was written down with a pause.
PAUSE_ARTICLES = {
    "supplement": "Nghị định 118/2025/NĐ-CP, điều 11",
    "payment": "Nghị định 118/2025/NĐ-CP, điều 24",
}


def moves_due(rules: ClockRules, due_at: datetime, signed_at: datetime) -> bool:
    """Whether form 04 signed then is an extension, which moves the due date, or an apology, which does not."""
    return rules.extension_moves_due and signed_at <= due_at


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


def least_loaded(loads: Mapping[int, int], preferred: Collection[int] = ()) -> int | None:
    """Whom to give a step to: of those in charge of such, else of all, who holds the least; None for nobody.

    `loads` are the open steps that each candidate holds. Of equals the one with the lowest number, so that the same
    question has the same answer.
    """
    of_these = [each for each in preferred if each in loads] or list(loads)
    return min(of_these, key=lambda each: (loads[each], each), default=None)

"""What is asked, what an answer must say, and what silence means. Pure.

Nghị định 118/2025/NĐ-CP: the competent authority asks coordinating agencies in writing and answers for the deadline of
the dossier all the while, so its clock runs on, unless the law of the field has it stand; the time that the others took
is attributed to them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """How a question is answered."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    TEXT = "text"


class Silence(StrEnum):
    """What it means that an agency did not answer in time."""

    UNANSWERED = "unanswered"
    AGREED = "agreed"
    ESCALATED = "escalated"


class State(StrEnum):
    """How the opinion of one agency stands."""

    OPEN = "open"
    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    AGREED = "agreed"
    ESCALATED = "escalated"
    WITHDRAWN = "withdrawn"


# An agency may still answer what its silence did not decide.
ANSWERABLE = frozenset({State.OPEN, State.UNANSWERED, State.ESCALATED})
YES, NO = "yes", "no"
MOST_QUESTIONS, MOST_UNITS, LONGEST = 10, 10, 4000


@dataclass(frozen=True)
class Question:
    """One question: its key, the words, how it is answered, from which choices, and whether it must be."""

    key: str
    words: str
    kind: Kind
    choices: tuple[str, ...] = ()
    is_required: bool = True

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "key": self.key, "words": self.words, "kind": self.kind.value, "choices": list(self.choices),
            "required": self.is_required,
        }  # fmt: skip

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Question":
        """What `as_json` made of it."""
        return cls(kept["key"], kept["words"], Kind(kept["kind"]), tuple(kept["choices"]), kept["required"])


class Fault(StrEnum):
    """What is wrong with a question or an answer."""

    NO_WORDS = "no_words"
    TOO_LONG = "too_long"
    FEW_CHOICES = "few_choices"
    MISSING = "missing"
    NOT_A_CHOICE = "not_a_choice"


def fault_of(question: Question) -> Fault | None:
    """What is wrong with a question as it is asked; None for nothing."""
    if not question.words:
        return Fault.NO_WORDS
    if len(question.words) > LONGEST or any(len(choice) > LONGEST for choice in question.choices):
        return Fault.TOO_LONG
    return Fault.FEW_CHOICES if question.kind is Kind.CHOICE and len(set(question.choices)) < 2 else None


def faults_in(questions: Sequence[Question], answers: Mapping[str, str]) -> dict[str, Fault]:
    """What is wrong with the answers, by the key of the question; what is not asked is not looked at."""
    found: dict[str, Fault] = {}
    for question in questions:
        given = answers.get(question.key, "")
        if not given:
            if question.is_required:
                found[question.key] = Fault.MISSING
        elif len(given) > LONGEST:
            found[question.key] = Fault.TOO_LONG
        elif question.kind is not Kind.TEXT and given not in allowed(question):
            found[question.key] = Fault.NOT_A_CHOICE
    return found


def allowed(question: Question) -> tuple[str, ...]:
    """The answers that a question of a closed kind takes."""
    return (YES, NO) if question.kind is Kind.YES_NO else question.choices


def is_in_time(at: datetime, due_at: datetime) -> bool:
    """Whether an answer came in time: the very instant of the deadline is in time."""
    return at <= due_at


def may_answer(state: State, silence: Silence, at: datetime, due_at: datetime) -> bool:
    """Whether an agency may answer: in time always; late only where its silence has not been taken for agreement."""
    if state not in ANSWERABLE:
        return False
    return is_in_time(at, due_at) or silence is not Silence.AGREED


def state_after(silence: Silence) -> State:
    """How an opinion stands once the deadline has passed without a word."""
    return {
        Silence.UNANSWERED: State.UNANSWERED,
        Silence.AGREED: State.AGREED,
        Silence.ESCALATED: State.ESCALATED,
    }[silence]


@dataclass(frozen=True)
class Policy:
    """What is declared from a day on, for some procedures or fields, by code, or (none named) for all.

    `pause_basis` is the article by which the clock of the dossier stands meanwhile; "" where it runs on.
    """

    since: date
    days: int
    silence: Silence
    basis: str
    remind_hours: tuple[int, ...] = ()
    procedures: frozenset[str] = frozenset()
    pause_basis: str = ""

    @property
    def pauses(self) -> bool:
        """Whether the clock of the dossier stands while it is asked: only where an article of law says so."""
        return bool(self.pause_basis)

    def fits(self, procedure: str, field: str) -> int:
        """How closely it names a matter: 2 its procedure, 1 its field, 0 all; -1 not at all."""
        if not self.procedures:
            return 0
        return 2 if procedure in self.procedures else 1 if field and field in self.procedures else -1


def policy_on(policies: Sequence[Policy], procedure: str, on: date, field: str = "") -> Policy:
    """The one in force on a day: what names the procedure goes before what names its field, that before what names
    none; then the latest, the last told.

    Raises LookupError for a day before the first.
    """
    known = [each for each in policies if each.since <= on and each.fits(procedure, field) >= 0]
    if not known:
        raise LookupError(f"no policy on {on}")
    return max(reversed(known), key=lambda each: (each.fits(procedure, field), each.since))

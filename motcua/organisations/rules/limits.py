"""What a time limit is, and what stops it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from fractions import Fraction

from motcua.organisations.rules.worktime import Interval, local, merged


class Unit(StrEnum):
    """What a limit is counted in."""

    WORKING_DAY = "working_day"
    DAY = "day"
    WORKING_HOUR = "working_hour"
    HOUR = "hour"
    MONTH = "month"
    IMMEDIATE = "immediate"


class FirstDay(StrEnum):
    """Where counting starts: the day after receipt (Bộ luật Dân sự 2015, điều 147), or receipt where so decided."""

    AFTER_RECEIPT = "after_receipt"
    RECEIPT_DAY = "receipt_day"


LONGEST_DETAIL = 80

# Ten years of anything: more is a slip of the pen.
_MOST = {
    Unit.WORKING_DAY: 2600,
    Unit.DAY: 3660,
    Unit.WORKING_HOUR: 20800,
    Unit.HOUR: 87840,
    Unit.MONTH: 120,
    Unit.IMMEDIATE: 0,
}
_PLACES = 4


def shorten(text: str) -> str:
    """The text, or its beginning, for a sentence about it."""
    return text if len(text) <= LONGEST_DETAIL else f"{text[:LONGEST_DETAIL]}…"


class LimitError(ValueError):
    """A limit or a pause that cannot be counted; `code` says why, `detail` names the value, shortened."""

    def __init__(self, code: str, detail: str = "") -> None:
        detail = shorten(detail)
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


@dataclass(frozen=True)
class TimeLimit:
    """How long the law allows: `amount` of `unit`, at most four decimals; `immediate` takes no amount.

    `cutoff` is the time of day after which a receipt counts for the next working day. Raises LimitError.
    """

    amount: Decimal = Decimal(0)
    unit: Unit = Unit.IMMEDIATE
    first_day: FirstDay = FirstDay.AFTER_RECEIPT
    cutoff: time | None = None

    def __post_init__(self) -> None:
        if not self.amount.is_finite():
            raise LimitError("amount_unreadable", str(self.amount))
        if self.unit is Unit.IMMEDIATE:
            if self.amount:
                raise LimitError("amount_with_immediate", str(self.amount))
        elif self.amount <= 0:
            raise LimitError("amount_not_positive", str(self.amount))
        elif self.amount > _MOST[self.unit]:
            raise LimitError("amount_too_large", str(self.amount))
        elif self.amount != round(self.amount, _PLACES):
            raise LimitError("amount_too_fine", str(self.amount))

    @classmethod
    def parse(
        cls, text: str, *, first_day: FirstDay = FirstDay.AFTER_RECEIPT, cutoff: time | None = None
    ) -> "TimeLimit":
        """Read "5 working_day", "0.5 working_day" or "immediate". Raises LimitError."""
        words = text.split()
        if words == [Unit.IMMEDIATE]:
            return cls(Decimal(0), Unit.IMMEDIATE, first_day, cutoff)
        if len(words) != 2:
            raise LimitError("limit_unreadable", text)
        try:
            unit = Unit(words[1])
        except ValueError:
            raise LimitError("unit_unknown", words[1]) from None
        try:
            amount = Decimal(words[0].replace(",", "."))
        except InvalidOperation:
            raise LimitError("amount_unreadable", words[0]) from None
        return cls(amount, unit, first_day, cutoff)

    @property
    def exact(self) -> Fraction:
        """The amount without rounding."""
        return Fraction(self.amount)


@dataclass(frozen=True)
class Pause:
    """A time in which the clock stood, and on what ground; without an end it still stands. Raises LimitError."""

    started_at: datetime
    ended_at: datetime | None = None
    ground: str = ""

    def __post_init__(self) -> None:
        if self.ended_at is not None and local(self.ended_at) < local(self.started_at):
            raise LimitError("pause_backwards", f"{self.started_at.isoformat()}/{self.ended_at.isoformat()}")


@dataclass(frozen=True)
class Pauses:
    """All pauses of one clock as merged stretches of stopped time; an open one is counted until `as_of`."""

    stretches: tuple[Interval, ...] = field(default=())

    @classmethod
    def of(cls, pauses: Sequence[Pause], as_of: datetime | None) -> "Pauses":
        """Raises LimitError where a pause is open and nothing says until when to count it."""
        stretches: list[Interval] = []
        for pause in pauses:
            end = pause.ended_at if pause.ended_at is not None else as_of
            if end is None:
                raise LimitError("pause_open", pause.started_at.isoformat())
            stretches.append((local(pause.started_at), local(end)))
        return cls(tuple(merged(stretches)))

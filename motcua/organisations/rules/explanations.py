"""What the legal clock answers: the due instant, and each day or part that was counted or skipped on the way to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Any

from motcua.organisations.rules.limits import Pause, TimeLimit


class ReceiptReason(StrEnum):
    """Why the receipt day is what it is."""

    AS_RECEIVED = "as_received"
    DAY_OFF = "day_off"
    AFTER_CLOSING = "after_closing"
    AFTER_CUTOFF = "after_cutoff"


class SkipReason(StrEnum):
    """Why a date was not counted."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    SWAP_OFF = "swap_off"
    CLOSURE = "closure"
    AFTER_CLOSING = "after_closing"
    AFTER_CUTOFF = "after_cutoff"
    RECEIPT_DAY = "receipt_day"
    PAUSED = "paused"


@dataclass(frozen=True)
class Counted:
    """A date, or the part of it from `start` to `end`, that was counted.

    `amount` is in working days, dates or hours, as the limit's unit says (months are counted in dates); `total` is the
    sum so far; `paused` is what a pause took of the same date and the clock gives back later.
    """

    on: date
    start: datetime
    end: datetime
    amount: Fraction
    total: Fraction
    paused: Fraction = Fraction(0)


@dataclass(frozen=True)
class Skipped:
    """A date that was not counted and why; `name` is the holiday's or the closure's."""

    on: date
    reason: SkipReason
    name: str = ""


@dataclass(frozen=True)
class Extended:
    """How many working days more were given, after which instant, and which days counted for them."""

    days: int
    before: datetime
    counted: tuple[Counted, ...]
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True)
class DueExplanation:
    """The due instant of a limit and everything that made it so.

    `receipt_day` is the day that counts as receipt; `nominal_on` the last day before it moved because it was a day off;
    `is_provisional` says that holidays of the due year are not all known yet. `counted` and `skipped` are those of the
    limit itself; what an extension added is in `extension`, with the instant that was due before.
    """

    received_at: datetime
    limit: TimeLimit
    pauses: tuple[Pause, ...]
    as_of: datetime | None
    receipt_day: date
    receipt_reason: ReceiptReason
    counted: tuple[Counted, ...]
    skipped: tuple[Skipped, ...]
    due_at: datetime
    nominal_on: date | None = None
    is_provisional: bool = False
    extension: Extended | None = None

    def as_json(self) -> Mapping[str, Any]:
        """The same as plain data: instants in ISO 8601 with Vietnam's offset, amounts as numbers."""
        return {
            "received_at": self.received_at.isoformat(),
            "limit": {
                "amount": float(self.limit.amount),
                "unit": self.limit.unit.value,
                "first_day": self.limit.first_day.value,
                "cutoff": self.limit.cutoff.isoformat("minutes") if self.limit.cutoff else None,
            },
            "pauses": [
                {
                    "from": pause.started_at.isoformat(),
                    "to": pause.ended_at.isoformat() if pause.ended_at else None,
                    "ground": pause.ground,
                }
                for pause in self.pauses
            ],
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "receipt_day": self.receipt_day.isoformat(),
            "receipt_reason": self.receipt_reason.value,
            "due_at": self.due_at.isoformat(),
            "nominal_on": self.nominal_on.isoformat() if self.nominal_on else None,
            "is_provisional": self.is_provisional,
            "counted": [_counted(counted) for counted in self.counted],
            "extension": {"days": self.extension.days, "before": self.extension.before.isoformat()}
            if self.extension
            else None,
            "skipped": [
                {"on": skipped.on.isoformat(), "reason": skipped.reason.value, "name": skipped.name}
                for skipped in self.skipped
            ],
        }


def _counted(counted: Counted) -> Mapping[str, Any]:
    return {
        "on": counted.on.isoformat(),
        "from": counted.start.isoformat(),
        "to": counted.end.isoformat(),
        "amount": _number(counted.amount),
        "paused": _number(counted.paused),
        "total": _number(counted.total),
    }


def _number(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else round(float(value), 4)


def up_to_second(instant: datetime) -> datetime:
    """The instant, or the next whole second: a due date carries no dust of division."""
    if not instant.microsecond:
        return instant
    return instant.replace(microsecond=0) + timedelta(seconds=1)

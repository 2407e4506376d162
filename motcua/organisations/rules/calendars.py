"""Which dates are worked, and when: working weeks by date, holidays, swaps both ways, closures and half days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from motcua.platform.clock import VIETNAM

# A calendar without a single working day in this many dates is a mistake in the data, not a long holiday.
_LONGEST_REST = 400


class CalendarError(ValueError):
    """The calendar contradicts itself or has no working day; `code` says how, `detail` what."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


class DayReason(StrEnum):
    """Why a date is worked or not."""

    ORDINARY = "ordinary"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    SWAP_OFF = "swap_off"
    SWAP_WORKING = "swap_working"
    CLOSURE = "closure"


@dataclass(frozen=True, order=True)
class Span:
    """Working time within one date, from `opens` to `closes`."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise CalendarError("span_backwards", str(self))

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}-{self.closes:%H:%M}"

    @classmethod
    def parse(cls, text: str) -> "Span":
        """Read "07:30-11:30". Raises CalendarError."""
        try:
            opens, closes = (time.fromisoformat(part.strip()) for part in text.split("-"))
        except (ValueError, AttributeError):
            raise CalendarError("span_unreadable", str(text)) from None
        return cls(opens, closes)


Spans = tuple[Span, ...]
Week = tuple[Spans, Spans, Spans, Spans, Spans, Spans, Spans]


def spans(texts: Iterable[str]) -> Spans:
    """Spans of one date in order, from texts such as "07:30-11:30". Raises CalendarError where they overlap."""
    ordered = tuple(sorted(Span.parse(text) for text in texts))
    for earlier, later in pairwise(ordered):
        if later.opens < earlier.closes:
            raise CalendarError("spans_overlap", f"{earlier}, {later}")
    return ordered


def week(days: Sequence[Sequence[str]]) -> Week:
    """A working week of seven dates, Monday first. Raises CalendarError, also when nothing is worked."""
    if len(days) != 7:
        raise CalendarError("week_not_seven", str(len(days)))
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = (spans(day) for day in days)
    if not any((monday, tuesday, wednesday, thursday, friday, saturday, sunday)):
        raise CalendarError("week_empty")
    return monday, tuesday, wednesday, thursday, friday, saturday, sunday


_OFFICE_DAY = ("07:30-11:30", "13:00-17:00")
DEFAULT_WEEK = week([_OFFICE_DAY] * 5 + [(), ()])


@dataclass(frozen=True)
class DatedWeek:
    """A working week in force from a date on, until the next one."""

    valid_from: date
    week: Week


@dataclass(frozen=True)
class SpecialDay:
    """A date that is not what its weekday says. `spans` are the hours worked on it: none on a day off.

    A swapped working day without spans takes the hours of the weekday it stands in for (`in_place_of`).
    """

    on: date
    reason: DayReason
    name: str = ""
    spans: Spans = ()
    in_place_of: date | None = None


@dataclass(frozen=True)
class Day:
    """One date as the calendar has it; a date with spans is a working day, whatever its length."""

    on: date
    spans: Spans
    reason: DayReason
    name: str = ""

    @property
    def is_working(self) -> bool:
        """Whether any of it is worked."""
        return bool(self.spans)

    @property
    def opening(self) -> datetime:
        """When work begins; only of a working day."""
        return at(self.on, self.spans[0].opens)

    @property
    def closing(self) -> datetime:
        """When work ends; only of a working day."""
        return at(self.on, self.spans[-1].closes)

    @cached_property
    def intervals(self) -> tuple[tuple[datetime, datetime], ...]:
        """The spans as instants."""
        return tuple((at(self.on, span.opens), at(self.on, span.closes)) for span in self.spans)

    @cached_property
    def length(self) -> timedelta:
        """How long is worked."""
        return sum((end - start for start, end in self.intervals), timedelta())


@dataclass(frozen=True)
class WorkingCalendar:
    """When an organisation works (Bộ luật Lao động 2019, điều 112 for holidays and their substitutes).

    `weeks` are in force one after another; before the first, and without any, the default week is. `days` override
    them.
    """

    weeks: tuple[DatedWeek, ...] = ()
    days: tuple[SpecialDay, ...] = ()
    _seen: dict[date, Day] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        ordered = tuple(sorted(self.weeks, key=lambda dated: dated.valid_from, reverse=True))
        object.__setattr__(self, "weeks", ordered)

    @cached_property
    def _special(self) -> dict[date, SpecialDay]:
        return {special.on: special for special in self.days}

    @cached_property
    def known_until(self) -> date | None:
        """The last date of the last year whose holidays are known; dates after it may still become days off."""
        years = [special.on.year for special in self.days if special.reason is DayReason.HOLIDAY]
        return date(max(years), 12, 31) if years else None

    def week_on(self, on: date) -> Week:
        """The working week in force on a date."""
        return next((dated.week for dated in self.weeks if dated.valid_from <= on), DEFAULT_WEEK)

    def day(self, on: date) -> Day:
        """What a date is."""
        found = self._seen.get(on)
        if found is None:
            found = self._seen[on] = self._judge(on)
        return found

    def _judge(self, on: date) -> Day:
        special = self._special.get(on)
        ordinary = self.week_on(on)[on.weekday()]
        if special is None:
            return Day(on, ordinary, DayReason.ORDINARY if ordinary else DayReason.WEEKEND)
        if special.spans or special.reason is not DayReason.SWAP_WORKING:
            return Day(on, special.spans, special.reason, special.name)
        return Day(on, self._stand_in(special), special.reason, special.name)

    def _stand_in(self, special: SpecialDay) -> Spans:
        week = self.week_on(special.on)
        if special.in_place_of is not None:
            stood_in_for = self.week_on(special.in_place_of)[special.in_place_of.weekday()]
            if stood_in_for:
                return stood_in_for
        return week[special.on.weekday()] or next(day for day in week if day)

    def is_working(self, on: date) -> bool:
        """Whether any of a date is worked."""
        return self.day(on).is_working

    def next_working_day(self, after: date) -> Day:
        """The first working day after a date. Raises CalendarError where there is none for over a year."""
        return self.working_day_from(after + timedelta(days=1))

    def working_day_from(self, on: date) -> Day:
        """The date itself if it is worked, else the next that is. Raises CalendarError as above."""
        for offset in range(_LONGEST_REST):
            day = self.day(on + timedelta(days=offset))
            if day.is_working:
                return day
        raise CalendarError("no_working_day", on.isoformat())


def at(on: date, moment: time) -> datetime:
    """A time of day in Vietnam as an instant."""
    return datetime.combine(on, moment, VIETNAM)

"""Counting itself: walking the dates from a start until an amount is reached, around days off and pauses."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from math import ceil

from motcua.organisations.rules.calendars import Day, WorkingCalendar, at
from motcua.organisations.rules.explanations import Counted, Skipped, SkipReason
from motcua.organisations.rules.limits import LimitError, Pauses
from motcua.organisations.rules.worktime import Interval, total, without

_ONE_DAY = timedelta(days=1)
_MICROSECOND = timedelta(microseconds=1)
_MICROSECONDS_OF_AN_HOUR = 3_600_000_000
# An open pause of many years is a mistake; walking it date by date for ever would be another.
_LONGEST_WALK = 20_000


@dataclass
class Count:
    """A walk under way: what it counted and skipped; at its end, when the limit runs out."""

    counted: list[Counted] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    due_at: datetime = field(init=False)
    nominal_on: date | None = None

    @property
    def reached(self) -> Fraction:
        """The sum of what was counted."""
        return self.counted[-1].total if self.counted else Fraction(0)

    def add(self, on: date, pieces: list[Interval], amount: Fraction, paused: Fraction, end: datetime) -> None:
        """Count an amount of a date."""
        self.counted.append(Counted(on, pieces[0][0], end, amount, self.reached + amount, paused))

    def skip_off(self, day: Day) -> None:
        """Skip a day off for its own reason."""
        self.skipped.append(Skipped(day.on, SkipReason(day.reason.value), day.name))

    def skip_paused(self, on: date) -> None:
        """Skip a date that a pause took."""
        self.skipped.append(Skipped(on, SkipReason.PAUSED))


def count_working_days(
    calendar: WorkingCalendar, start: date, amount: Fraction, stops: Pauses, *, not_before: datetime
) -> Count:
    """Count working days from `start`, each as 1 less the fraction of it that pauses covered.

    A part of the first day that had passed before `not_before` (the receipt) cannot be a term: then the whole day is.
    """
    count = Count()
    for on in _dates(start):
        day = calendar.day(on)
        if not day.is_working:
            count.skip_off(day)
            continue
        free = _outside(list(day.intervals), stops)
        share = _ratio(total(free), day.length)
        if not share:
            count.skip_paused(on)
            continue
        left = amount - count.reached
        end = _after(free, left * _microseconds(day.length)) if left <= share else None
        if end is not None and end <= not_before:
            amount, end = Fraction(1), (free[-1][1] if share == 1 else None)
            left = amount
        count.add(on, free, min(left, share), 1 - share, end or free[-1][1])
        if end is not None:
            count.due_at = end
            return count
    raise AssertionError("unreachable: dates never end")


def count_dates(calendar: WorkingCalendar, start: date, amount: int, stops: Pauses) -> Count:
    """Count dates from `start`, those that a pause touches apart; a last date that is a day off moves on (điều 148)."""
    count = Count()
    for on in _dates(start):
        day = calendar.day(on)
        may_end = day.is_working and count.reached >= amount - 1
        if _touches(on, stops, before=day.closing if may_end else None):
            count.skip_paused(on)
            continue
        if count.reached < amount:
            midnight = at(on, time())
            count.add(on, [(midnight, midnight + _ONE_DAY)], Fraction(1), Fraction(0), midnight + _ONE_DAY)
        elif not day.is_working:
            count.skip_off(day)
        if count.reached < amount:
            continue
        if day.is_working:
            count.due_at = day.closing
            return count
        count.nominal_on = count.nominal_on or on
    raise AssertionError("unreachable: dates never end")


def count_working_hours(calendar: WorkingCalendar, begin: datetime, amount: Fraction, stops: Pauses) -> Count:
    """Count working time from an instant on, pauses left out, in hours."""
    count = Count()
    for on in _dates(begin.date()):
        day = calendar.day(on)
        if not day.is_working:
            count.skip_off(day)
            continue
        spans = [(max(start, begin), end) for start, end in day.intervals if end > begin]
        if spans and _take_hours(count, on, spans, amount, stops):
            return count
    raise AssertionError("unreachable: dates never end")


def count_elapsed(begin: datetime, amount: Fraction, stops: Pauses) -> Count:
    """Count elapsed time from an instant on, pauses left out, in hours."""
    count = Count()
    for on in _dates(begin.date()):
        midnight = at(on, time())
        if _take_hours(count, on, [(max(midnight, begin), midnight + _ONE_DAY)], amount, stops):
            return count
    raise AssertionError("unreachable: dates never end")


def _take_hours(count: Count, on: date, spans: list[Interval], amount: Fraction, stops: Pauses) -> bool:
    free = _outside(spans, stops)
    if not free:
        count.skip_paused(on)
        return False
    hours = Fraction(_microseconds(total(free)), _MICROSECONDS_OF_AN_HOUR)
    paused = Fraction(_microseconds(total(spans) - total(free)), _MICROSECONDS_OF_AN_HOUR)
    left = amount - count.reached
    if left > hours:
        count.add(on, free, hours, paused, free[-1][1])
        return False
    count.due_at = _after(free, left * _MICROSECONDS_OF_AN_HOUR)
    count.add(on, free, left, paused, count.due_at)
    return True


def _dates(start: date) -> Iterator[date]:
    for offset in range(_LONGEST_WALK):
        yield start + timedelta(days=offset)
    raise LimitError("never_due", start.isoformat())


def _outside(spans: list[Interval], stops: Pauses) -> list[Interval]:
    return [piece for span in spans for piece in without(span, list(stops.stretches))]


def _touches(on: date, stops: Pauses, *, before: datetime | None) -> bool:
    midnight = at(on, time())
    end = before or midnight + _ONE_DAY
    return any(start < end and stop > midnight for start, stop in stops.stretches)


def _after(free: list[Interval], microseconds: Fraction) -> datetime:
    left = timedelta(microseconds=ceil(microseconds))
    for start, end in free:
        if end - start >= left:
            return start + left
        left -= end - start
    return free[-1][1]


def _microseconds(length: timedelta) -> int:
    return length // _MICROSECOND


def _ratio(part: timedelta, whole: timedelta) -> Fraction:
    return Fraction(_microseconds(part), _microseconds(whole))

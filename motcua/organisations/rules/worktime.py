"""Working time between instants. Vietnam keeps one offset all year, so that instants of one zone subtract exactly."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from motcua.organisations.rules.calendars import WorkingCalendar
from motcua.platform.clock import VIETNAM

Interval = tuple[datetime, datetime]


def local(instant: datetime) -> datetime:
    """An aware instant on Vietnamese clocks. Raises ValueError for a naive one."""
    if instant.tzinfo is None:
        raise ValueError("a naive datetime has no place in law: give it a time zone")
    return instant.astimezone(VIETNAM)


def merged(intervals: list[Interval]) -> list[Interval]:
    """The same time without overlaps, in order; empty intervals vanish."""
    result: list[Interval] = []
    for start, end in sorted(interval for interval in intervals if interval[0] < interval[1]):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def without(interval: Interval, holes: list[Interval]) -> list[Interval]:
    """What is left of an interval outside of merged holes."""
    left: list[Interval] = []
    start, end = interval
    for hole_start, hole_end in holes:
        if hole_end <= start or hole_start >= end:
            continue
        if start < hole_start:
            left.append((start, hole_start))
        start = max(start, hole_end)
    if start < end:
        left.append((start, end))
    return left


def total(intervals: list[Interval]) -> timedelta:
    """The sum of the lengths."""
    return sum((end - start for start, end in intervals), timedelta())


def is_open(calendar: WorkingCalendar, instant: datetime) -> bool:
    """Whether it is working time at an instant; at closing it no longer is."""
    moment = local(instant)
    return any(start <= moment < end for start, end in calendar.day(moment.date()).intervals)


def next_opening(calendar: WorkingCalendar, instant: datetime) -> datetime:
    """The instant itself within working time, else the start of the next span. Raises CalendarError."""
    moment = local(instant)
    for start, end in calendar.day(moment.date()).intervals:
        if moment < end:
            return max(moment, start)
    return calendar.next_working_day(moment.date()).opening


def working_spans(calendar: WorkingCalendar, start: datetime) -> Iterator[Interval]:
    """Working time from an instant on, span by span, without end. Raises CalendarError."""
    moment = local(start)
    day = calendar.working_day_from(moment.date())
    while True:
        for opens, closes in day.intervals:
            if closes > moment:
                yield max(opens, moment), closes
        day = calendar.next_working_day(day.on)


def add_working_time(calendar: WorkingCalendar, start: datetime, amount: timedelta) -> datetime:
    """The instant by which `amount` of working time has passed since `start`; the earliest such instant.

    Nothing to add gives the next opening. Raises CalendarError, ValueError for a negative amount.
    """
    if amount < timedelta():
        raise ValueError("working time only runs forward")
    left = amount
    if not left:
        return next_opening(calendar, start)
    for opens, closes in working_spans(calendar, start):
        if closes - opens >= left:
            return opens + left
        left -= closes - opens
    raise AssertionError("unreachable: spans never end")


def working_time_between(calendar: WorkingCalendar, start: datetime, end: datetime) -> timedelta:
    """Working time from `start` to `end`; negative when `end` is earlier."""
    start, end = local(start), local(end)
    if end < start:
        return -working_time_between(calendar, end, start)
    passed = timedelta()
    for offset in range((end.date() - start.date()).days + 1):
        for opens, closes in calendar.day(start.date() + timedelta(days=offset)).intervals:
            passed += max(timedelta(), min(closes, end) - max(opens, start))
    return passed


def working_days_between(calendar: WorkingCalendar, start: date, end: date) -> int:
    """How many working days lie after `start` up to and with `end`; negative when `end` is earlier."""
    if end < start:
        return -working_days_between(calendar, end, start)
    return sum(calendar.is_working(start + timedelta(days=offset)) for offset in range(1, (end - start).days + 1))

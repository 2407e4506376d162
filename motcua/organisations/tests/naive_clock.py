"""The legal clock counted with a pencil: minute by minute, date by date.

It shares nothing with the rules: holidays come from the PyPI package `holidays`, with what a test declared added to it.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import ceil

import holidays

from motcua.organisations.public import FirstDay, Unit

VIETNAM = holidays.country_holidays("VN", years=range(2024, 2030))
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
MORNING, AFTERNOON = (time(7, 30), time(11, 30)), (time(13), time(17))


@cache
def calendar_with(off: frozenset[date], worked: frozenset[date] = frozenset()) -> holidays.HolidayBase:
    """The calendar of Vietnam with more days off, and more worked Saturdays or Sundays."""
    calendar = holidays.country_holidays("VN", years=range(2026, 2029))
    for on in worked:
        calendar.weekend_workdays.add(on)
    for on in off:
        calendar[on] = "off"
        calendar.weekend_workdays.discard(on)
    return calendar


@dataclass(frozen=True)
class Case:
    """One question to the clock; instants are Hanoi wall time, to the minute."""

    received: datetime
    amount: Decimal
    unit: Unit
    first_day: FirstDay
    cutoff: time | None
    pauses: tuple[tuple[datetime, datetime], ...]
    calendar: holidays.HolidayBase = field(default_factory=lambda: VIETNAM)


def is_paused(case: Case, minute: datetime) -> bool:
    return any(start <= minute < end for start, end in case.pauses)


def is_touched(case: Case, on: date, before: time = time.max) -> bool:
    return any(
        start < end and start < datetime.combine(on, before) and end > datetime.combine(on, time())
        for start, end in case.pauses
    )


def closing(on: date) -> datetime:
    return datetime.combine(on, time(17))


def next_working(on: date, calendar: holidays.HolidayBase = VIETNAM) -> date:
    """The working day after a date."""
    on += DAY
    while not calendar.is_working_day(on):
        on += DAY
    return on


def receipt_day(case: Case) -> date:
    """The day that counts as the receipt."""
    on, clock = case.received.date(), case.received.time()
    too_late = clock >= time(17) or (case.cutoff is not None and clock > case.cutoff)
    is_taken = case.calendar.is_working_day(on) and not too_late
    return on if is_taken else next_working(on, case.calendar)


def office_minutes(start: datetime, calendar: holidays.HolidayBase = VIETNAM) -> Iterator[datetime]:
    on = start.date()
    while True:
        if calendar.is_working_day(on):
            for opens, closes in (MORNING, AFTERNOON):
                minute = max(datetime.combine(on, opens), start)
                while minute.time() < closes and minute.date() == on:
                    yield minute
                    minute += MINUTE
        on += DAY


def after_minutes(case: Case, minutes: Iterator[datetime], wanted: Fraction) -> datetime:
    passed = 0
    for minute in minutes:
        if not is_paused(case, minute):
            passed += 1
            if passed >= wanted:
                return minute + MINUTE
    raise AssertionError


def after_working_days(case: Case, start: date, amount: Decimal) -> datetime:
    minutes = office_minutes(datetime.combine(start, time()), case.calendar)
    end = after_minutes(case, minutes, Fraction(amount) * 480)
    return end if end > case.received else after_working_days(case, start, Decimal(1))


def after_dates(case: Case, last_before: date, amount: int) -> datetime:
    on, counted = last_before, 0
    while True:
        on += DAY
        is_working = case.calendar.is_working_day(on)
        would_end = is_working and counted + 1 >= amount
        if is_touched(case, on, time(17) if would_end else time.max):
            continue
        counted += 1
        if would_end:
            return closing(on)


def months_later(on: date, amount: Decimal) -> date:
    year, month = divmod(on.year * 12 + on.month - 1 + int(amount), 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(on.day, last)) + ceil(amount % 1 * 30) * DAY


def naive_due(case: Case) -> datetime:
    """When it is due, in Hanoi wall time."""
    received = receipt_day(case)
    before = received - DAY if case.first_day is FirstDay.RECEIPT_DAY else received
    match case.unit:
        case Unit.IMMEDIATE:
            return after_working_days(case, received, Decimal(1))
        case Unit.WORKING_DAY:
            return after_working_days(case, before + DAY, case.amount)
        case Unit.DAY:
            return after_dates(case, before, ceil(case.amount))
        case Unit.MONTH:
            return after_dates(case, before, (months_later(received, case.amount) - received).days)
        case Unit.WORKING_HOUR:
            start = case.received if received == case.received.date() else datetime.combine(received, time())
            return after_minutes(case, office_minutes(start, case.calendar), Fraction(case.amount) * 60)
        case Unit.HOUR:
            every = (case.received + n * MINUTE for n in range(10**6))
            return after_minutes(case, every, Fraction(case.amount) * 60)


def naive_extended(case: Case, due: datetime, days: int) -> datetime:
    """So many working days after what is due, a day on which the clock stands given back like in the count itself."""
    return after_working_days(case, due.date() + DAY, Decimal(days)) if days else due

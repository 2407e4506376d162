"""Generated cases of the legal clock against an independent count.

The count below shares nothing with the rules: holidays come from the PyPI package `holidays`, and time is counted
minute by minute, date by date, as one would with a pencil.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil
from random import Random
from zoneinfo import ZoneInfo

import holidays
from hypothesis import settings

from motcua.organisations.public import FirstDay, Pause, TimeLimit, Unit, explain_due, national_calendar

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
VIETNAM = holidays.country_holidays("VN", years=range(2024, 2030))
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
MORNING, AFTERNOON = (time(7, 30), time(11, 30)), (time(13), time(17))
EDGES = [
    "00:00",
    "07:29",
    "07:30",
    "11:29",
    "11:30",
    "12:15",
    "13:00",
    "14:59",
    "15:00",
    "15:01",
    "16:59",
    "17:00",
    "23:59",
]
LONG_HOLIDAYS = [date(2025, 4, 21), date(2026, 2, 9), date(2026, 4, 22), date(2026, 8, 17), date(2027, 1, 28)]


@dataclass(frozen=True)
class Case:
    """One question to the clock; instants are Hanoi wall time, to the minute."""

    received: datetime
    amount: Decimal
    unit: Unit
    first_day: FirstDay
    cutoff: time | None
    pauses: tuple[tuple[datetime, datetime], ...]


def is_paused(case: Case, minute: datetime) -> bool:
    return any(start <= minute < end for start, end in case.pauses)


def is_touched(case: Case, on: date, before: time = time.max) -> bool:
    return any(
        start < end and start < datetime.combine(on, before) and end > datetime.combine(on, time())
        for start, end in case.pauses
    )


def closing(on: date) -> datetime:
    return datetime.combine(on, time(17))


def next_working(on: date) -> date:
    on += DAY
    while not VIETNAM.is_working_day(on):
        on += DAY
    return on


def receipt_day(case: Case) -> date:
    on, clock = case.received.date(), case.received.time()
    too_late = clock >= time(17) or (case.cutoff is not None and clock > case.cutoff)
    return on if VIETNAM.is_working_day(on) and not too_late else next_working(on)


def office_minutes(start: datetime) -> Iterator[datetime]:
    on = start.date()
    while True:
        if VIETNAM.is_working_day(on):
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
    minutes = office_minutes(datetime.combine(start, time()))
    end = after_minutes(case, minutes, Fraction(amount) * 480)
    return end if end > case.received else after_working_days(case, start, Decimal(1))


def after_dates(case: Case, last_before: date, amount: int) -> datetime:
    on, counted = last_before, 0
    while True:
        on += DAY
        is_working = VIETNAM.is_working_day(on)
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
            return after_minutes(case, office_minutes(start), Fraction(case.amount) * 60)
        case Unit.HOUR:
            every = (case.received + n * MINUTE for n in range(10**6))
            return after_minutes(case, every, Fraction(case.amount) * 60)


MOST = {Unit.WORKING_DAY: 25, Unit.DAY: 60, Unit.MONTH: 6, Unit.WORKING_HOUR: 60, Unit.HOUR: 100}


def generated(seed: int) -> Case:
    """One case, the same for the same seed. Drawn evenly: hypothesis repeats itself too much to meet every edge."""
    chance = Random(seed)
    # Half of all receipts fall around the long holidays and half on an edge of the day, where clocks go wrong.
    on = chance.choice([*LONG_HOLIDAYS, date(2025, 1, 2) + chance.randrange(800) * DAY]) + chance.randrange(17) * DAY
    received = datetime.combine(on, a_time(chance))
    unit = chance.choice(list(Unit))
    amount = Decimal(0)
    if unit is not Unit.IMMEDIATE:
        most = chance.choice([2, MOST[unit]])
        amount = Decimal(chance.randint(1, most * 4)) / 4
        amount = chance.choice([amount, Decimal(ceil(amount))])
    pauses = []
    for _ in range(chance.choice([0, 1, 1, 2, 3])):
        start = datetime.combine(on + chance.choice([0, 1, 2, chance.randint(-3, 30)]) * DAY, a_time(chance))
        end = datetime.combine(start.date() + chance.choice([0, 0, 1, chance.randint(0, 9)]) * DAY, a_time(chance))
        pauses.append((min(start, end), max(start, end)))
    return Case(
        received=received,
        amount=amount,
        unit=unit,
        first_day=chance.choice(list(FirstDay)),
        cutoff=chance.choice([None, time(15), time(10, 30), time(17, 30)]),
        pauses=tuple(pauses),
    )


def a_time(chance: Random) -> time:
    anything = time(chance.randrange(24), chance.randrange(60))
    return chance.choice([anything, time.fromisoformat(chance.choice(EDGES))])


def test_generated_cases_equal_the_naive_count() -> None:
    for seed in range(max(400, 10 * settings().max_examples)):
        check(generated(seed))


def check(case: Case) -> None:
    explanation = explain_due(
        case.received.replace(tzinfo=HANOI),
        TimeLimit(case.amount, case.unit, case.first_day, case.cutoff),
        national_calendar(),
        [Pause(start.replace(tzinfo=HANOI), end.replace(tzinfo=HANOI)) for start, end in case.pauses],
    )
    assert explanation.receipt_day == receipt_day(case), case
    assert explanation.due_at == naive_due(case).replace(tzinfo=HANOI), case
    told = sorted([counted.on for counted in explanation.counted] + [skipped.on for skipped in explanation.skipped])
    last = (explanation.due_at - MINUTE).date()
    days = (last - case.received.date()).days + (explanation.nominal_on is None)
    assert told == [case.received.date() + n * DAY for n in range(days)], case


def test_the_naive_count_knows_the_calendar_by_heart() -> None:
    assert not VIETNAM.is_working_day(date(2026, 2, 20))
    assert VIETNAM.is_working_day(date(2026, 8, 22))
    assert not VIETNAM.is_working_day(date(2026, 8, 31))
    calendar = national_calendar()
    for n in range(3 * 365):
        on = date(2025, 1, 1) + n * DAY
        assert calendar.is_working(on) == VIETNAM.is_working_day(on), on

"""Generated cases of the legal clock against an independent count."""

from datetime import date, datetime, time
from decimal import Decimal
from math import ceil
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import settings

from motcua.organisations.public import FirstDay, Pause, TimeLimit, Unit, explain_due, national_calendar
from motcua.organisations.tests.naive_clock import DAY, MINUTE, VIETNAM, Case, naive_due, receipt_day

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
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

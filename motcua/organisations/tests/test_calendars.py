"""The pure calendar and working time."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.organisations.rules import (
    CalendarError,
    DatedWeek,
    DayReason,
    Span,
    SpecialDay,
    WorkingCalendar,
    add_working_time,
    is_open,
    next_opening,
    spans,
    week,
    working_days_between,
    working_time_between,
)
from motcua.platform.clock import VIETNAM

FRIDAY = date(2026, 8, 21)
SATURDAY = date(2026, 8, 22)
MONDAY = date(2026, 8, 24)
OFFICE = ["07:30-11:30", "13:00-17:00"]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def hours_of(calendar: WorkingCalendar, on: date) -> list[str]:
    return [str(span) for span in calendar.day(on).spans]


def test_without_anything_declared_office_hours_hold_from_monday_to_friday() -> None:
    calendar = WorkingCalendar()
    assert hours_of(calendar, FRIDAY) == OFFICE
    assert calendar.day(FRIDAY).closing == at("2026-08-21T17:00")
    assert calendar.day(SATURDAY).reason is DayReason.WEEKEND
    assert calendar.next_working_day(FRIDAY).on == MONDAY
    assert calendar.known_until is None


def test_hours_are_dated() -> None:
    summer = week([["07:00-11:00", "13:30-17:30"]] * 5 + [["07:30-11:30"], []])
    calendar = WorkingCalendar(weeks=(DatedWeek(MONDAY, summer),))
    assert hours_of(calendar, FRIDAY) == OFFICE
    assert hours_of(calendar, MONDAY) == ["07:00-11:00", "13:30-17:30"]
    assert calendar.day(SATURDAY).is_working is False
    assert hours_of(calendar, SATURDAY + timedelta(days=7)) == ["07:30-11:30"]


@pytest.mark.parametrize("reason", [DayReason.HOLIDAY, DayReason.SWAP_OFF, DayReason.CLOSURE])
def test_a_day_off_is_off_whatever_its_weekday(reason: DayReason) -> None:
    calendar = WorkingCalendar(days=(SpecialDay(FRIDAY, reason, "Nghỉ"),))
    assert calendar.day(FRIDAY).is_working is False
    assert calendar.day(FRIDAY).reason is reason
    assert calendar.day(FRIDAY).name == "Nghỉ"


@pytest.mark.parametrize(
    ("special", "expected"),
    [
        (SpecialDay(SATURDAY, DayReason.SWAP_WORKING, in_place_of=FRIDAY), ["08:00-12:00"]),
        (SpecialDay(SATURDAY, DayReason.SWAP_WORKING), ["07:30-11:30", "13:00-17:00"]),
        (SpecialDay(SATURDAY, DayReason.SWAP_WORKING, spans=spans(["09:00-10:00"])), ["09:00-10:00"]),
        (SpecialDay(SATURDAY, DayReason.SWAP_WORKING, in_place_of=date(2026, 8, 23)), ["07:30-11:30", "13:00-17:00"]),
    ],
)
def test_a_swapped_saturday_is_worked_like_the_day_it_stands_in_for(special: SpecialDay, expected: list[str]) -> None:
    short_friday = week([OFFICE] * 4 + [["08:00-12:00"], [], []])
    calendar = WorkingCalendar(weeks=(DatedWeek(date(2020, 1, 1), short_friday),), days=(special,))
    assert hours_of(calendar, SATURDAY) == expected


def test_a_half_day_closes_at_noon_and_is_still_a_working_day() -> None:
    half = SpecialDay(FRIDAY, DayReason.CLOSURE, "Họp toàn cơ quan", spans(["07:30-11:30"]))
    calendar = WorkingCalendar(days=(half,))
    assert calendar.is_working(FRIDAY)
    assert calendar.day(FRIDAY).closing == at("2026-08-21T11:30")


def test_holidays_are_known_to_the_end_of_the_last_year_that_has_any() -> None:
    calendar = WorkingCalendar(days=(SpecialDay(date(2026, 9, 2), DayReason.HOLIDAY),))
    assert calendar.known_until == date(2026, 12, 31)


@pytest.mark.parametrize("texts", [["11:30-07:30"], ["07:30-11:30", "11:00-12:00"], ["7h30-11h30"], ["07:30"]])
def test_hours_that_cannot_be_are_refused(texts: list[str]) -> None:
    with pytest.raises(CalendarError):
        spans(texts)


def test_a_week_without_work_or_of_six_days_is_refused() -> None:
    nothing: list[str] = []
    for days in ([nothing] * 7, [OFFICE] * 6):
        with pytest.raises(CalendarError):
            week(days)
    with pytest.raises(CalendarError):
        Span(time(9), time(9))


def test_a_calendar_that_never_opens_says_so_instead_of_looking_for_ever() -> None:
    off = tuple(SpecialDay(FRIDAY + timedelta(days=n), DayReason.CLOSURE) for n in range(800))
    with pytest.raises(CalendarError):
        WorkingCalendar(days=off).next_working_day(FRIDAY)


@pytest.mark.parametrize(
    ("instant", "opening", "working"),
    [
        ("2026-08-21T06:00", "2026-08-21T07:30", False),
        ("2026-08-21T07:30", "2026-08-21T07:30", True),
        ("2026-08-21T11:29", "2026-08-21T11:29", True),
        ("2026-08-21T11:30", "2026-08-21T13:00", False),
        ("2026-08-21T12:10", "2026-08-21T13:00", False),
        ("2026-08-21T17:00", "2026-08-24T07:30", False),
        ("2026-08-22T09:00", "2026-08-24T07:30", False),
    ],
)
def test_next_opening(instant: str, opening: str, working: bool) -> None:
    calendar = WorkingCalendar()
    assert next_opening(calendar, at(instant)) == at(opening)
    assert is_open(calendar, at(instant)) is working


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-08-21T07:30", 4, "2026-08-21T11:30"),
        ("2026-08-21T07:30", 4.5, "2026-08-21T13:30"),
        ("2026-08-21T16:00", 2, "2026-08-24T08:30"),
        ("2026-08-22T16:00", 8, "2026-08-24T17:00"),
        ("2026-08-21T12:00", 0, "2026-08-21T13:00"),
    ],
)
def test_add_working_time(start: str, hours: float, end: str) -> None:
    assert add_working_time(WorkingCalendar(), at(start), timedelta(hours=hours)) == at(end)


def test_working_time_does_not_run_backwards_and_knows_its_zone() -> None:
    with pytest.raises(ValueError, match="forward"):
        add_working_time(WorkingCalendar(), at("2026-08-21T07:30"), timedelta(hours=-1))
    with pytest.raises(ValueError, match="naive"):
        next_opening(WorkingCalendar(), datetime(2026, 8, 21, 7, 30))  # noqa: DTZ001


@given(
    start=st.integers(0, 480_000).map(lambda minute: at("2026-01-01T00:00") + timedelta(minutes=minute)),
    minutes=st.integers(1, 20_000),
)
def test_time_added_is_the_time_between(start: datetime, minutes: int) -> None:
    calendar = WorkingCalendar(days=(SpecialDay(date(2026, 9, 2), DayReason.HOLIDAY),))
    amount = timedelta(minutes=minutes)
    end = add_working_time(calendar, start, amount)
    assert working_time_between(calendar, start, end) == amount
    assert working_time_between(calendar, end, start) == -amount


def test_working_days_between() -> None:
    calendar = WorkingCalendar()
    assert working_days_between(calendar, FRIDAY, MONDAY) == 1
    assert working_days_between(calendar, FRIDAY, FRIDAY) == 0
    assert working_days_between(calendar, MONDAY, FRIDAY) == -1

"""The legal clock, rule by rule. The calendar is the one shipped: Tết 2026 is off from Monday 16/02 to Friday 20/02."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from motcua.organisations.public import national_calendar, sentences
from motcua.organisations.rules import (
    DatedWeek,
    DayReason,
    FirstDay,
    LimitError,
    Pause,
    SkipReason,
    SpecialDay,
    TimeLimit,
    Unit,
    WorkingCalendar,
    explain_due,
    spans,
    week,
)
from motcua.platform.clock import VIETNAM

CALENDAR = national_calendar()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def pause(text: str) -> Pause:
    start, end = text.split("/")
    return Pause(at(start), at(end))


def due(
    received: str,
    limit: str,
    *pauses: str,
    cutoff: time | None = None,
    first_day: FirstDay = FirstDay.AFTER_RECEIPT,
    calendar: WorkingCalendar = CALENDAR,
) -> str:
    explanation = explain_due(
        at(received),
        TimeLimit.parse(limit, first_day=first_day, cutoff=cutoff),
        calendar,
        [pause(text) for text in pauses],
    )
    return explanation.due_at.strftime("%Y-%m-%dT%H:%M")


@pytest.mark.parametrize(
    ("received", "cutoff", "receipt_day"),
    [
        ("2026-03-04T06:00", None, date(2026, 3, 4)),  # before opening
        ("2026-03-04T12:00", None, date(2026, 3, 4)),  # in the lunch break
        ("2026-03-04T16:59:59", None, date(2026, 3, 4)),
        ("2026-03-04T17:00", None, date(2026, 3, 5)),  # at closing
        ("2026-03-04T22:00", None, date(2026, 3, 5)),
        ("2026-03-04T15:00", time(15), date(2026, 3, 4)),  # at the cut-off is not after it
        ("2026-03-04T15:00:01", time(15), date(2026, 3, 5)),
        ("2026-03-04T16:00", time(20), date(2026, 3, 4)),  # a cut-off after closing changes nothing
        ("2026-03-04T18:00", time(20), date(2026, 3, 5)),
        ("2026-03-06T17:30", None, date(2026, 3, 9)),  # Friday evening
        ("2026-03-07T09:00", None, date(2026, 3, 9)),  # Saturday
        ("2026-02-13T16:10", time(15), date(2026, 2, 23)),  # over Tết
        ("2026-02-18T09:00", None, date(2026, 2, 23)),  # in Tết
        ("2026-08-22T09:00", None, date(2026, 8, 22)),  # a Saturday worked instead of 31/08
        ("2026-08-31T09:00", None, date(2026, 9, 3)),
    ],
)
def test_receipt_day(received: str, cutoff: time | None, receipt_day: date) -> None:
    limit = TimeLimit(Decimal(1), Unit.WORKING_DAY, cutoff=cutoff)
    assert explain_due(at(received), limit, CALENDAR).receipt_day == receipt_day


@pytest.mark.parametrize(
    ("received", "limit", "expected"),
    [
        ("2026-03-04T09:00", "1 working_day", "2026-03-05T17:00"),
        ("2026-03-04T17:00", "1 working_day", "2026-03-06T17:00"),
        ("2026-02-13T16:10", "5 working_day", "2026-02-27T17:00"),
        ("2026-03-07T09:00", "1 working_day", "2026-03-10T17:00"),  # Saturday: Monday is R
        ("2026-03-04T09:00", "0.5 working_day", "2026-03-05T11:30"),  # half the working time, at its earliest instant
        ("2026-03-04T09:00", "0.25 working_day", "2026-03-05T09:30"),
        ("2026-03-04T09:00", "1.5 working_day", "2026-03-06T11:30"),
        ("2026-08-20T09:00", "2 working_day", "2026-08-22T17:00"),  # the swapped Saturday counts
        ("2026-08-28T09:00", "1 working_day", "2026-09-03T17:00"),  # the swapped Monday does not
    ],
)
def test_working_days(received: str, limit: str, expected: str) -> None:
    assert due(received, limit) == expected


@pytest.mark.parametrize(
    ("received", "limit", "expected"),
    [
        ("2026-03-04T16:00", "1 working_day", "2026-03-04T17:00"),
        ("2026-03-04T09:00", "2 working_day", "2026-03-05T17:00"),
        ("2026-03-04T17:00", "1 working_day", "2026-03-05T17:00"),
        ("2026-03-04T08:00", "0.5 working_day", "2026-03-04T11:30"),
        ("2026-03-04T14:00", "0.5 working_day", "2026-03-04T17:00"),  # that part had passed before receipt
        ("2026-03-04T14:00", "1.5 working_day", "2026-03-05T11:30"),
        ("2026-03-04T09:00", "3 day", "2026-03-06T17:00"),
        ("2026-03-04T09:00", "1 month", "2026-04-03T17:00"),
    ],
)
def test_counting_from_the_receipt_day(received: str, limit: str, expected: str) -> None:
    assert due(received, limit, first_day=FirstDay.RECEIPT_DAY) == expected


@pytest.mark.parametrize(
    ("pauses", "expected"),
    [
        (["2026-03-05T07:30/2026-03-05T11:30"], "2026-03-09T11:30"),  # half of one counted day
        (["2026-03-05T07:30/2026-03-05T09:30"], "2026-03-09T09:30"),
        (["2026-03-05T11:30/2026-03-05T13:00"], "2026-03-06T17:00"),  # lunch is nobody's working time
        (["2026-03-05T17:00/2026-03-06T07:30"], "2026-03-06T17:00"),  # nor is the night
        (["2026-03-05T00:00/2026-03-06T00:00"], "2026-03-09T17:00"),
        (["2026-03-06T13:00/2026-03-09T11:30"], "2026-03-09T17:00"),  # over a weekend
        (["2026-03-04T10:00/2026-03-04T16:00"], "2026-03-06T17:00"),  # the receipt day is not counted anyway
        (["2026-03-04T10:00/2026-03-05T11:30"], "2026-03-09T11:30"),
        (["2026-03-01T00:00/2026-03-03T00:00"], "2026-03-06T17:00"),  # before receipt
        (["2026-03-07T00:00/2026-03-08T00:00"], "2026-03-06T17:00"),  # after the end
        (["2026-03-06T17:00/2026-03-20T17:00"], "2026-03-06T17:00"),  # from the very end
        (["2026-03-05T07:30/2026-03-05T10:30", "2026-03-05T09:30/2026-03-05T11:30"], "2026-03-09T11:30"),  # overlapping
        (["2026-03-05T09:00/2026-03-05T09:00"], "2026-03-06T17:00"),  # no time at all
    ],
)
def test_a_pause_gives_back_the_fraction_of_each_counted_day_it_covered(pauses: list[str], expected: str) -> None:
    assert due("2026-03-04T09:00", "2 working_day", *pauses) == expected


def test_each_working_day_counts_one_whatever_its_length() -> None:
    half = SpecialDay(date(2026, 3, 5), DayReason.CLOSURE, "Nghỉ buổi chiều", spans(["07:30-11:30"]))
    calendar = WorkingCalendar(days=(half,))
    assert due("2026-03-04T09:00", "1 working_day", calendar=calendar) == "2026-03-05T11:30"
    assert due("2026-03-04T09:00", "0.5 working_day", calendar=calendar) == "2026-03-05T09:30"
    # Two of four hours are half a day, given back as four hours of a day of eight.
    assert (
        due("2026-03-04T09:00", "1 working_day", "2026-03-05T07:30/2026-03-05T09:30", calendar=calendar)
        == "2026-03-06T11:30"
    )
    assert due("2026-03-05T12:00", "1 working_day", calendar=calendar) == "2026-03-09T17:00"  # after its early closing


def test_a_due_instant_carries_no_fraction_of_a_second() -> None:
    sevenths = week([["08:00-15:00"]] * 5 + [[], []])
    calendar = WorkingCalendar(
        weeks=(DatedWeek(date(2020, 1, 1), sevenths),),
        days=(SpecialDay(date(2026, 3, 6), DayReason.CLOSURE, spans=spans(["08:00-09:00"])),),
    )
    explanation = explain_due(
        at("2026-03-04T09:00"),
        TimeLimit.parse("1 working_day"),
        calendar,
        [pause("2026-03-05T08:00/2026-03-05T09:00")],
    )
    assert explanation.due_at == at("2026-03-06T08:08:35")  # 1/7 of an hour is 514.28… seconds


@pytest.mark.parametrize(
    ("received", "limit", "pauses", "expected"),
    [
        ("2026-03-04T09:00", "1 day", [], "2026-03-05T17:00"),
        ("2026-03-04T09:00", "5 day", [], "2026-03-09T17:00"),  # weekends count
        ("2026-03-04T09:00", "3 day", [], "2026-03-09T17:00"),  # ends on Saturday, moves to Monday
        ("2026-03-04T17:00", "1 day", [], "2026-03-06T17:00"),
        ("2026-02-13T09:00", "3 day", [], "2026-02-23T17:00"),  # ends in Tết
        ("2026-03-04T09:00", "0.5 day", [], "2026-03-05T17:00"),  # a part of a date is a date
        ("2026-03-04T09:00", "2 day", ["2026-03-05T10:00/2026-03-05T10:01"], "2026-03-09T17:00"),  # Saturday moves
        ("2026-03-02T09:00", "2 day", ["2026-03-03T10:00/2026-03-03T10:01"], "2026-03-05T17:00"),
        ("2026-03-02T09:00", "2 day", ["2026-03-03T23:00/2026-03-04T01:00"], "2026-03-06T17:00"),  # touches two dates
        (
            "2026-03-02T09:00",
            "2 day",
            ["2026-03-03T10:00/2026-03-04T00:00"],
            "2026-03-05T17:00",
        ),  # midnight is no touch
        ("2026-03-02T09:00", "2 day", ["2026-03-02T10:00/2026-03-02T11:00"], "2026-03-04T17:00"),  # R is not counted
        ("2026-03-02T09:00", "7 day", ["2026-03-07T10:00/2026-03-08T11:00"], "2026-03-11T17:00"),  # days off count here
        ("2026-03-04T09:00", "3 day", ["2026-03-09T09:00/2026-03-10T09:00"], "2026-03-11T17:00"),  # on the moved day
        ("2026-03-04T09:00", "3 day", ["2026-03-09T17:30/2026-03-10T09:00"], "2026-03-09T17:00"),  # after the end
        ("2026-03-02T09:00", "2 day", ["2026-03-04T17:00/2026-03-10T09:00"], "2026-03-04T17:00"),
    ],
)
def test_calendar_days(received: str, limit: str, pauses: list[str], expected: str) -> None:
    assert due(received, limit, *pauses) == expected


@pytest.mark.parametrize(
    ("received", "limit", "pauses", "expected"),
    [
        ("2026-03-04T09:00", "1 month", [], "2026-04-06T17:00"),  # 04/04 is a Saturday
        ("2026-03-05T09:00", "2 month", [], "2026-05-05T17:00"),
        ("2026-12-31T09:00", "2 month", [], "2027-03-01T17:00"),  # 28/02/2027 is a Sunday
        ("2025-12-31T09:00", "2 month", [], "2026-03-02T17:00"),
        ("2026-03-31T09:00", "1 month", [], "2026-05-04T17:00"),  # 30/04 and 01/05 are holidays
        ("2027-11-30T09:00", "3 month", [], "2028-02-29T17:00"),  # a leap year
        ("2026-03-05T09:00", "0.5 month", [], "2026-03-20T17:00"),  # half a month is fifteen days (điều 146)
        ("2026-03-05T09:00", "1.5 month", [], "2026-04-20T17:00"),
        ("2026-03-05T09:00", "12 month", [], "2027-03-05T17:00"),
        ("2026-03-05T09:00", "2 month", ["2026-04-01T10:00/2026-04-02T10:00"], "2026-05-07T17:00"),
    ],
)
def test_months(received: str, limit: str, pauses: list[str], expected: str) -> None:
    assert due(received, limit, *pauses) == expected


@pytest.mark.parametrize(
    ("received", "limit", "pauses", "expected"),
    [
        ("2026-03-04T09:00", "2 working_hour", [], "2026-03-04T11:00"),
        ("2026-03-04T09:00", "2.5 working_hour", [], "2026-03-04T11:30"),
        ("2026-03-04T09:00", "4 working_hour", [], "2026-03-04T14:30"),
        ("2026-03-04T11:45", "1 working_hour", [], "2026-03-04T14:00"),  # received in the lunch break
        ("2026-03-04T05:00", "1 working_hour", [], "2026-03-04T08:30"),
        ("2026-03-04T17:00", "1 working_hour", [], "2026-03-05T08:30"),
        ("2026-02-13T16:00", "2 working_hour", [], "2026-02-23T08:30"),  # over Tết
        ("2026-03-04T09:00", "4 working_hour", ["2026-03-04T10:00/2026-03-04T13:30"], "2026-03-04T16:30"),
        ("2026-03-04T09:00", "1 working_hour", ["2026-03-04T08:00/2026-03-04T09:30"], "2026-03-04T10:30"),
        ("2026-03-04T09:00", "1 working_hour", ["2026-03-04T09:00/2026-03-10T09:00"], "2026-03-10T10:00"),
        ("2026-03-04T09:00", "1 working_hour", ["2026-03-04T10:00/2026-03-10T09:00"], "2026-03-04T10:00"),
    ],
)
def test_working_hours(received: str, limit: str, pauses: list[str], expected: str) -> None:
    assert due(received, limit, *pauses) == expected


def test_a_cutoff_makes_working_hours_start_the_next_morning() -> None:
    assert due("2026-03-04T15:30", "1 working_hour", cutoff=time(15)) == "2026-03-05T08:30"


@pytest.mark.parametrize(
    ("received", "limit", "pauses", "expected"),
    [
        ("2026-03-04T09:00", "24 hour", [], "2026-03-05T09:00"),
        ("2026-03-06T16:10", "24 hour", [], "2026-03-07T16:10"),  # night, day off and all
        ("2026-03-07T03:00", "1.5 hour", [], "2026-03-07T04:30"),
        ("2026-03-04T09:00", "24 hour", ["2026-03-04T20:00/2026-03-05T20:00"], "2026-03-06T09:00"),
        ("2026-03-04T09:00", "24 hour", ["2026-03-05T09:00/2026-03-05T20:00"], "2026-03-05T09:00"),
    ],
)
def test_hours_elapse(received: str, limit: str, pauses: list[str], expected: str) -> None:
    assert due(received, limit, *pauses) == expected
    assert due(received, limit, *pauses, cutoff=time(8)) == expected


@pytest.mark.parametrize(
    ("received", "cutoff", "pauses", "expected"),
    [
        ("2026-03-04T09:00", None, [], "2026-03-04T17:00"),
        ("2026-03-04T15:00", time(15), [], "2026-03-04T17:00"),
        ("2026-03-04T15:01", time(15), [], "2026-03-05T17:00"),
        ("2026-03-04T17:00", None, [], "2026-03-05T17:00"),
        ("2026-02-13T16:10", time(15), [], "2026-02-23T17:00"),
        # waiting for the citizen from ten o'clock to ten o'clock: what was lost of the day is given back the next
        ("2026-03-04T09:00", None, ["2026-03-04T10:00/2026-03-05T10:00"], "2026-03-05T17:00"),
        ("2026-03-04T09:00", None, ["2026-03-04T16:00/2026-03-09T07:30"], "2026-03-09T08:30"),
    ],
)
def test_within_the_day(received: str, cutoff: time | None, pauses: list[str], expected: str) -> None:
    assert due(received, "immediate", *pauses, cutoff=cutoff) == expected


def test_an_open_pause_counts_until_now() -> None:
    limit = TimeLimit.parse("2 working_day")
    waiting = [Pause(at("2026-03-05T07:30"), None, "chờ bổ sung")]
    explanation = explain_due(at("2026-03-04T09:00"), limit, CALENDAR, waiting, as_of=at("2026-03-05T11:30"))
    assert explanation.due_at == at("2026-03-09T11:30")
    later = explain_due(at("2026-03-04T09:00"), limit, CALENDAR, waiting, as_of=at("2026-03-10T00:00"))
    assert later.due_at == at("2026-03-11T17:00")
    not_begun = explain_due(at("2026-03-04T09:00"), limit, CALENDAR, waiting, as_of=at("2026-03-04T10:00"))
    assert not_begun.due_at == at("2026-03-06T17:00")
    with pytest.raises(LimitError, match="pause_open"):
        explain_due(at("2026-03-04T09:00"), limit, CALENDAR, waiting)


def test_the_zone_of_the_input_does_not_matter() -> None:
    limit = TimeLimit.parse("1 working_day")
    assert explain_due(datetime(2026, 3, 4, 2, 0, tzinfo=UTC), limit, CALENDAR).due_at == at("2026-03-05T17:00")
    with pytest.raises(ValueError, match="naive"):
        explain_due(datetime(2026, 3, 4, 9, 0), limit, CALENDAR)  # noqa: DTZ001


def test_every_day_is_accounted_for() -> None:
    explanation = explain_due(
        at("2026-02-13T16:10"),
        TimeLimit.parse("2 working_day", cutoff=time(15)),
        CALENDAR,
        [pause("2026-02-24T00:00/2026-02-25T00:00"), pause("2026-02-25T13:00/2026-02-25T15:00")],
    )
    assert [(skipped.on.day, skipped.reason) for skipped in explanation.skipped] == [
        (13, SkipReason.AFTER_CUTOFF),
        (14, SkipReason.WEEKEND),
        (15, SkipReason.WEEKEND),
        *((day, SkipReason.HOLIDAY) for day in range(16, 21)),
        (21, SkipReason.WEEKEND),
        (22, SkipReason.WEEKEND),
        (23, SkipReason.RECEIPT_DAY),
        (24, SkipReason.PAUSED),
    ]
    assert [(c.on.day, float(c.amount), float(c.paused)) for c in explanation.counted] == [
        (25, 0.75, 0.25),
        (26, 1, 0),
        (27, 0.25, 0),
    ]
    assert explanation.due_at == at("2026-02-27T09:30")


def test_the_moved_last_day_is_told() -> None:
    explanation = explain_due(at("2026-02-13T09:00"), TimeLimit.parse("3 day"), CALENDAR)
    assert explanation.nominal_on == date(2026, 2, 16)
    assert [skipped.on.day for skipped in explanation.skipped] == [13, 17, 18, 19, 20, 21, 22]
    assert any("điều 148" in sentence for sentence in sentences(explanation))


def test_beyond_the_known_holidays_the_answer_is_provisional() -> None:
    assert not explain_due(at("2026-03-04T09:00"), TimeLimit.parse("5 working_day"), CALENDAR).is_provisional
    assert explain_due(at("2027-12-30T09:00"), TimeLimit.parse("5 working_day"), CALENDAR).is_provisional


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "limit_unreadable"),
        ("5", "limit_unreadable"),
        ("5 working_day now", "limit_unreadable"),
        ("x" * 100_000, "limit_unreadable"),
        ("5 week", "unit_unknown"),
        ("five day", "amount_unreadable"),
        ("nan day", "amount_unreadable"),
        ("inf day", "amount_unreadable"),
        ("0 day", "amount_not_positive"),
        ("-3 day", "amount_not_positive"),
        ("1e9 day", "amount_too_large"),
        ("0.00001 day", "amount_too_fine"),
        ("5 immediate", "amount_with_immediate"),
    ],
)
def test_limits_that_cannot_be_are_refused(text: str, code: str) -> None:
    with pytest.raises(LimitError) as error:
        TimeLimit.parse(text)
    assert error.value.code == code
    assert len(error.value.detail) < 100


def test_a_pause_does_not_end_before_it_starts_nor_last_for_ever() -> None:
    with pytest.raises(LimitError, match="pause_backwards"):
        pause("2026-03-05T10:00/2026-03-05T09:00")
    with pytest.raises(LimitError, match="never_due"):
        due("2026-03-04T09:00", "2 day", "2026-03-04T10:00/2099-01-01T00:00")


def test_a_decimal_comma_is_read() -> None:
    assert TimeLimit.parse("0,5 working_day").amount == Decimal("0.5")


def test_the_longest_limits_are_still_quick_to_count() -> None:
    explanation = explain_due(at("2026-03-04T09:00"), TimeLimit.parse("2600 working_day"), CALENDAR)
    assert len(explanation.counted) == 2600
    assert explanation.due_at - explanation.received_at > timedelta(days=3600)

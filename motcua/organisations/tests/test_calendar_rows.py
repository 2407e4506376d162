"""Calendars out of dated rows, and the commands that read and write them."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test.utils import CaptureQueriesContext

from motcua.organisations.models import CalendarDay
from motcua.organisations.public import (
    DayKind,
    Organisation,
    calendar_of,
    calendars_of,
    change_organisation,
    declare_day,
    import_holidays,
    national_calendar,
    set_working_hours,
    withdraw_day,
)
from motcua.organisations.tests import make
from motcua.platform.action import SYSTEM, Actor, ActorKind, NotAllowed, Refused, Right, Stale

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 1, tzinfo=UTC)
FRIDAY, SATURDAY, MONDAY = date(2026, 3, 6), date(2026, 3, 7), date(2026, 3, 9)
SATURDAYS_TOO = [["07:30-11:30", "13:00-17:00"]] * 5 + [["07:30-11:30"], []]
SHORT_DAYS = [["08:00-12:00"]] * 5 + [[], []]


def hours_of(organisation: Organisation, on: date) -> list[str]:
    return [str(span) for span in calendar_of(organisation.pk).day(on).spans]


def test_a_new_installation_knows_the_holidays() -> None:
    calendar = calendar_of(make.organisation().pk)
    assert calendar.days == national_calendar().days
    assert calendar.day(date(2026, 8, 22)).is_working
    assert not calendar.day(date(2026, 8, 31)).is_working


def test_hours_come_from_the_nearest_that_has_any() -> None:
    province = make.organisation()
    department = make.organisation(parent=province)
    division = make.organisation(parent=department)
    make.hours(organisation=None, week=SHORT_DAYS, valid_from=date(2026, 1, 1))
    make.hours(organisation=province, week=SATURDAYS_TOO, valid_from=date(2026, 2, 1))
    make.hours(organisation=division, week=SHORT_DAYS, valid_from=MONDAY)

    assert hours_of(division, date(2025, 12, 31)) == ["07:30-11:30", "13:00-17:00"]
    assert hours_of(division, date(2026, 1, 2)) == ["08:00-12:00"]
    assert hours_of(division, SATURDAY) == ["07:30-11:30"]
    assert hours_of(division, MONDAY) == ["08:00-12:00"]
    assert hours_of(department, MONDAY) == ["07:30-11:30", "13:00-17:00"]

    make.hours(organisation=division, week=None, valid_from=date(2026, 3, 16))
    assert hours_of(division, date(2026, 3, 13)) == ["08:00-12:00"]
    assert hours_of(division, date(2026, 3, 16)) == ["07:30-11:30", "13:00-17:00"]


def test_a_day_declared_nearer_wins() -> None:
    province = make.organisation()
    ward = make.organisation(parent=province)
    elsewhere = make.organisation()
    make.day(organisation=province, on=FRIDAY, kind=DayKind.CLOSURE)
    make.day(organisation=ward, on=FRIDAY, kind=DayKind.CLOSURE, hours=["07:30-11:30"])
    make.day(organisation=ward, on=SATURDAY, kind=DayKind.SWAP_WORKING, in_place_of=FRIDAY)

    assert hours_of(province, FRIDAY) == []
    assert hours_of(ward, FRIDAY) == ["07:30-11:30"]
    assert hours_of(ward, SATURDAY) == ["07:30-11:30", "13:00-17:00"]
    assert hours_of(elsewhere, FRIDAY) == ["07:30-11:30", "13:00-17:00"]


def test_what_an_organisation_inherits_follows_where_it_stood_on_each_date() -> None:
    old, new = make.organisation(), make.organisation()
    ward = make.organisation(parent=old)
    make.hours(organisation=old, week=SHORT_DAYS)
    make.day(organisation=old, on=MONDAY)
    make.day(organisation=new, on=FRIDAY)
    change_organisation(ward, valid_from=SATURDAY, parent=new, by=SYSTEM, at=datetime(2026, 4, 1, tzinfo=UTC))

    assert hours_of(ward, FRIDAY) == ["08:00-12:00"]
    assert hours_of(ward, MONDAY) == ["07:30-11:30", "13:00-17:00"]


def test_a_calendar_is_kept_until_a_row_changes(
    django_assert_num_queries: Callable[[int], CaptureQueriesContext],
) -> None:
    first, second = make.organisation(), make.organisation()
    calendars_of([first.pk, second.pk])
    with django_assert_num_queries(1):
        kept = calendars_of([first.pk, second.pk])
    assert kept[first.pk].is_working(FRIDAY)

    make.day(on=FRIDAY)
    assert not calendar_of(first.pk).is_working(FRIDAY)
    withdraw_day(None, on=FRIDAY, by=SYSTEM, at=AT)
    assert calendar_of(first.pk).is_working(FRIDAY)
    with pytest.raises(Stale):
        withdraw_day(None, on=FRIDAY, by=SYSTEM, at=AT)


def test_an_unknown_organisation_has_no_calendar() -> None:
    with pytest.raises(Organisation.DoesNotExist):
        calendar_of(-1)


@pytest.mark.parametrize("week", [[["07:30-11:30"]] * 6, [["11:30-07:30"]] + [[]] * 6, [[]] * 7, [["x"]] * 7])
def test_hours_that_cannot_be_are_refused(week: list[list[str]]) -> None:
    with pytest.raises(Refused) as refused:
        make.hours(organisation=None, week=week)
    assert refused.value.field == "week"


def test_everybodys_calendar_needs_a_right_that_reaches_everybody() -> None:
    mine = make.organisation()
    permissions = ("organisations.declare_day", "organisations.set_working_hours", "organisations.import_holidays")
    rights = tuple(Right(permission, organisations=frozenset({mine.pk})) for permission in permissions)
    official = Actor(kind=ActorKind.OFFICIAL, account_id=1, organisation_id=mine.pk, rights=rights)
    declare_day(mine, on=FRIDAY, kind=DayKind.CLOSURE, name="Mất điện", by=official, at=AT)
    with pytest.raises(NotAllowed):
        declare_day(make.organisation(), on=FRIDAY, kind=DayKind.CLOSURE, name="Mất điện", by=official, at=AT)
    with pytest.raises(NotAllowed):
        declare_day(None, on=FRIDAY, kind=DayKind.CLOSURE, name="Mất điện", by=official, at=AT)
    with pytest.raises(NotAllowed):
        set_working_hours(None, week=SHORT_DAYS, valid_from=FRIDAY, by=official, at=AT)
    with pytest.raises(NotAllowed):
        import_holidays(b"{}", by=official, at=AT)


def holidays_file(**changes: Any) -> bytes:
    content = {
        "holidays": [{"date": "2030-01-01", "name": "Tết Dương lịch"}, {"date": "2030-09-03", "name": "Nghỉ hoán đổi"}],
        "working_saturdays_swapped": [{"date": "2030-09-07", "for": "2030-09-03"}],
    }
    return json.dumps(content | changes).encode()


def test_an_import_makes_its_years_what_the_list_says() -> None:
    organisation = make.organisation()
    make.day(on=date(2030, 5, 1), name="Nhầm")
    make.day(on=date(2030, 6, 3), kind=DayKind.CLOSURE, name="Bão")
    first = import_holidays(holidays_file(), by=SYSTEM, at=AT)
    assert (first.added, first.changed, first.removed, first.unchanged) == (3, 0, 1, 0)
    calendar = calendar_of(organisation.pk)
    assert calendar.is_working(date(2030, 9, 7))
    assert calendar.is_working(date(2030, 5, 1))
    assert not any(calendar.is_working(on) for on in (date(2030, 1, 1), date(2030, 9, 3), date(2030, 6, 3)))
    assert not calendar.is_working(date(2026, 2, 17))

    again = import_holidays(holidays_file(), by=SYSTEM, at=AT)
    assert (again.added, again.changed, again.removed, again.unchanged) == (0, 0, 0, 3)
    renamed = [{"date": "2030-01-01", "name": "Năm mới"}, {"date": "2030-09-03", "name": "Nghỉ hoán đổi"}]
    other = import_holidays(holidays_file(holidays=renamed), by=SYSTEM, at=AT)
    assert (other.added, other.changed, other.removed, other.unchanged) == (0, 1, 0, 2)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"[" * 100_000,
        holidays_file(holidays=[]),
        holidays_file(holidays=[{"date": "2030-02-30", "name": "A"}]),
        holidays_file(holidays=[{"date": 20300101, "name": "A"}]),
        holidays_file(holidays=[{"date": "2030-09-03"}]),
        holidays_file(holidays=[{"date": "2030-09-03", "name": "A"}] * 2),
        holidays_file(working_saturdays_swapped=[{"date": "2030-09-07", "for": "2030-09-04"}]),
        holidays_file(working_saturdays_swapped=[{"date": "2030-01-01", "for": "2030-09-03"}]),
        holidays_file(working_saturdays_swapped={"date": 1}),
        b" " * 1_000_001,
    ],
)
def test_a_file_that_is_no_such_list_changes_nothing(content: bytes) -> None:
    before = list(CalendarDay.objects.order_by("pk").values())
    with pytest.raises(Refused):
        import_holidays(content, by=SYSTEM, at=AT)
    assert list(CalendarDay.objects.order_by("pk").values()) == before


def test_import_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "holidays.json"
    path.write_bytes(holidays_file())
    call_command("import_holidays", str(path))
    assert "thêm 3" in capsys.readouterr().out
    path.write_bytes(b"{")
    for name in (path, tmp_path / "none.json"):
        with pytest.raises(SystemExit) as leaving:
            call_command("import_holidays", str(name))
        assert leaving.value.code == 2
        assert "ệp" in capsys.readouterr().err

"""The calendar of an organisation, out of its dated rows; kept per process until a row changes."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files

from django.db import connection
from django.db.models import Q

from motcua.organisations.models import CalendarDay, Organisation, WorkingHours
from motcua.organisations.rules import DayReason, SpecialDay, WorkingCalendar, spans, week
from motcua.organisations.rules.holidays import read_holidays
from motcua.organisations.rules.layers import DayRow, Standing, WeekRow, layered

_MOST_KEPT = 2000
_BEGINNING, _END = date(1900, 1, 1), date(9999, 12, 31)
_STANDINGS = """
WITH RECURSIVE above(id, depth, start, stop) AS (
    SELECT %(leaf)s::bigint, 0, %(beginning)s::date, %(end)s::date
    UNION
    SELECT period.parent_id, above.depth + 1, greatest(period.valid_from, above.start),
           least(coalesce(period.valid_to, above.stop), above.stop)
    FROM organisations_organisationperiod period JOIN above ON period.organisation_id = above.id
    WHERE period.parent_id IS NOT NULL AND period.valid_from < above.stop
      AND coalesce(period.valid_to, above.stop) > above.start
)
SELECT id, depth, start, stop FROM above
"""
# For a statement that reads what a deadline is counted for: so that its count costs no statement of its own.
CALENDAR_REVISION = "coalesce((SELECT token FROM organisations_calendarrevision), '')"

_kept: dict[int, tuple[str, WorkingCalendar]] = {}


def calendar_of(organisation_id: int, *, revision: str | None = None) -> WorkingCalendar:
    """When an organisation works, at every date: its own hours and days, else those above it, else everybody's.

    One statement when the process has it already, none with `revision`, which is what `CALENDAR_REVISION` gave in a
    statement of this transaction. Raises Organisation.DoesNotExist.
    """
    return calendars_of([organisation_id], revision=revision)[organisation_id]


def calendars_of(organisation_ids: Iterable[int], *, revision: str | None = None) -> dict[int, WorkingCalendar]:
    """The calendars of several organisations, by id: still one statement when the process has them already."""
    token = _revision() if revision is None else revision
    calendars: dict[int, WorkingCalendar] = {}
    for organisation_id in set(organisation_ids):
        kept = _kept.get(organisation_id)
        if kept is None or kept[0] != token:
            kept = token, _load(organisation_id)
            if len(_kept) >= _MOST_KEPT:
                _kept.clear()
            _kept[organisation_id] = kept
        calendars[organisation_id] = kept[1]
    return calendars


@cache
def national_calendar() -> WorkingCalendar:
    """The default week with the holidays shipped with the program: for counting without a database."""
    return WorkingCalendar(days=shipped_holidays())


def shipped_holidays() -> tuple[SpecialDay, ...]:
    """The holidays shipped with the program."""
    return read_holidays(files("motcua.organisations").joinpath("data/holidays.json").read_bytes())


def _revision() -> str:
    # Asked before every count of a deadline, so in plain SQL: 0.1 ms.
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {CALENDAR_REVISION}")
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def _load(organisation_id: int) -> WorkingCalendar:
    if not Organisation.objects.filter(pk=organisation_id).exists():
        raise Organisation.DoesNotExist(organisation_id)
    with connection.cursor() as cursor:
        cursor.execute(_STANDINGS, {"leaf": organisation_id, "beginning": _BEGINNING, "end": _END})
        standings = [Standing(*row) for row in cursor.fetchall()]
    theirs = Q(organisation=None) | Q(organisation__in={standing.organisation_id for standing in standings})
    weeks = [
        WeekRow(row.organisation_id, row.valid_from, None if row.week is None else week(row.week))
        for row in WorkingHours.objects.filter(theirs)
    ]
    days = [
        DayRow(
            row.organisation_id,
            SpecialDay(row.on, DayReason(row.kind), row.name, spans(row.hours), row.in_place_of),
        )
        for row in CalendarDay.objects.filter(theirs)
    ]
    return layered(standings, weeks, days)

"""One organisation's calendar out of the dated rows of everybody, of those above it, and its own: the nearest wins."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from motcua.organisations.rules.calendars import DEFAULT_WEEK, DatedWeek, SpecialDay, Week, WorkingCalendar


@dataclass(frozen=True)
class Standing:
    """From `start` to before `end`, the rows of an organisation `depth` steps above apply (0: its own)."""

    organisation_id: int
    depth: int
    start: date
    end: date


@dataclass(frozen=True)
class WeekRow:
    """A working week declared for an organisation, or for everybody (None); no week means: as those above."""

    organisation_id: int | None
    valid_from: date
    week: Week | None


@dataclass(frozen=True)
class DayRow:
    """A special date declared for an organisation, or for everybody (None)."""

    organisation_id: int | None
    day: SpecialDay


def layered(standings: Sequence[Standing], weeks: Sequence[WeekRow], days: Iterable[DayRow]) -> WorkingCalendar:
    """The calendar that follows, date by date, from where the organisation stood on each."""
    breaks = {row.valid_from for row in weeks}
    breaks |= {bound for standing in standings for bound in (standing.start, standing.end)} if breaks else set()
    dated = tuple(DatedWeek(on, _week_on(on, standings, weeks)) for on in sorted(breaks))
    nearest: dict[date, DayRow] = {}
    for row in days:
        on = row.day.on
        distance = _distance(row.organisation_id, on, standings)
        if distance is None:
            continue
        held = nearest.get(on)
        if held is None or distance < (_distance(held.organisation_id, on, standings) or 0):
            nearest[on] = row
    return WorkingCalendar(weeks=dated, days=tuple(nearest[on].day for on in sorted(nearest)))


def _distance(organisation_id: int | None, on: date, standings: Sequence[Standing]) -> int | None:
    """How far above the rows of an organisation come from on a date; everybody's from furthest; None: not above."""
    if organisation_id is None:
        return 1 + max((standing.depth for standing in standings), default=0)
    depths = [s.depth for s in standings if s.organisation_id == organisation_id and s.start <= on < s.end]
    return min(depths, default=None)


def _week_on(on: date, standings: Sequence[Standing], weeks: Sequence[WeekRow]) -> Week:
    in_force: dict[int | None, WeekRow] = {}
    for row in sorted(weeks, key=lambda row: row.valid_from):
        if row.valid_from <= on:
            in_force[row.organisation_id] = row
    ranked = [
        (distance, row.week)
        for row in in_force.values()
        if row.week is not None and (distance := _distance(row.organisation_id, on, standings)) is not None
    ]
    return min(ranked, key=lambda pair: pair[0])[1] if ranked else DEFAULT_WEEK

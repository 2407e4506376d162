"""Organisations for tests, made through actions."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import count

from motcua.areas.public import Area
from motcua.organisations.public import (
    CalendarDay,
    DayKind,
    GovLevel,
    Organisation,
    OrganisationKind,
    Position,
    WorkingHours,
    declare_day,
    register_organisation,
    register_position,
    set_working_hours,
)
from motcua.organisations.tests.naive_clock import (
    DAY,
    MINUTE,
    Case,
    calendar_with,
    naive_due,
    naive_extended,
    office_minutes,
)
from motcua.platform.action import SYSTEM

__all__ = [
    "DAY",
    "MINUTE",
    "Case",
    "calendar_with",
    "day",
    "hours",
    "naive_due",
    "naive_extended",
    "office_minutes",
    "organisation",
    "position",
]

FOUNDED_ON = date(2025, 7, 1)
_AT = datetime(2025, 7, 1, 1, 0, tzinfo=UTC)
_serial = count(1)


def organisation(
    *,
    identifier: str | None = None,
    name: str = "Ủy ban nhân dân phường Hồng Bàng",
    short_name: str = "",
    kind: OrganisationKind = OrganisationKind.PEOPLES_COMMITTEE,
    level: GovLevel | None = None,
    parent: Organisation | None = None,
    area: Area | None = None,
    valid_from: date = FOUNDED_ON,
) -> Organisation:
    """A commune's People's Committee, or what is asked for; without an identifier it gets one of its own."""
    number = next(_serial)
    return register_organisation(
        parent,
        identifier=identifier or f"H31.{number // 1000 % 1000}.{number % 1000}",
        name=name,
        short_name=short_name,
        kind=kind,
        level=level,
        area=area,
        valid_from=valid_from,
        by=SYSTEM,
        at=_AT,
    )


def position(
    *,
    organisation: Organisation,
    type_code: str = "specialist",
    name: str = "Chuyên viên",
    valid_from: date | None = None,
) -> Position:
    """A specialist's position, or what is asked for, since the organisation exists."""
    return register_position(organisation, type_code=type_code, name=name, valid_from=valid_from, by=SYSTEM, at=_AT)


def hours(
    *, organisation: Organisation | None, week: Sequence[Sequence[str]] | None, valid_from: date = FOUNDED_ON
) -> WorkingHours:
    """A working week."""
    return set_working_hours(organisation, week=week, valid_from=valid_from, by=SYSTEM, at=_AT)


def day(
    *,
    organisation: Organisation | None = None,
    on: date,
    kind: DayKind = DayKind.HOLIDAY,
    name: str = "Ngày nghỉ",
    in_place_of: date | None = None,
    hours: Sequence[str] = (),
) -> CalendarDay:
    """A day that is not what its weekday says."""
    return declare_day(
        organisation, on=on, kind=kind, name=name, in_place_of=in_place_of, hours=hours, by=SYSTEM, at=_AT
    )

"""Areas for tests, made through actions."""

from datetime import UTC, date, datetime
from itertools import count

from motcua.areas.public import Area, AreaKind, register_area
from motcua.platform.action import SYSTEM

FOUNDED_ON = date(2025, 7, 1)
_AT = datetime(2025, 7, 1, tzinfo=UTC)
_serial = count(1)


def area(
    *,
    code: str | None = None,
    name: str = "Phường Hồng Bàng",
    kind: AreaKind = AreaKind.WARD,
    parent: Area | None = None,
    valid_from: date = FOUNDED_ON,
) -> Area:
    """A ward, or what is asked for; without a code it gets one of its own."""
    return register_area(
        code=code or f"{90000 + next(_serial) % 10000:05d}",
        name=name,
        kind=kind,
        parent=parent,
        valid_from=valid_from,
        by=SYSTEM,
        at=_AT,
    )


def province(*, code: str = "31", name: str = "Thành phố Hải Phòng", valid_from: date = FOUNDED_ON) -> Area:
    """A centrally-run city."""
    return area(code=code, name=name, kind=AreaKind.CITY, valid_from=valid_from)

"""Dates, times, numbers and money as Vietnamese write them."""

import re
from datetime import date, datetime
from decimal import Decimal

from motcua.platform.clock import VIETNAM


def dmy(value: date | datetime | None) -> str:
    """`22/11/2026`, empty for nothing."""
    if value is None:
        return ""
    return (value.astimezone(VIETNAM) if isinstance(value, datetime) else value).strftime("%d/%m/%Y")


def dmyhm(value: datetime | None) -> str:
    """`16:00 22/11/2026`, empty for nothing."""
    if value is None:
        return ""
    here = value.astimezone(VIETNAM)
    return f"{here.hour:02}:{here.minute:02} {here.day:02}/{here.month:02}/{here.year}"


_INSTANT = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})[ ,]+(\d{1,2})[:hg](\d{2})")
_INSTANT_TIME_FIRST = re.compile(r"(\d{1,2})[:hg](\d{2})[ ,]+(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def instant_of(typed: str) -> datetime | None:
    """The instant in Vietnam that somebody typed, `27/03/2026 16:30` or `16:30 27/03/2026`; None for anything else."""
    words = " ".join(typed.lower().split())
    if found := _INSTANT.fullmatch(words):
        day, month, year, hour, minute = map(int, found.groups())
    elif found := _INSTANT_TIME_FIRST.fullmatch(words):
        hour, minute, day, month, year = map(int, found.groups())
    else:
        return None
    try:
        return datetime(year, month, day, hour, minute, tzinfo=VIETNAM)
    except ValueError:
        return None


def hm(value: datetime | None) -> str:
    """`16:00`, empty for nothing."""
    return "" if value is None else value.astimezone(VIETNAM).strftime("%H:%M")


def number(value: float | int | Decimal | None) -> str:
    """`11.104,20`: thousands by points, decimals by a comma."""
    if value is None:
        return ""
    return f"{value:,}".replace(",", "\0").replace(".", ",").replace("\0", ".")


def money(value: int | Decimal | None) -> str:
    """`135.000 đ`."""
    return "" if value is None else f"{number(int(value))} đ"

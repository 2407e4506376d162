"""Dates, times, numbers and money as Vietnamese write them."""

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

"""What hides the numbers of others, how long a copy is kept, and by when the authority is told of a breach. Pure."""

import re
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any

from motcua.persons.public import mask_email, mask_personal_id, mask_phone
from motcua.platform.clock import VIETNAM
from motcua.privacy.terms import term

EXPORT_KEPT = timedelta(days=7)
EXPORTS_IN = timedelta(days=30)
MOST_EXPORTS = 3
MOST_DOWNLOADS = 10
# A job that made nothing by then is taken for lost, and a new copy may be asked for.
EXPORT_LOST = timedelta(days=1)
MOST_BYTES = 300 * 1024 * 1024

# After so many hours the data protection officer is reminded that the authority was not told yet.
REMINDED_AFTER = (24, 48, 66)

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# Phones and tax codes begin with 0 or +84, personal ids with 0 and twelve digits, old identity cards have nine.
_NUMBER = re.compile(r"(?<![\w.-])(?:\+84(?:[ .]?\d){8,10}|0(?:[ .]?\d){8,12}|\d{9}|\d{12})(?![\w-])")


def digits_of(text: str) -> str:
    """The digits alone, a phone in its form with 0."""
    digits = "".join(each for each in text if each.isdigit())
    return f"0{digits[2:]}" if text.strip().startswith("+84") else digits


def mask_others(value: Any, own: Collection[str]) -> Any:
    """Plain JSON in which numbers and e-mail addresses that are not among the person's own are masked."""
    known = {each.strip().lower() for each in own} | {digits_of(each) for each in own if "@" not in each}
    return _everywhere(value, lambda text: _masked(text, known - {""}))


def _everywhere(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _everywhere(each, change) for key, each in value.items()}
    return [_everywhere(each, change) for each in value] if isinstance(value, list | tuple) else value


def _masked(text: str, known: Collection[str]) -> str:
    text = _EMAIL.sub(lambda found: found[0] if found[0].lower() in known else mask_email(found[0]), text)
    return _NUMBER.sub(lambda found: found[0] if digits_of(found[0]) in known else _hide(digits_of(found[0])), text)


def _hide(digits: str) -> str:
    return mask_personal_id(digits) if len(digits) == 12 else mask_phone(digits)


def breach_notice_due(discovered_at: datetime) -> datetime:
    """Until when the authority is told of a breach, counted by the hour from its discovery."""
    limit = term("breach_notice", discovered_at.astimezone(VIETNAM).date()).length
    assert limit is not None
    return discovered_at + limit


def reminders_due(discovered_at: datetime, at: datetime) -> list[int]:
    """The hours after which a reminder is due by now."""
    return [hours for hours in REMINDED_AFTER if at >= discovered_at + timedelta(hours=hours)]


def split_hours(left: timedelta) -> tuple[int, int]:
    """Whole hours and minutes of a length of time, whichever way it points."""
    minutes = int(abs(left).total_seconds()) // 60
    return divmod(minutes, 60)

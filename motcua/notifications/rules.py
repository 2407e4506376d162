"""Texts and their placeholders, what fits into an SMS, when to try again. Pure."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from enum import StrEnum


class Channel(StrEnum):
    """The ways to tell somebody something."""

    IN_APP = "in_app"
    EMAIL = "email"
    SMS = "sms"


class State(StrEnum):
    """Where a notification stands."""

    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED_TEMPORARY = "failed_temporary"
    FAILED_PERMANENT = "failed_permanent"
    RECALLED = "recalled"


class BadText(ValueError):
    """A text whose placeholders are broken or not allowed; `names` are those not allowed."""

    def __init__(self, names: Collection[str] = ()) -> None:
        super().__init__(", ".join(sorted(names)) or "broken braces")
        self.names = frozenset(names)


WAITING = (State.QUEUED, State.FAILED_TEMPORARY)
MOST_ATTEMPTS = 8
MOST_CHECKS = 6
LEASE = timedelta(minutes=5)
"""How long an attempt or a check may take before its worker is taken for dead."""

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


def placeholders_in(text: str) -> frozenset[str]:
    """The names in `{braces}`. Raises BadText for a brace that belongs to no placeholder."""
    if set(_PLACEHOLDER.sub("", text)) & set("{}"):
        raise BadText
    return frozenset(_PLACEHOLDER.findall(text))


def check_text(text: str, allowed: Collection[str]) -> None:
    """Raises BadText for broken braces or a placeholder that is not allowed."""
    if unknown := placeholders_in(text) - frozenset(allowed):
        raise BadText(unknown)


def fill(text: str, context: Mapping[str, str]) -> str:
    """The text with its placeholders filled; values are put in as they are, never read again. KeyError if missing."""
    return _PLACEHOLDER.sub(lambda found: context[found[1]], text)


_PLAIN = str.maketrans(
    {"đ": "d", "Đ": "D", "–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "…": "...", "\u00a0": " "}
)
LONGEST_SMS = 459


def unaccented(text: str) -> str:
    """Vietnamese text in the letters that an unaccented SMS has; what has no such letter becomes `?`."""
    stripped = "".join(
        each for each in unicodedata.normalize("NFD", text.translate(_PLAIN)) if not unicodedata.combining(each)
    )
    return "".join(each if each == "\n" or (each.isascii() and each.isprintable()) else "?" for each in stripped)


def sms_segments(text: str) -> int:
    """How many messages an unaccented text costs: 160 characters in one, 306 in two, 459 in three, 153 each beyond."""
    return 1 if len(text) <= 160 else -(-len(text) // 153)


def next_attempt_at(attempts: int, failed_at: datetime) -> datetime | None:
    """When to try again after so many attempts: 30 s, then twice as long each time, at most 1 h; None: give up."""
    if attempts >= MOST_ATTEMPTS:
        return None
    return failed_at + min(timedelta(seconds=30 * 2.0 ** (attempts - 1)), timedelta(hours=1))


def next_check_at(checks: int, at: datetime) -> datetime | None:
    """When to ask again whether a message reached the phone: after 30 s, 2 min, 8 min …; None: stop asking."""
    return None if checks >= MOST_CHECKS else at + timedelta(seconds=30 * 4.0**checks)

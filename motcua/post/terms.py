"""Fees and terms of the postal service, as data with dates: shipped, with the operator's file on top."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from motcua.platform.settings import installation
from motcua.post.rules import PostFee, fee_on

# Ours, no law's: an entry may say otherwise as `ask_days`.
ASK_DAYS = 3


@dataclass(frozen=True)
class PostTerms:
    """After how long a parcel under way is late, within what time trouble is decided upon, and after how long without a
    word of it the carrier is asked.
    """

    since: date
    late_after: timedelta
    decide_within: timedelta
    basis: str
    ask_after: timedelta


def fee_in_force(on: date) -> PostFee | None:
    """What the carrier asks on a day; None before the first known."""
    fees = [PostFee(_day(each), each["within"], each["beyond"], each["basis"]) for each in _entries("fees")]
    return fee_on(fees, on)


def terms_on(on: date) -> PostTerms:
    """The terms in force on a day. Raises LookupError for a day before the first."""
    known = [
        PostTerms(
            _day(each),
            timedelta(days=each["late_days"]),
            timedelta(days=each["decide_days"]),
            each["basis"],
            timedelta(days=each.get("ask_days", ASK_DAYS)),
        )
        for each in _entries("terms")
    ]
    found = [terms for terms in known if terms.since <= on]
    if not found:
        raise LookupError(f"no terms of the post on {on}")
    return max(reversed(found), key=lambda terms: terms.since)


def _day(entry: dict[str, Any]) -> date:
    return date.fromisoformat(entry["from"])


def _entries(kind: str) -> list[Any]:
    told = _read(installation().options.get("MOTCUA_POST_TERMS", ""))
    return [each for source in told for each in source.get(kind, [])]


@cache
def _read(own: str) -> tuple[dict[str, Any], ...]:
    shipped = files("motcua.post").joinpath("data/terms.json").read_text(encoding="utf-8")
    texts = [shipped, *([Path(own).read_text(encoding="utf-8")] if own else [])]
    return tuple(json.loads(text) for text in texts)

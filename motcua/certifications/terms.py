"""What the law sets, as data with dates: shipped, with the operator's file on top."""

import json
from collections.abc import Sequence
from datetime import date, time
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from motcua.certifications.rules import FeeRate, SameDay
from motcua.platform.settings import installation


def shipped_rates() -> Sequence[FeeRate]:
    """The fees that the data know; those that officials set stand in the database."""
    return tuple(
        FeeRate(
            date.fromisoformat(each["from"]), each["first_pages"], each["first_amount"], each["later_amount"],
            each["most_per_copy"], each["basis"],
        )
        for each in _entries("fees")
    )  # fmt: skip


def same_day(on: date) -> SameDay:
    """The rule in force on a day. Raises LookupError for a day before the first."""
    rules = [
        SameDay(date.fromisoformat(each["from"]), time.fromisoformat(each["cutoff"]), each["basis"])
        for each in _entries("same_day")
    ]
    found = [rule for rule in rules if rule.since <= on]
    if not found:
        raise LookupError(f"no rule on {on}")
    return max(reversed(found), key=lambda rule: rule.since)


def common_papers() -> Sequence[str]:
    """What people have copied most: offered while typing, never required."""
    return tuple(str(each) for each in _entries("papers"))


def _entries(kind: str) -> list[Any]:
    told = _read(installation().options.get("MOTCUA_CERTIFICATION_TERMS", ""))
    return [each for source in told for each in source.get(kind, [])]


@cache
def _read(own: str) -> tuple[dict[str, Any], ...]:
    shipped = files("motcua.certifications").joinpath("data/terms.json").read_text(encoding="utf-8")
    texts = [shipped, *([Path(own).read_text(encoding="utf-8")] if own else [])]
    return tuple(json.loads(text) for text in texts)

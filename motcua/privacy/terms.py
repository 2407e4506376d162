"""Terms and times of keeping that the law sets, as data with dates: shipped, and replaced by the operator's file."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from motcua.platform.settings import installation


@dataclass(frozen=True)
class Term:
    """How long something takes or is kept, from a day on, on which ground. `hours`: None is for ever."""

    code: str
    since: date
    hours: int | None
    basis: str
    to_verify: bool

    @property
    def length(self) -> timedelta | None:
        """As a length of time; None is for ever."""
        return None if self.hours is None else timedelta(hours=self.hours)


def term(code: str, on: date) -> Term:
    """The term in force on a day. Raises KeyError for one that nobody set by then."""
    found = [each for each in terms() if each.code == code and each.since <= on]
    if not found:
        raise KeyError(f"{code} on {on}")
    return max(found, key=lambda each: each.since)


def terms() -> Sequence[Term]:
    """All terms: those shipped, and those of the operator's file in their place."""
    return _read(installation().options.get("MOTCUA_PRIVACY_TERMS", ""))


@cache
def _read(own: str) -> tuple[Term, ...]:
    shipped = json.loads(files("motcua.privacy").joinpath("data/terms.json").read_text(encoding="utf-8"))["terms"]
    theirs: list[dict[str, Any]] = json.loads(Path(own).read_text(encoding="utf-8"))["terms"] if own else []
    replaced = {(each["code"], each["from"]) for each in theirs}
    kept = [each for each in shipped if (each["code"], each["from"]) not in replaced]
    return tuple(map(_term, [*kept, *theirs]))


def _term(each: Mapping[str, Any]) -> Term:
    hours = each["hours"] if "hours" in each else None if each["days"] is None else each["days"] * 24
    return Term(each["code"], date.fromisoformat(each["from"]), hours, each["basis"], bool(each.get("to_verify")))

"""What becomes of the n-th dossier of the demo city: decided by its number alone, so that every run makes the same.

The first of each 300 are spread over every state in which a dossier can stand, much of it in the ward of the demo's own
accounts; of the others most are over, as in a real register.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")
# The ward whose officials the demo names.
HOME = "11383"
FIRST = 300


class Fate(StrEnum):
    """Where a dossier stands today."""

    SUBMITTED = "submitted"
    RECEIVED = "received"
    IN_STEP = "in_step"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    WAITING = "waiting"
    SUPPLIED = "supplied"
    APPROVED = "approved"
    NOT_GRANTED = "not_granted"
    DELIVERED = "delivered"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"


# How many of the first 300, and of each 1000 that follow.
SHARES = {
    Fate.SUBMITTED: (30, 3), Fate.RECEIVED: (25, 2), Fate.IN_STEP: (60, 12), Fate.DUE_TODAY: (20, 1),
    Fate.OVERDUE: (20, 2), Fate.WAITING: (20, 3), Fate.SUPPLIED: (15, 2), Fate.APPROVED: (25, 5),
    Fate.NOT_GRANTED: (5, 10), Fate.DELIVERED: (50, 900), Fate.REFUSED: (10, 25), Fate.WITHDRAWN: (10, 20),
    Fate.STOPPED: (10, 15),
}  # fmt: skip
# How often each is asked for. Filed where one lives, but for the two that one office takes for the whole city.
PROCEDURES = {
    "2.000815": 26, "1.001193": 14, "2.000635": 12, "1.004873": 9, "1.004222": 9, "1.001612": 7, "1.000656": 6,
    "1.000894": 5, "1.001776": 4, "1.013225": 4, "1.013831": 4, "1.010727": 1,
}  # fmt: skip
# Those whose limit is long enough to be in the middle of, or late with, and those with a paper that may be asked for.
SLOW = ("1.004873", "1.004222", "1.001612", "1.013225", "1.013831", "1.010727")
DAYS = ("1.004873", "1.004222", "1.001612")
WITH_PAPERS = ("1.001193", "1.013225", "1.013831", "2.000815")
# At a counter receipt follows at once: these are only filed online.
ONLINE = (Fate.SUBMITTED, Fate.REFUSED)


@dataclass(frozen=True)
class Plan:
    """One dossier before it is made; `owner` numbers a citizen with an account, 0 one whom the data name."""

    number: int
    fate: Fate
    procedure: str
    commune: str
    is_online: bool
    owner: int


def plan_of(number: int, communes: list[str]) -> Plan:
    """What the dossier of a number will be; `communes` are codes, the home ward's among them."""
    draw = random.Random(f"dossier:{number}")  # noqa: S311 (makes a demo, keeps no secret)
    is_first = number < FIRST
    fate = _first_fates()[number] if is_first else _drawn(draw, {fate: share[1] for fate, share in SHARES.items()})
    online = fate in ONLINE or draw.random() < 0.6
    is_home = draw.random() < (0.5 if is_first else 0.06)
    return Plan(
        number,
        fate,
        _drawn(draw, {code: weight for code, weight in PROCEDURES.items() if code in _possible(fate)}),
        HOME if is_home else draw.choice(communes),
        online,
        0 if is_first and draw.random() < 0.12 else 1 + number // 24 * 4 + number % 4,
    )


def _possible(fate: Fate) -> tuple[str, ...]:
    if fate is Fate.DUE_TODAY:
        return DAYS
    if fate in (Fate.IN_STEP, Fate.OVERDUE):
        return SLOW
    return WITH_PAPERS if fate in (Fate.WAITING, Fate.SUPPLIED) else tuple(PROCEDURES)


def _drawn(draw: random.Random, weights: Mapping[T, int]) -> T:
    return draw.choices(list(weights), list(weights.values()))[0]


def _first_fates() -> list[Fate]:
    fates = [fate for fate, (first, _later) in SHARES.items() for _each in range(first)]
    random.Random("fates").shuffle(fates)  # noqa: S311 (makes a demo, keeps no secret)
    return fates

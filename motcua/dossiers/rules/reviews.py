"""What may be done once a matter has ended: it is decided anew, or complained of. Pure.

Luật Khiếu nại 2011 as amended by Luật 136/2025/QH15; Nghị định 155/2026/NĐ-CP.
"""

from datetime import datetime, timedelta
from enum import StrEnum

REOPENABLE_FROM = "-M"


def reopened_code(first: str, number: int) -> str:
    """The code of a matter decided anew: that of the first, and which time it is. No series is used up for it."""
    return f"{first}{REOPENABLE_FROM}{number}"


def code_before_reopening(code: str) -> str:
    """The code that the matter had at first."""
    return code.rpartition(REOPENABLE_FROM)[0] if REOPENABLE_FROM in code else code


# From knowing of the decision (Luật Khiếu nại, điều 9).
COMPLAIN_WITHIN = timedelta(days=90)
# Working days in which it is said whether a complaint is taken on (Nghị định 155/2026/NĐ-CP).
TAKE_ON_WITHIN_DAYS = 7
# Days from then in which it is settled; a complicated one takes longer (Luật Khiếu nại, điều 28).
SETTLE_WITHIN_DAYS = 30
SETTLE_COMPLEX_DAYS = 45


class ComplaintState(StrEnum):
    """How a complaint about a dossier stands."""

    RECEIVED = "received"
    TAKEN_ON = "taken_on"
    DECLINED = "declined"
    SETTLED = "settled"


class Finding(StrEnum):
    """What the decision on a complaint says of it (Luật Khiếu nại, điều 31)."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"


def may_complain_until(settled_at: datetime | None) -> datetime | None:
    """Until when somebody may complain of a matter settled then; None while it is not, as of an act of delay."""
    return settled_at + COMPLAIN_WITHIN if settled_at is not None else None

"""What is known of a parcel, and what may be done with it. Pure.

Nghị định 118/2025/NĐ-CP, điều 17, 22: dossiers may be sent and results returned by the public postal service
(Quyết định 45/2016/QĐ-TTg). Carriers tell of a parcel late, twice and out of order: how it stands is read from all that
was ever told, never from what came last.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class Direction(StrEnum):
    """Where a parcel goes: from the applicant to the unit, or from the unit to the applicant."""

    COLLECT = "collect"
    DELIVER = "deliver"


class State(StrEnum):
    """How an order stands."""

    WISHED = "wished"
    ORDERED = "ordered"
    REFUSED = "refused"
    ACCEPTED = "accepted"
    HANDED_OVER = "handed_over"
    IN_TRANSIT = "in_transit"
    DELIVERED = "delivered"
    RETURNED = "returned"
    LOST = "lost"
    CANCELLED = "cancelled"


class Decision(StrEnum):
    """What is done about a parcel that came back or is lost."""

    RESEND = "resend"
    REISSUE = "reissue"
    COUNTER = "counter"


# Nothing has left the hands of whoever sends it.
NOT_SENT = frozenset({State.WISHED, State.ORDERED, State.REFUSED, State.ACCEPTED})
UNDER_WAY = frozenset({State.HANDED_OVER, State.IN_TRANSIT})
TROUBLE = frozenset({State.RETURNED, State.LOST})
OVER = frozenset({State.DELIVERED, State.CANCELLED})
# What a carrier may tell of a parcel, in the order in which it happens at one and the same instant.
TOLD = (State.HANDED_OVER, State.IN_TRANSIT, State.LOST, State.RETURNED, State.DELIVERED)
DECIDED = "decided"
# A lost letter is not sent again: what was in it must be issued anew.
DECISIONS = {
    State.RETURNED: (Decision.RESEND, Decision.COUNTER),
    State.LOST: (Decision.REISSUE, Decision.COUNTER),
}
# Ours, no law's: a word that took longer to come is looked at anew by its signature, not believed by its age.
LONGEST_ON_THE_WAY = timedelta(minutes=15)


@dataclass(frozen=True)
class Happened:
    """One thing told of a parcel: what, and when it happened."""

    kind: State
    at: datetime


@dataclass(frozen=True)
class Told:
    """One word of the carrier: `key` is its own number of it, `at` when it says that it happened."""

    key: str
    kind: State
    at: datetime
    place: str = ""
    note: str = ""
    item_code: str = ""


def standing(happened: Sequence[Happened]) -> State | None:
    """How a parcel stands by all that was told of it, in whatever order and how often; None where nothing was.

    What was delivered stays delivered: a scan of the way that comes after it tells nothing new. Of the rest the latest
    holds, by when it happened.
    """
    kinds = {each.kind for each in happened}
    if State.DELIVERED in kinds:
        return State.DELIVERED
    told = [each for each in happened if each.kind in TOLD]
    return max(told, key=lambda each: (each.at, TOLD.index(each.kind))).kind if told else None


@dataclass(frozen=True)
class PostFee:
    """What the carrier asks for one parcel from a day on, in đồng: within the province, and beyond it."""

    since: date
    within: int
    beyond: int
    basis: str


def fee_on(fees: Sequence[PostFee], on: date) -> PostFee | None:
    """The fee in force on a day; of equal days the one told last. None for a day before the first."""
    known = [fee for fee in fees if fee.since <= on]
    return max(reversed(known), key=lambda fee: fee.since) if known else None


def order_number(reference: str, direction: Direction, serial: int) -> str:
    """What is printed on the label and scanned: the dossier's code, N (nhận) or T (trả), and which one it is."""
    return f"{reference}-{'N' if direction is Direction.COLLECT else 'T'}{serial}"


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """What a carrier signs its word with: HMAC-SHA256, in hex, of the time in seconds, a full stop and the body."""
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def is_signed(secret: str, timestamp: str, body: bytes, signed: str, now: datetime) -> bool:
    """Whether a word was signed with the secret, not long ago. Without a secret nothing is."""
    if not secret or not timestamp.isascii() or not timestamp.isdigit() or len(timestamp) > 12:
        return False
    age = abs(now.timestamp() - int(timestamp))
    right = hmac.compare_digest(signature(secret, timestamp, body).encode(), signed.encode())
    return right and age <= LONGEST_ON_THE_WAY.total_seconds()


MOST_ATTEMPTS = 12
LEASE = timedelta(minutes=2)


def next_attempt_at(attempts: int, failed_at: datetime) -> datetime | None:
    """When to order again after so many attempts: 1 min, then twice as long each time, at most 4 h; None: give up."""
    if attempts >= MOST_ATTEMPTS:
        return None
    return failed_at + min(timedelta(minutes=2.0 ** (attempts - 1)), timedelta(hours=4))

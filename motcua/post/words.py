"""What a carrier says of a parcel, whether it tells it by itself or is asked: read, or not understood."""

import json
from datetime import datetime
from typing import Any

from motcua.platform.clock import VIETNAM
from motcua.platform.text import clean
from motcua.post.rules import TOLD, State, Told

LONGEST = 300


def read_word(body: bytes) -> tuple[str, Told] | None:
    """The number of the order and what is said of it; None where it is not understood."""
    try:
        said: Any = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return word_of(said)


def word_of(said: Any) -> tuple[str, Told] | None:
    """The same of what was read from JSON."""
    try:
        kind = State(said["Status"])
        at = datetime.fromisoformat(said["StatusTime"])
        told = Told(
            key=_text(said["EventId"], 100),
            kind=kind,
            at=at if at.tzinfo else at.replace(tzinfo=VIETNAM),
            place=clean(_text(said.get("Place", ""))),
            note=clean(_text(said.get("Note", ""))),
            item_code=_text(said.get("ItemCode") or "", 40),
        )
        number = _text(said["OrderNumber"], 100)
    except (ValueError, KeyError, TypeError):
        return None
    return (number, told) if kind in TOLD and told.key else None


def _text(value: object, longest: int = LONGEST) -> str:
    if not isinstance(value, str) or len(value) > longest or "\x00" in value:
        raise ValueError("text expected")
    return value

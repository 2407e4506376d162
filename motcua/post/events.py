from dataclasses import dataclass
from datetime import datetime

from motcua.platform.events import Event


@dataclass(frozen=True)
class ParcelOrdered(Event):
    """An order waits to be told to the carrier for the `attempt`-th time."""

    order_id: int
    attempt: int


@dataclass(frozen=True)
class ParcelMoved(Event):
    """Something happened to an order: `event_id` is the line of its history, `kind` what it was."""

    order_id: int
    event_id: int
    kind: str
    subject: str
    at: datetime

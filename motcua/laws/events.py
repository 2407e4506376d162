"""What happened in the register."""

from dataclasses import dataclass
from datetime import datetime

from motcua.platform.events import Event


@dataclass(frozen=True)
class ReviewsAsked(Event):
    """A document changed, or a review was given to somebody: these reviews wait for them."""

    account_id: int
    review_ids: list[int]
    at: datetime

"""Who answers for a parcel in trouble, and until when they decide."""

from datetime import datetime

from motcua.platform.clock import VIETNAM
from motcua.post.models import PostOrder
from motcua.post.terms import terms_on


def put_in_charge(order: PostOrder, *, at: datetime, fallback: int | None = None) -> None:
    """Who handed the parcel over answers for it, or who reported it; fields only, the caller saves."""
    order.accountable_id = order.accountable_id or order.handed_over_by_id or fallback or order.created_by_id
    order.decide_by = at + terms_on(at.astimezone(VIETNAM).date()).decide_within

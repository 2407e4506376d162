from datetime import datetime

from motcua.platform.action import Actor, action
from motcua.post.actions._book import take, write
from motcua.post.models import PostOrder
from motcua.post.rules import State


@action("post.hand_over")
def hand_over(order: PostOrder, *, by: Actor, at: datetime) -> PostOrder:
    """Note that the clerk gave the parcel to the carrier; who did answers for it should it be lost.

    Raises Stale where it was given already, or the carrier does not know of it yet.
    """
    fresh = take(order, State.ACCEPTED)
    fresh.state, fresh.handed_over_at, fresh.handed_over_by_id = State.HANDED_OVER, at, by.account_id
    fresh.save(update_fields=["state", "handed_over_at", "handed_over_by"])
    write(fresh, State.HANDED_OVER, by=by, at=at)
    return fresh

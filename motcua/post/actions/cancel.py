from datetime import datetime

from motcua.platform.action import Actor, action
from motcua.post.actions._book import take, write
from motcua.post.models import PostOrder
from motcua.post.rules import NOT_SENT, State


@action("post.cancel")
def cancel(order: PostOrder, *, reason: str = "", by: Actor, at: datetime) -> PostOrder:
    """Take an order back before the carrier has the parcel. Raises Stale afterwards."""
    fresh = take(order, *NOT_SENT)
    fresh.state, fresh.ended_at, fresh.next_at, fresh.reason = State.CANCELLED, at, None, reason.strip()
    fresh.save(update_fields=["state", "ended_at", "next_at", "reason"])
    write(fresh, State.CANCELLED, by=by, at=at, note=reason.strip())
    return fresh


@action("post.cancel_all")
def cancel_all(subject: str, *, reason: str, by: Actor, at: datetime) -> int:
    """Take back all orders of a matter of which nothing was sent: it needs them no more. How many."""
    orders = PostOrder.objects.filter(subject=subject).not_sent().order_by("pk")
    return len([cancel(order, reason=reason, by=by, at=at) for order in orders])

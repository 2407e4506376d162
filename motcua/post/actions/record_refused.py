from datetime import datetime

from motcua.platform.action import Actor, action
from motcua.post.actions._book import write
from motcua.post.models import PostOrder
from motcua.post.rules import State, next_attempt_at


@action("post.record_refused")
def record_refused(order: PostOrder, *, reason: str, for_good: bool, by: Actor, at: datetime) -> PostOrder:
    """Keep the reason, and set when to try again; `for_good`, or after the last attempt, somebody must look at it."""
    fresh = PostOrder.objects.select_for_update().get(pk=order.pk)
    if fresh.state != State.ORDERED:
        return fresh
    fresh.error = reason
    fresh.next_at = None if for_good else next_attempt_at(fresh.attempts, at)
    if fresh.next_at is None:
        fresh.state = State.REFUSED
    fresh.save(update_fields=["error", "next_at", "state"])
    if fresh.state == State.REFUSED:
        write(fresh, State.REFUSED, by=by, at=at, note=reason)
    return fresh

from datetime import datetime

from motcua.platform.action import Actor, action, emit
from motcua.post.events import ParcelOrdered
from motcua.post.models import PostOrder
from motcua.post.rules import LEASE

MOST_AT_ONCE = 100


@action("post.wake_due")
def wake_due(*, by: Actor, at: datetime) -> int:
    """Bring back up to 100 orders whose next attempt has come, each due again after `LEASE`; how many."""
    del by
    due = list(PostOrder.objects.due(at).select_for_update(skip_locked=True)[:MOST_AT_ONCE])
    for order in due:
        order.next_at = at + LEASE
        emit(ParcelOrdered(order.pk, attempt=order.attempts + 1))
    PostOrder.objects.bulk_update(due, ["next_at"])
    return len(due)

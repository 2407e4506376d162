"""Mark messages shown in the system as read."""

from collections.abc import Collection
from datetime import datetime

from motcua.notifications.models import Notification
from motcua.platform.action import Actor, action


@action("notifications.mark_read", open_to_all=True)
def mark_read(notification_ids: Collection[int] | None = None, *, by: Actor, at: datetime) -> int:
    """Mark those of one's own messages, or all (None), as read; others' are silently left alone. Returns how many."""
    own = Notification.objects.unread().addressed_to(account_id=by.account_id, persons=by.persons)
    if notification_ids is not None:
        own = own.filter(pk__in=notification_ids)
    return own.update(read_at=at)

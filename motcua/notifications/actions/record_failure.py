"""Keep that an attempt to send failed."""

from datetime import datetime

from motcua.notifications.models import Notification
from motcua.notifications.rules import WAITING, State, next_attempt_at
from motcua.platform.action import Actor, action


@action("notifications.record_failure")
def record_failure(notification: Notification, *, reason: str, for_good: bool, by: Actor, at: datetime) -> Notification:
    """Keep the reason, and set when to try again; given up when `for_good` or after the last attempt."""
    del by
    row = Notification.objects.select_for_update().get(pk=notification.pk)
    if row.state not in WAITING:
        return row
    row.error = reason
    row.next_at = None if for_good else next_attempt_at(row.attempts, at)
    row.state = State.FAILED_PERMANENT if row.next_at is None else State.FAILED_TEMPORARY
    row.failed_at = at
    row.save(update_fields=["error", "next_at", "state", "failed_at"])
    return row

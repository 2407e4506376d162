"""Begin to send a notification, once per attempt."""

from datetime import datetime

from motcua.notifications.models import Notification
from motcua.notifications.rules import LEASE, WAITING
from motcua.platform.action import Actor, action


@action("notifications.begin_attempt")
def begin_attempt(notification_id: int, *, attempt: int, by: Actor, at: datetime) -> Notification | None:
    """Take the `attempt`-th attempt under a row lock, or None when it was taken already or nothing is to be sent.

    The taker must end it by `record_sent` or `record_failure`; should it die, the next attempt is due after `LEASE`.
    """
    del by
    waiting = Notification.objects.select_for_update().filter(pk=notification_id, state__in=WAITING)
    notification = waiting.filter(attempts=attempt - 1).first()
    if notification is None:
        return None
    notification.attempts = attempt
    notification.next_at = at + LEASE
    notification.save(update_fields=["attempts", "next_at"])
    return notification

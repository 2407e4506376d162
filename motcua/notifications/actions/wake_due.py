"""Bring back notifications whose next attempt or check has come."""

from datetime import datetime

from motcua.notifications.events import DeliveryUnknown, NotificationQueued
from motcua.notifications.models import Notification
from motcua.notifications.rules import LEASE, State
from motcua.platform.action import Actor, action, emit

MOST_AT_ONCE = 200


@action("notifications.wake_due")
def wake_due(*, by: Actor, at: datetime) -> int:
    """Tell the handlers of up to 200 due notifications, each due again after `LEASE` should its job be lost."""
    del by
    due = list(Notification.objects.due(at).select_for_update(skip_locked=True)[:MOST_AT_ONCE])
    for row in due:
        row.next_at = at + LEASE
        if row.state == State.SENT:
            emit(DeliveryUnknown(row.pk, check=row.checks + 1))
        else:
            emit(NotificationQueued(row.pk, attempt=row.attempts + 1))
    Notification.objects.bulk_update(due, ["next_at"])
    return len(due)

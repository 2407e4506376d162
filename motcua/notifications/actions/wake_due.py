"""Bring back notifications whose next attempt or check has come."""

from datetime import datetime

from motcua.notifications.events import DeliveryUnknown, NotificationQueued
from motcua.notifications.models import Notification
from motcua.notifications.rules import LEASE, Channel, State
from motcua.platform.action import Actor, action, emit

MOST_AT_ONCE = 200


@action("notifications.wake_due")
def wake_due(*, by: Actor, at: datetime) -> int:
    """Tell the handlers of up to 200 due notifications, each due again after `LEASE` should its job be lost.

    Messages in the system that waited for their time are there from now on.
    """
    del by
    due = list(Notification.objects.due(at).select_for_update(skip_locked=True)[:MOST_AT_ONCE])
    for row in due:
        if row.channel == Channel.IN_APP:
            row.state, row.queued_at, row.sent_at, row.delivered_at, row.next_at = State.DELIVERED, at, at, at, None
            continue
        row.next_at = at + LEASE
        if row.state == State.SENT:
            emit(DeliveryUnknown(row.pk, check=row.checks + 1))
        else:
            emit(NotificationQueued(row.pk, attempt=row.attempts + 1))
    Notification.objects.bulk_update(due, ["state", "queued_at", "sent_at", "delivered_at", "next_at"])
    return len(due)

"""Keep what the provider knows of a message that it took."""

from datetime import datetime

from motcua.notifications.models import Notification
from motcua.notifications.ports import Delivery
from motcua.notifications.rules import State, next_check_at
from motcua.platform.action import Actor, action


@action("notifications.record_delivery")
def record_delivery(notification: Notification, *, delivery: Delivery, by: Actor, at: datetime) -> Notification:
    """Delivered, failed for good, or to be asked again later (a few times, then left as sent)."""
    del by
    row = Notification.objects.select_for_update().get(pk=notification.pk)
    if row.state != State.SENT:
        return row
    row.checks += 1
    row.next_at = None
    match delivery:
        case Delivery.DELIVERED:
            row.state, row.delivered_at = State.DELIVERED, at
        case Delivery.FAILED:
            row.state, row.failed_at, row.error = State.FAILED_PERMANENT, at, "không đến được máy người nhận"
        case Delivery.UNKNOWN:
            row.next_at = next_check_at(row.checks, at)
    row.save(update_fields=["checks", "next_at", "state", "delivered_at", "failed_at", "error"])
    return row

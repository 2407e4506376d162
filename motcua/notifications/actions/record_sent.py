"""Keep that a provider took a notification."""

from datetime import datetime

from motcua.notifications.models import Notification
from motcua.notifications.ports import NotSent
from motcua.notifications.rules import WAITING, Channel, State, next_check_at
from motcua.platform.action import Actor, action


@action("notifications.record_sent")
def record_sent(notification: Notification, *, provider_reference: str, by: Actor, at: datetime) -> Notification:
    """Keep the provider's reference. An SMS will be asked after; an e-mail has no more proof than this.

    Raises NotSent when the provider gave a reference that another message already has: its answer is not to be trusted.
    """
    del by
    row = Notification.objects.select_for_update().get(pk=notification.pk)
    if row.state not in WAITING:
        return row
    twins = Notification.objects.filter(channel=row.channel, provider_reference=provider_reference)
    if not provider_reference or twins.exclude(pk=row.pk).exists():
        raise NotSent("bên gửi trả mã trùng với tin khác", for_good=False)
    row.state = State.SENT
    row.provider_reference = provider_reference
    row.sent_at = at
    row.error = ""
    row.next_at = next_check_at(0, at) if row.channel == Channel.SMS else None
    row.save(update_fields=["state", "provider_reference", "sent_at", "error", "next_at"])
    return row

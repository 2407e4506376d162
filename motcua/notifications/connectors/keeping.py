"""How long what people were told is kept, and that it goes with them."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from motcua.notifications.actions.delete_messages import delete_messages
from motcua.notifications.models import Notification
from motcua.notifications.rules import WAITING
from motcua.platform.action import Actor
from motcua.platform.retention import Keeper, forget_with, keep


def over(before: datetime, spared: Collection[int], most: int) -> list[int]:
    """Queued before then, waiting for nothing, to nobody who is spared."""
    told = Notification.objects.filter(queued_at__lt=before).exclude(state__in=WAITING)
    told = told.exclude(person__in=spared) if spared else told
    return list(told.order_by("queued_at").values_list("pk", flat=True)[:most])


def forgetting(person_id: int, by: Actor, at: datetime) -> None:
    """Every message to them."""
    delete_messages(list(Notification.objects.filter(person=person_id).values_list("pk", flat=True)), by=by, at=at)


keep(Keeper("notifications.notification", _("Nội dung thông báo đã gửi"), over, delete_messages))
forget_with("notifications", forgetting)

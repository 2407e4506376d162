"""Forget what people were told, and where it went."""

from collections.abc import Sequence
from datetime import datetime

from motcua.notifications.models import Notification
from motcua.platform.action import Actor, action


@action("notifications.delete_messages")
def delete_messages(ids: Sequence[int], *, by: Actor, at: datetime) -> int:
    """Erase these messages; the log still says that something was sent, when and about what. How many."""
    del by, at
    messages = Notification.objects.filter(pk__in=ids)
    count = messages.count()
    messages.delete()
    return count

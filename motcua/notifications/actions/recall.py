"""Take back what was to be told and was not yet."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.notifications.models import Notification
from motcua.notifications.rules import State
from motcua.platform.action import Actor, Stale, action


@action("notifications.recall")
def recall(*, subject: str, occasion: str, by: Actor, at: datetime) -> int:
    """Take back all messages about a subject on one occasion that wait for their time; how many there are.

    Raises Stale where one of them has gone out, or is just going, and takes none back then.
    """
    del by
    rows = list(Notification.objects.about(subject).filter(occasion=occasion).select_for_update().order_by("pk"))
    rows = [row for row in rows if row.state not in (State.RECALLED, State.FAILED_PERMANENT)]
    if any(row.state != State.QUEUED or row.attempts or row.next_at is None or row.next_at <= at for row in rows):
        raise Stale(_("Thông báo về việc này đã được gửi."))
    Notification.objects.filter(pk__in=[row.pk for row in rows]).update(state=State.RECALLED, next_at=None)
    return len(rows)

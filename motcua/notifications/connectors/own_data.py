"""What notifications contribute to the copy of somebody's data: what they were told."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from motcua.notifications.models import Notification
from motcua.platform.own_data import Kept, contribute_export, kept_of


def own_data(person_id: int) -> Iterator[Kept]:
    """Every message to this person."""
    told = Notification.objects.filter(person=person_id).order_by("pk")
    for notification in told.iterator(chunk_size=200):
        more = ("channel", "subject", "state", "queued_at", "read_at")
        yield kept_of(notification, _("Thông báo"), more=more, own=(notification.address,))


contribute_export("notifications", ("notifications.Notification",), own_data)

"""What is shown of notifications."""

from motcua.notifications.models import Notification
from motcua.notifications.queries import NotificationQuerySet
from motcua.platform.action import Actor


def unread_of(actor: Actor) -> NotificationQuerySet:
    """The messages in the system that they have not read, under any of their records, newest first."""
    return Notification.objects.unread().addressed_to(account_id=actor.account_id, persons=actor.persons)


def told_about(subject: str) -> NotificationQuerySet:
    """Everything that was said about a subject ("dossier:12"), to whom and whether it arrived: the delivery proof."""
    return Notification.objects.about(subject).select_related("kind", "person", "account")

"""What is shown of notifications."""

from motcua.accounts.public import Account
from motcua.notifications.models import Notification
from motcua.notifications.queries import NotificationQuerySet


def unread_of(account: Account) -> NotificationQuerySet:
    """The messages in the system that this account has not read, newest first."""
    return Notification.objects.unread().addressed_to(account_id=account.pk, persons={account.person_id})


def told_about(subject: str) -> NotificationQuerySet:
    """Everything that was said about a subject ("dossier:12"), to whom and whether it arrived: the delivery proof."""
    return Notification.objects.about(subject).select_related("kind", "person", "account")

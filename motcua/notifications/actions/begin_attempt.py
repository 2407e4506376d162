"""Begin to send a notification, once per attempt."""

from datetime import datetime

from motcua.notifications.models import Notification
from motcua.notifications.ports import SHUT
from motcua.notifications.rules import LEASE, WAITING, Channel, State
from motcua.platform.action import Actor, action


@action("notifications.begin_attempt")
def begin_attempt(notification_id: int, *, attempt: int, by: Actor, at: datetime) -> Notification | None:
    """Take the `attempt`-th attempt under a row lock, or None when it was taken already or nothing is to be sent.

    Nothing is to be sent by a channel that the person has meanwhile said they do not want.

    The taker must end it by `record_sent` or `record_failure`; should it die, the next attempt is due after `LEASE`.
    """
    del by
    waiting = Notification.objects.select_for_update().filter(pk=notification_id, state__in=WAITING)
    notification = waiting.filter(attempts=attempt - 1).first()
    if notification is None:
        return None
    if _is_unwanted(notification, at):
        _lay_in_the_box(notification, at)
        return None
    notification.attempts = attempt
    notification.next_at = at + LEASE
    notification.save(update_fields=["attempts", "next_at"])
    return notification


def _is_unwanted(notification: Notification, at: datetime) -> bool:
    person = notification.person_id
    if person is None:
        return False
    return notification.channel in SHUT.answer()([person], notification.kind.code, at).get(person, ())


def _lay_in_the_box(notification: Notification, at: datetime) -> None:
    """End it, and let its words be found in the system instead, unless they are there."""
    notification.state, notification.failed_at, notification.next_at = State.FAILED_PERMANENT, at, None
    notification.error = "người nhận không muốn nhận theo cách này"
    notification.save(update_fields=["state", "failed_at", "next_at", "error"])
    Notification.objects.get_or_create(
        kind_id=notification.kind_id,
        channel=Channel.IN_APP,
        subject=notification.subject,
        occasion=notification.occasion,
        account=notification.account,
        person=notification.person,
        defaults={
            "template_id": notification.template_id,
            "title": notification.title or notification.kind.name,
            "text": notification.text,
            "link": notification.link,
            "state": State.DELIVERED,
            "queued_at": at,
            "sent_at": at,
            "delivered_at": at,
        },
    )

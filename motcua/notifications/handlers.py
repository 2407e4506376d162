"""Sending what was queued, asking whether it arrived, bringing back what failed."""

import logging
from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from motcua.accounts.events import DormantWarned, FactorsReset, ReviewAsked, ViewedAs
from motcua.accounts.public import Account
from motcua.notifications.actions.begin_attempt import begin_attempt
from motcua.notifications.actions.notify import notify
from motcua.notifications.actions.record_delivery import record_delivery
from motcua.notifications.actions.record_failure import record_failure
from motcua.notifications.actions.record_sent import record_sent
from motcua.notifications.actions.wake_due import wake_due
from motcua.notifications.events import DeliveryUnknown, NotificationQueued
from motcua.notifications.models import Notification
from motcua.notifications.ports import MAIL, SMS, Letter, NotSent, SmsMessage
from motcua.notifications.rules import Channel, State
from motcua.persons.events import GuardianshipEnded, GuardianshipRegistered, MandateMoved
from motcua.persons.public import Guardianship, Mandate
from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.platform.clock import VIETNAM
from motcua.platform.events import every, on
from motcua.platform.formats import dmy, dmyhm
from motcua.platform.settings import installation

_IN_WRITING = (Channel.IN_APP, Channel.EMAIL)
log = logging.getLogger("motcua.notifications")


@on(NotificationQueued)
def send(event: NotificationQueued) -> None:
    """Make one attempt. No transaction is open while the provider is spoken to."""
    notification = begin_attempt(event.notification_id, attempt=event.attempt, by=SYSTEM, at=clock.now())
    if notification is None:
        return
    try:
        provider_reference = _hand_over(notification)
        record_sent(notification, provider_reference=provider_reference, by=SYSTEM, at=clock.now())
    except NotSent as failure:
        record_failure(notification, reason=failure.reason, for_good=failure.for_good, by=SYSTEM, at=clock.now())
    except Exception as error:
        # Nothing is lost to a fault of ours: it is tried again like any other, and told to the operator.
        log.exception("notification %s", notification.pk)
        record_failure(notification, reason=type(error).__name__, for_good=False, by=SYSTEM, at=clock.now())


@on(DeliveryUnknown)
def ask(event: DeliveryUnknown) -> None:
    """Ask the provider once whether an SMS arrived."""
    notification = Notification.objects.filter(pk=event.notification_id, state=State.SENT).first()
    if notification is None or notification.checks != event.check - 1:
        return
    delivery = SMS.answer().delivery_of(notification.provider_reference)
    record_delivery(notification, delivery=delivery, by=SYSTEM, at=clock.now())


@on(FactorsReset)
def tell_of_reset(event: FactorsReset) -> None:
    """The owner of an account hears at once that its second factors were taken off."""
    context = {"at": dmyhm(event.at), "link": _address("accounts:security")}
    _tell(event.person_id, "factors_reset", context, f"account:{event.account_id}", event.at)


@on(DormantWarned)
def tell_of_dormancy(event: DormantWarned) -> None:
    """The owner of an account nobody used hears from when it may be locked."""
    context = {"days": str(event.days), "lock_on": dmy(event.lock_at), "link": _address("accounts:sign_in")}
    _tell(event.person_id, "account_dormant", context, f"account:{event.account_id}", event.at)


@on(ReviewAsked)
def tell_of_review(event: ReviewAsked) -> None:
    """Whoever leads people hears how many of their rights wait, and until when."""
    context = {"left": str(event.left), "until": dmyhm(event.due_at), "link": _address("accounts:review")}
    _tell(event.person_id, "review_asked", context, f"review:{event.review_id}", event.at, channels=_IN_WRITING)


@on(ViewedAs)
def tell_of_viewing(event: ViewedAs) -> None:
    """An official hears who looks through their eyes, since when, and why."""
    viewer = Account.objects.get(pk=event.viewer_id).display_name
    link = _address("accounts:account")
    context = {"viewer": viewer, "at": dmyhm(event.at), "reason": event.reason.rstrip("."), "link": link}
    _tell(event.person_id, "viewed_as", context, f"account:{event.account_id}", event.at, _IN_WRITING)


@on(MandateMoved)
def tell_of_mandate(event: MandateMoved) -> None:
    """Both sides hear that a mandate was given, accepted or withdrawn."""
    mandate = Mandate.objects.select_related("grantor", "entity", "holder").get(pk=event.mandate_id)
    context = {
        "grantor": mandate.grantor_name,
        "holder": mandate.holder.full_name,
        "until": dmy(mandate.valid_to),
        "link": _address("portal:mandates"),
    }
    for person_id in sorted(mandate.scope().persons):
        _tell(person_id, f"mandate_{event.move}", context, f"persons.mandate:{mandate.pk}", event.at, _IN_WRITING)


@on(GuardianshipRegistered)
def tell_of_guardianship(event: GuardianshipRegistered) -> None:
    """Guardian and ward hear who acts for whom, and so does who acts for that ward besides."""
    _tell_of_guardianship("guardianship_registered", event.guardianship_id, event.at)


@on(GuardianshipEnded)
def tell_of_end_of_guardianship(event: GuardianshipEnded) -> None:
    """The same hear that somebody acts for another no longer, and from which day on."""
    _tell_of_guardianship("guardianship_ended", event.guardianship_id, event.at)


def _tell_of_guardianship(template: str, guardianship_id: int, at: datetime) -> None:
    kept = Guardianship.objects.select_related("guardian", "ward").get(pk=guardianship_id)
    others = Guardianship.objects.in_force(at.astimezone(VIETNAM).date()).filter(ward=kept.ward_id)
    context = {
        "guardian": kept.guardian.full_name,
        "ward": kept.ward.full_name,
        "until": dmy(kept.valid_to),
        "link": _address("portal:wards"),
    }
    for person_id in sorted({*kept.scope().persons, *others.values_list("guardian", flat=True)}):
        _tell(person_id, template, context, f"persons.guardianship:{kept.pk}", at, _IN_WRITING)


def _tell(
    person_id: int, template: str, context: dict[str, str], subject: str, at: datetime,
    channels: Iterable[Channel] = tuple(Channel),
) -> None:  # fmt: skip
    notify(
        template=template, person_id=person_id, channels=channels, context=context, subject=subject, by=SYSTEM,
        at=at, occasion=f"{template} {at.isoformat()}",
    )  # fmt: skip


def _address(page: str) -> str:
    return installation().base_url + reverse(page)


@every(seconds=5)
def wake() -> None:
    """Bring back what is due."""
    if Notification.objects.due(clock.now()).exists():
        wake_due(by=SYSTEM, at=clock.now())


def _hand_over(notification: Notification) -> str:
    if notification.channel == Channel.SMS:
        message = SmsMessage(
            notification.reference, notification.address, notification.text, attempt=notification.attempts
        )
        return SMS.answer().send(message)
    letter = Letter(notification.reference, notification.address, notification.title, notification.text)
    return MAIL.answer().send(letter)

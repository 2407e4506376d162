"""Tell somebody something."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from motcua.notifications.actions._wording import addresses_of, content_of, kept_open, kind_of, require, texts_of
from motcua.notifications.events import NotificationQueued
from motcua.notifications.models import Notification
from motcua.notifications.ports import SHUT
from motcua.notifications.rules import Channel, State
from motcua.persons.public import Person
from motcua.platform.action import Actor, action, emit


@action("notifications.notify")
def notify(
    *,
    template: str,
    person_id: int | None,
    account_id: int | None = None,
    phone: str | None = None,
    email: str | None = None,
    channels: Iterable[Channel | str],
    context: Mapping[str, str],
    subject: str,
    by: Actor,
    at: datetime,
    occasion: str = "",
    language: str = "vi",
    not_before: datetime | None = None,
) -> list[Notification]:
    """Queue a message of the kind `template` in each channel that has an address, and return the rows.

    With `not_before` it reaches nobody until then, by whichever channel: until then `recall` can take it back.

    `phone` and `email` default to the person's own; "" means none. `context` fills every placeholder of the kind;
    `context["link"]` is where the message in the system leads. `subject` is such as "dossier:12". `occasion` (default:
    `at`) makes the same message for the same recipient once, however often this is called.
    A channel that the person does not want is left out, and the message then lies in the system in any case.
    Raises UnknownMessage, ValueError for a context that lacks a placeholder. An impossible address is kept as failed.
    """
    del by
    kind = kind_of(template)
    require(kind, context)
    wanted = list(dict.fromkeys(Channel(channel) for channel in channels))
    if person_id is not None and not set(wanted) <= {Channel.IN_APP}:
        wanted = kept_open(wanted, SHUT.answer()([person_id], kind.code, at).get(person_id, ()))
    texts = texts_of(kind, wanted, language)
    addresses = addresses_of(wanted, *_reached_at(person_id, phone, email))
    recipient: dict[str, Any] = {"account_id": account_id, "person_id": person_id}
    rows = []
    for channel, address in addresses.items():
        text = texts[channel]
        row, is_new = Notification.objects.get_or_create(
            kind=kind,
            channel=channel,
            subject=subject,
            occasion=occasion or at.isoformat(),
            **recipient,
            defaults=content_of(text, channel, address, context, at, not_before),
        )
        if is_new and row.state == State.QUEUED and not_before is None:
            emit(NotificationQueued(row.pk, attempt=1))
        rows.append(row)
    return rows


def _reached_at(person_id: int | None, phone: str | None, email: str | None) -> tuple[str, str]:
    if person_id is not None and (phone is None or email is None):
        person = Person.objects.get(pk=person_id)
        phone, email = person.phone if phone is None else phone, person.email if email is None else email
    return phone or "", email or ""

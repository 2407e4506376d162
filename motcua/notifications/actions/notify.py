"""Tell somebody something."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.notifications.events import NotificationQueued
from motcua.notifications.models import MessageKind, MessageTemplate, Notification
from motcua.notifications.ports import SHUT
from motcua.notifications.rules import LEASE, LONGEST_SMS, Channel, State, fill, unaccented
from motcua.persons.public import Person, normalise_email, normalise_phone
from motcua.platform.action import Actor, action, emit


class UnknownMessage(LookupError):
    """No such kind of message, or no text for it in this channel: define it first."""


@dataclass(frozen=True)
class _Address:
    """Where a message goes; `flaw` says why it cannot."""

    value: str
    flaw: str = ""


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
    kind = _kind(template, context)
    wanted = list(dict.fromkeys(Channel(channel) for channel in channels))
    wanted = _open(wanted, person_id, kind, at)
    texts = _texts(kind, wanted, language)
    addresses = _addresses(wanted, person_id, phone, email)
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
            defaults=_content(text, channel, address, context, at, not_before),
        )
        if is_new and row.state == State.QUEUED and not_before is None:
            emit(NotificationQueued(row.pk, attempt=1))
        rows.append(row)
    return rows


def _kind(template: str, context: Mapping[str, str]) -> MessageKind:
    kind = MessageKind.objects.filter(code=template).first()
    if kind is None:
        raise UnknownMessage(template)
    if missing := set(kind.placeholders) - set(context):
        raise ValueError(f"{template}: context lacks {', '.join(sorted(missing))}")
    return kind


def _open(wanted: list[Channel], person_id: int | None, kind: MessageKind, at: datetime) -> list[Channel]:
    """What is left of the channels after what the person does not want; something always is: the box in the system."""
    if person_id is None or set(wanted) <= {Channel.IN_APP}:
        return wanted
    shut = SHUT.answer()(person_id, kind.code, at)
    left = [channel for channel in wanted if channel not in shut]
    return left if left == wanted or Channel.IN_APP in left else [Channel.IN_APP, *left]


def _texts(kind: MessageKind, wanted: list[Channel], language: str) -> dict[Channel, MessageTemplate]:
    found = MessageTemplate.objects.in_force().filter(kind=kind, channel__in=wanted, language__in=[language, "vi"])
    by_channel: dict[Channel, MessageTemplate] = {}
    for text in sorted(found, key=lambda each: each.language == language):
        by_channel[Channel(text.channel)] = text
    if missing := [channel for channel in wanted if channel not in by_channel]:
        raise UnknownMessage(f"{kind.code}: no text for {', '.join(missing)}")
    return by_channel


def _addresses(
    wanted: list[Channel], person_id: int | None, phone: str | None, email: str | None
) -> dict[Channel, _Address]:
    person = None
    if person_id is not None and (phone is None or email is None):
        person = Person.objects.get(pk=person_id)
    given = {
        Channel.SMS: phone if phone is not None else person.phone if person else "",
        Channel.EMAIL: email if email is not None else person.email if person else "",
    }
    addresses: dict[Channel, _Address] = {}
    for channel in wanted:
        if channel is Channel.IN_APP:
            addresses[channel] = _Address("")
        elif value := given[channel].strip():
            normal = normalise_phone(value) if channel is Channel.SMS else normalise_email(value)
            addresses[channel] = _Address(normal) if normal else _Address(value, "không phải địa chỉ gửi được")
    return addresses


def _content(
    text: MessageTemplate, channel: Channel, address: _Address, context: Mapping[str, str], at: datetime,
    not_before: datetime | None,
) -> dict[str, object]:  # fmt: skip
    body = fill(text.body, context)
    if channel is Channel.SMS:
        body = unaccented(body)[:LONGEST_SMS]
    content: dict[str, object] = {
        "template": text,
        "address": address.value,
        "title": " ".join(fill(text.title, context).split()),
        "text": body,
        "link": context.get("link", ""),
        "queued_at": at,
    }
    if not_before is not None and not address.flaw:
        return content | {"state": State.QUEUED, "next_at": not_before}
    if channel is Channel.IN_APP:
        return content | {"state": State.DELIVERED, "sent_at": at, "delivered_at": at}
    if address.flaw:
        return content | {"state": State.FAILED_PERMANENT, "failed_at": at, "error": address.flaw}
    # The event sends it at once; `next_at` only brings it back should that job be lost.
    return content | {"state": State.QUEUED, "next_at": at + LEASE}

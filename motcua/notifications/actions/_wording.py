"""What a message says and where it goes: the same for one recipient and for many."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from motcua.notifications.models import MessageKind, MessageTemplate
from motcua.notifications.rules import LEASE, LONGEST_SMS, Channel, State, fill, unaccented
from motcua.persons.public import normalise_email, normalise_phone


class UnknownMessage(LookupError):
    """No such kind of message, or no text for it in this channel: define it first."""


@dataclass(frozen=True)
class Address:
    """Where a message goes; `flaw` says why it cannot."""

    value: str
    flaw: str = ""


def kind_of(template: str) -> MessageKind:
    """The kind of that code. Raises UnknownMessage."""
    kind = MessageKind.objects.filter(code=template).first()
    if kind is None:
        raise UnknownMessage(template)
    return kind


def require(kind: MessageKind, context: Mapping[str, str]) -> None:
    """Raises ValueError for a context that lacks a placeholder of the kind."""
    if missing := set(kind.placeholders) - set(context):
        raise ValueError(f"{kind.code}: context lacks {', '.join(sorted(missing))}")


def kept_open(wanted: list[Channel], shut: Collection[str]) -> list[Channel]:
    """What is left of the channels after what the person does not want; something always is: the box in the system."""
    left = [channel for channel in wanted if channel not in shut]
    return left if left == wanted or Channel.IN_APP in left else [Channel.IN_APP, *left]


def texts_of(kind: MessageKind, wanted: Collection[Channel], language: str) -> dict[Channel, MessageTemplate]:
    """The text for each channel, in Vietnamese where there is none in that language. Raises UnknownMessage."""
    found = MessageTemplate.objects.in_force().filter(kind=kind, channel__in=wanted, language__in=[language, "vi"])
    by_channel: dict[Channel, MessageTemplate] = {}
    for text in sorted(found, key=lambda each: each.language == language):
        by_channel[Channel(text.channel)] = text
    if missing := [channel for channel in wanted if channel not in by_channel]:
        raise UnknownMessage(f"{kind.code}: no text for {', '.join(missing)}")
    return by_channel


def addresses_of(wanted: Collection[Channel], phone: str, email: str) -> dict[Channel, Address]:
    """Where it goes in each channel that has an address."""
    given = {Channel.SMS: phone, Channel.EMAIL: email}
    addresses: dict[Channel, Address] = {}
    for channel in wanted:
        if channel is Channel.IN_APP:
            addresses[channel] = Address("")
        elif value := given[channel].strip():
            normal = normalise_phone(value) if channel is Channel.SMS else normalise_email(value)
            addresses[channel] = Address(normal) if normal else Address(value, "không phải địa chỉ gửi được")
    return addresses


def content_of(
    text: MessageTemplate, channel: Channel, address: Address, context: Mapping[str, str], at: datetime,
    not_before: datetime | None = None,
) -> dict[str, object]:  # fmt: skip
    """The columns of a message that is queued at `at`, or lies where it is read already."""
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

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.notifications.actions._wording import addresses_of, content_of, kept_open, kind_of, require, texts_of
from motcua.notifications.events import NotificationQueued
from motcua.notifications.models import MessageKind, Notification
from motcua.notifications.ports import SHUT
from motcua.notifications.rules import Channel, State
from motcua.persons.public import Person
from motcua.platform.action import Actor, action, emit

BATCH = 1000


@dataclass(frozen=True)
class Recipient:
    """Who is told, and what fills the placeholders for them; `subject` is such as "dossier:12"."""

    account_id: int
    person_id: int
    subject: str
    context: Mapping[str, str]


@action("notifications.notify")
def notify_all(
    recipients: Sequence[Recipient],
    *,
    template: str,
    channels: Iterable[Channel | str],
    occasion: str,
    by: Actor,
    at: datetime,
    language: str = "vi",
) -> list[Notification]:
    """Queue a message of the kind `template` to each of many, as `notify` does to one; the new rows.

    The statements do not grow with the recipients. Whoever was told this on this `occasion` is not told again. Raises
    UnknownMessage, ValueError for a context that lacks a placeholder.
    """
    del by
    if not recipients:
        return []
    kind, wanted = kind_of(template), list(dict.fromkeys(Channel(channel) for channel in channels))
    people = Person.objects.in_bulk({each.person_id for each in recipients})
    shut = SHUT.answer()(list(people), kind.code, at)
    channels_of = {each.person_id: kept_open(wanted, shut.get(each.person_id, ())) for each in recipients}
    texts = texts_of(kind, {channel for open_ in channels_of.values() for channel in open_}, language)
    known = _told_before(kind, occasion, recipients)
    rows = []
    for each in recipients:
        require(kind, each.context)
        person = people[each.person_id]
        for channel, address in addresses_of(channels_of[each.person_id], person.phone, person.email).items():
            if (each.account_id, each.person_id, each.subject, channel) not in known:
                content = content_of(texts[channel], channel, address, each.context, at)
                rows.append(_row(kind, channel, each, occasion, content))
    rows = Notification.objects.bulk_create(rows, batch_size=BATCH)
    for row in rows:
        if row.state == State.QUEUED:
            emit(NotificationQueued(row.pk, attempt=1))
    return rows


def _told_before(
    kind: MessageKind, occasion: str, recipients: Sequence[Recipient]
) -> set[tuple[int | None, int | None, str, str]]:
    told = Notification.objects.filter(
        kind=kind, occasion=occasion, account__in={each.account_id for each in recipients}
    )
    return set(told.values_list("account", "person", "subject", "channel"))


def _row(
    kind: MessageKind, channel: Channel, to: Recipient, occasion: str, content: Mapping[str, object]
) -> Notification:
    return Notification(
        kind=kind, channel=channel, subject=to.subject, occasion=occasion, account_id=to.account_id,
        person_id=to.person_id, **content,
    )  # fmt: skip

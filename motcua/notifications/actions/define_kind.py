"""Define an occasion on which people are told something."""

from collections.abc import Collection
from datetime import datetime

from motcua.notifications.models import MessageKind
from motcua.platform.action import Actor, action


@action("notifications.define_kind")
def define_kind(
    *,
    code: str,
    name: str,
    placeholders: Collection[str],
    sms_placeholders: Collection[str],
    by: Actor,
    at: datetime,
) -> MessageKind:
    """Add or change a kind of message. `sms_placeholders`, the part of `placeholders` without anything personal.

    Raises ValueError when an SMS might mention what the message does not have.
    """
    del by, at
    if not set(sms_placeholders) <= set(placeholders):
        raise ValueError(f"{code}: sms_placeholders must be among placeholders")
    values = {"name": name, "placeholders": sorted(placeholders), "sms_placeholders": sorted(sms_placeholders)}
    kind, _ = MessageKind.objects.update_or_create(code=code, defaults=values)
    return kind

"""Which notifications, which texts."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from motcua.notifications.rules import WAITING, Channel, State
from motcua.platform.action import Actor

if TYPE_CHECKING:
    from motcua.notifications.models import MessageTemplate, Notification


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Notifications, newest first."""

    def about(self, subject: str) -> Self:
        """Those that concern one subject, such as `dossier:12`: the proof kept with the dossier."""
        return self.filter(subject=subject)

    def addressed_to(self, *, account_id: int | None, persons: Collection[int]) -> Self:
        """Those for an account, or for the person behind it, under any of their records."""
        mine = Q(pk__in=[])
        if account_id is not None:
            mine |= Q(account_id=account_id)
        if persons:
            mine |= Q(person_id__in=persons, account_id=None)
        return self.filter(mine)

    def visible_to(self, actor: Actor) -> Self:
        """One's own, and all for whoever may read notifications everywhere."""
        if actor.is_everywhere("notifications.read"):
            return self
        return self.addressed_to(account_id=actor.account_id, persons=actor.persons)

    def unread(self) -> Self:
        """Shown in the system and not read yet."""
        return self.shown().filter(read_at=None)

    def shown(self) -> Self:
        """The messages in the system, without those that wait for their time or were taken back."""
        return self.filter(channel=Channel.IN_APP).exclude(state__in=[State.QUEUED, State.RECALLED])

    def settled(self) -> Self:
        """Those with which nothing more is done."""
        return self.filter(next_at=None)

    def due(self, at: datetime) -> Self:
        """Those whose next attempt or check has come."""
        return self.filter(next_at__lte=at, state__in=[*WAITING, State.SENT]).order_by("next_at")


class MessageTemplateQuerySet(models.QuerySet["MessageTemplate"]):
    """Texts with their history."""

    def in_force(self) -> Self:
        """The texts used now."""
        return self.filter(ended_at=None)

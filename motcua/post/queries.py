from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from motcua.platform.action import Actor, ActorKind
from motcua.post.rules import NOT_SENT, TROUBLE, UNDER_WAY, Direction, State

if TYPE_CHECKING:
    from motcua.post.models import PostOrder

READ = "post.read"


class PostOrderQuerySet(models.QuerySet["PostOrder"]):
    """Orders; every list, search and count starts at `visible_to`."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of the units at which the actor may read them, and those that come from or go to them."""
        if actor.kind is ActorKind.SYSTEM or actor.is_everywhere(READ):
            return self
        seen = Q(organisation__in=actor.organisations_for(READ))
        if actor.is_own(READ):
            seen |= Q(person__in=actor.persons)
        return self.filter(seen)

    def about(self, subject: str) -> Self:
        """Those of one matter, such as `dossiers.dossier:12`, the first first."""
        return self.filter(subject=subject).order_by("id")

    def live(self) -> Self:
        """Those that are neither over nor decided upon."""
        return self.filter(ended_at=None)

    def to_hand_over(self) -> Self:
        """Results that the carrier knows of and that still lie at the unit."""
        return self.live().filter(direction=Direction.DELIVER, state__in=(State.ORDERED, State.ACCEPTED))

    def under_way(self) -> Self:
        """Those on the road, or to be fetched from an applicant's home."""
        fetched = Q(direction=Direction.COLLECT, state__in=(State.ORDERED, State.ACCEPTED))
        return self.live().filter(Q(state__in=UNDER_WAY) | fetched)

    def in_trouble(self, late_before: datetime) -> Self:
        """Lost, returned, not taken by the carrier, or on the road since before then."""
        slow = Q(state__in=UNDER_WAY, handed_over_at__lt=late_before)
        return self.live().filter(Q(state__in=(*TROUBLE, State.REFUSED)) | slow)

    def not_sent(self) -> Self:
        """Those that can still be taken back."""
        return self.live().filter(state__in=NOT_SENT)

    def silent(self, since: datetime) -> Self:
        """Those on the road of which nothing was told since then, and of which the carrier was not asked since."""
        heard = self.model._meta.get_field("events").related_model._default_manager.filter(
            order=OuterRef("pk"), recorded_at__gt=since
        )
        return (
            self.live()
            .filter(Q(asked_at=None) | Q(asked_at__lte=since), ~Exists(heard), state__in=UNDER_WAY)
            .order_by("id")
        )

    def due(self, now: datetime) -> Self:
        """Those that the carrier is to be told of again."""
        return self.filter(state=State.ORDERED, next_at__lte=now).order_by("next_at", "id")

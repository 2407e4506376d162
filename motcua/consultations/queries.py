from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from motcua.consultations.rules import State
from motcua.dossiers.public import Dossier
from motcua.platform.action import Actor, ActorKind

if TYPE_CHECKING:
    from motcua.consultations.models import Opinion

READ = "consultations.read"


class OpinionQuerySet(models.QuerySet["Opinion"]):
    """Opinions asked of agencies; every list, count and file starts at `visible_to`."""

    def visible_to(self, actor: Actor) -> Self:
        """Those asked of the actor's agency; those about dossiers that the actor sees and of an agency of theirs.

        Of a consultation that is not confidential, each agency asked sees what the others say.
        """
        if actor.kind is ActorKind.SYSTEM or actor.is_everywhere(READ):
            return self
        desks = actor.organisations_for(READ)
        if not desks:
            return self.none()
        siblings = self.model._default_manager.filter(
            consultation=OuterRef("consultation"), consultation__is_confidential=False, organisation__in=desks
        )
        seen = Dossier.objects.visible_to(actor).filter(pk=OuterRef("consultation__dossier")).order_by()
        asked = Q(organisation__in=desks) | Exists(siblings)
        return self.filter(asked | (Q(consultation__organisation__in=desks) & Exists(seen)))

    def received_by(self, actor: Actor) -> Self:
        """Those asked of the actor's own agency."""
        seen = self.visible_to(actor)
        if actor.kind is ActorKind.SYSTEM or actor.is_everywhere(READ):
            return seen
        return seen.filter(organisation__in=actor.organisations_for(READ))

    def asked_by(self, actor: Actor) -> Self:
        """Those that the actor's own agency asked."""
        seen = self.visible_to(actor)
        if actor.kind is ActorKind.SYSTEM or actor.is_everywhere(READ):
            return seen
        return seen.filter(consultation__organisation__in=actor.organisations_for(READ))

    def waiting(self) -> Self:
        """Not answered, and an answer is still wanted."""
        return self.filter(state__in=(State.OPEN, State.ESCALATED))

    def overdue(self, now: datetime) -> Self:
        """Open past the deadline; the instant of the deadline is not past it."""
        return self.filter(state=State.OPEN, due_at__lt=now).order_by("due_at", "id")

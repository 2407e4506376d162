"""Questions asked of the register."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from motcua.platform.action import Actor

if TYPE_CHECKING:
    from motcua.laws.models import LawReview, LegalDocument

READ, ASSIGN = "laws.read", "laws.assign_review"


class LegalDocumentQuerySet(models.QuerySet["LegalDocument"]):
    """Documents of the register."""

    def named(self, words: str) -> LegalDocumentQuerySet:
        """Those whose number or title holds these words."""
        return self.filter(Q(number__icontains=words) | Q(title__icontains=words))


class LawReviewQuerySet(models.QuerySet["LawReview"]):
    """Reviews."""

    def visible_to(self, actor: Actor) -> LawReviewQuerySet:
        """Those of the actor, and those of the organisations where the actor reads the register."""
        if actor.kind == "system" or actor.is_everywhere(READ):
            return self.all()
        return self.filter(Q(owner=actor.account_id) | Q(organisation__in=actor.organisations_for(READ)))

    def open(self) -> LawReviewQuerySet:
        """Those that wait."""
        return self.filter(state="open")

    def overdue(self, today: date) -> LawReviewQuerySet:
        """Those that wait past their day."""
        return self.open().filter(due_on__lt=today)

    def of(self, kind: str, keys: Collection[str]) -> LawReviewQuerySet:
        """Those of these procedures, forms or processes."""
        return self.filter(kind=kind, key__in=keys)

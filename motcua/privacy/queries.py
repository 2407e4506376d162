from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from motcua.persons.public import same_person
from motcua.platform.action import Actor

if TYPE_CHECKING:
    from motcua.privacy.models import Breach, Consent, DataExport, DataQuestion, ErasureRequest, LegalHold, LookDelay

ANSWERING = "privacy.answer_question"


class LookDelayQuerySet(models.QuerySet["LookDelay"]):
    """Rules on looks that are told later."""

    def in_force(self, at: datetime) -> LookDelayQuerySet:
        """Those that hold for a look taken then."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=at), valid_from__lte=at)


class DataQuestionQuerySet(models.QuerySet["DataQuestion"]):
    """Questions about looks."""

    def visible_to(self, actor: Actor) -> DataQuestionQuerySet:
        """Those that the actor may answer; the same filter serves list, count and page."""
        if actor.is_everywhere(ANSWERING):
            return self
        return self.filter(organisation__in=actor.organisations_for(ANSWERING))

    def waiting(self) -> DataQuestionQuerySet:
        """Those without an answer."""
        return self.filter(answered_at=None)


class DataExportQuerySet(models.QuerySet["DataExport"]):
    """Copies of somebody's data."""

    def of(self, person_id: int | None) -> DataExportQuerySet:
        """Those of one person, the latest first."""
        return self.filter(person=person_id).order_by("-asked_at", "-id")

    def kept(self) -> DataExportQuerySet:
        """Those that lie here."""
        return self.exclude(file=None)


class BreachQuerySet(models.QuerySet["Breach"]):
    """Breaches."""

    def unreported(self) -> BreachQuerySet:
        """Those of which the authority was not told yet."""
        return self.filter(reported_at=None, closed_at=None)


class LegalHoldQuerySet(models.QuerySet["LegalHold"]):
    """Holds that keep a person's data from being erased."""

    def in_force(self) -> LegalHoldQuerySet:
        """Those not lifted."""
        return self.filter(lifted_at=None)


class ErasureRequestQuerySet(models.QuerySet["ErasureRequest"]):
    """Requests to erase."""

    def waiting(self) -> ErasureRequestQuerySet:
        """Those without an answer, the one due first before the others."""
        return self.filter(answered_at=None).order_by("due_at", "id")


class ConsentQuerySet(models.QuerySet["Consent"]):
    """What people agreed to."""

    def of(self, person_id: int) -> ConsentQuerySet:
        """What one person said under all of their records, the latest first."""
        return self.filter(person__in=same_person(person_id)).order_by("-id")

"""Questions asked of organisations, their positions and their calendars."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from motcua.organisations.models import Organisation, OrganisationPeriod, Position


def standing_on(on: date) -> Q:
    """What is true on a date; `valid_to` is the first date on which it is true no more."""
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations by the time of their existence."""

    def as_of(self, on: date) -> OrganisationQuerySet:
        """Organisations that existed on a date (for their names and places on it, ask `OrganisationPeriod`)."""
        return self.filter(standing_on(on))

    def in_order(self) -> OrganisationQuerySet:
        """By name, in the order of the Vietnamese alphabet."""
        return self.order_by("sort_key", "identifier")


class OrganisationPeriodQuerySet(models.QuerySet["OrganisationPeriod"]):
    """What organisations were called and under whom they stood, by date."""

    def as_of(self, on: date) -> OrganisationPeriodQuerySet:
        """The names and places that stood on a date."""
        return self.filter(standing_on(on))


class PositionQuerySet(models.QuerySet["Position"]):
    """Positions by the time of their existence."""

    def as_of(self, on: date) -> PositionQuerySet:
        """Positions that existed on a date."""
        return self.filter(standing_on(on))

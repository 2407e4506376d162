"""Questions asked of accounts and position holdings."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models

from motcua.accounts.rules import AccountKind, normalise_username
from motcua.platform.clock import VIETNAM

if TYPE_CHECKING:
    from motcua.accounts.models import AbsenceDelegation, Account, PositionHolding


class AccountQuerySet(models.QuerySet["Account"]):
    """Accounts."""

    def active(self) -> Self:
        """Those that may sign in."""
        return self.filter(is_active=True)

    def officials(self) -> Self:
        """Those of officials."""
        return self.filter(kind=AccountKind.OFFICIAL)

    def dormant_since(self, at: datetime) -> Self:
        """Officials who may sign in and have not done so since; those opened since do not count."""
        quiet = self.active().officials().filter(created_at__lte=at)
        return quiet.filter(models.Q(last_signed_in_at__isnull=True) | models.Q(last_signed_in_at__lte=at))

    def get_by_natural_key(self, username: str) -> "Account":
        """The account of that username. Raises Account.DoesNotExist. (Django's name for it.)"""
        return self.get(username=normalise_username(username))


class PositionHoldingQuerySet(models.QuerySet["PositionHolding"]):
    """Who holds which position when."""

    def held_at(self, at: datetime) -> Self:
        """Those in force at this instant; the end is the first instant no longer held.

        Nobody holds a position that was abolished, as all are with their organisation.
        """
        on = at.astimezone(VIETNAM).date()
        held = self.filter(models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=at), valid_from__lte=at)
        return held.exclude(position__valid_to__lte=on)

    def not_over(self, at: datetime) -> Self:
        """Those in force or still to come."""
        return self.filter(models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=at))

    def with_role(self, role_code: str) -> Self:
        """Those that carry this role."""
        return self.filter(roles__code=role_code)

    def in_organisation(self, organisation_id: int) -> Self:
        """Those whose position stands in exactly this organisation."""
        return self.filter(position__organisation_id=organisation_id)


class AbsenceDelegationQuerySet(models.QuerySet["AbsenceDelegation"]):
    """Who stands in for whom when."""

    def in_force(self, at: datetime) -> Self:
        """Those that give their position away at this instant; the end is the first instant that they do not."""
        return self.filter(revoked_at=None, valid_from__lte=at, valid_to__gt=at)

    def not_over(self, at: datetime) -> Self:
        """Those in force or still to come."""
        return self.filter(revoked_at=None, valid_to__gt=at)

    def within(self, begins: datetime, ends: datetime) -> Self:
        """Those in force at some instant from `begins` until `ends`."""
        return self.filter(revoked_at=None, valid_from__lt=ends, valid_to__gt=begins)

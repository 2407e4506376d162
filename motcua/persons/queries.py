"""Questions asked of persons and legal entities."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models

from motcua.persons.rules import (
    IdentityLevel,
    MandateState,
    MemberRole,
    MergeState,
    normalise_personal_id,
    normalise_tax_code,
)
from motcua.persons.tails import LENGTH, personal_id_tail
from motcua.platform.encryption import blind_index
from motcua.platform.text import fold

if TYPE_CHECKING:
    from motcua.persons.models import Guardianship, LegalEntity, Mandate, Merge, Person


class PersonQuerySet(models.QuerySet["Person"]):
    """Persons."""

    def checked(self) -> Self:
        """Those whose papers or e-identity were seen."""
        return self.filter(identity_level=IdentityLevel.CHECKED)

    def with_personal_id(self, personal_id: str) -> Self:
        """Those who bear (or claim) this number: at most one checked and one declared."""
        index = blind_index(normalise_personal_id(personal_id))
        return self.filter(personal_id_index=index) if index else self.none()

    def with_personal_id_ending(self, digits: str) -> Self:
        """Those whose number ends in these four digits: one in ten thousand, so never without a scope of one's own."""
        return self.filter(personal_id_tail=personal_id_tail(digits)) if len(digits) == LENGTH else self.none()

    def with_phone(self, phone: str) -> Self:
        """Those who gave this (normalised) phone number; a family may share one."""
        index = blind_index(phone)
        return self.filter(phone_index=index) if index else self.none()

    def named(self, beginning: str) -> Self:
        """Those whose name, accents apart, begins with this text."""
        folded = fold(beginning)
        return self.filter(search_name__startswith=folded) if folded else self.none()

    def alone(self) -> Self:
        """Those not merged into another: one record for each person."""
        return self.filter(merged_into=None)

    def in_name_order(self) -> Self:
        """Given name first, in the order of the Vietnamese alphabet."""
        return self.order_by("name_key", "id")


class LegalEntityQuerySet(models.QuerySet["LegalEntity"]):
    """Legal entities."""

    def with_tax_code(self, tax_code: str) -> Self:
        """The one with this tax code, however it is typed."""
        normal = normalise_tax_code(tax_code)
        return self.filter(tax_code_index=blind_index(normal)) if normal else self.none()


class GuardianshipQuerySet(models.QuerySet["Guardianship"]):
    """Guardianships."""

    def in_force(self, on: date) -> Self:
        """Those of that day."""
        return self.filter(models.Q(valid_to=None) | models.Q(valid_to__gte=on), valid_from__lte=on)

    def not_over(self, on: date) -> Self:
        """Those of that day or a later one."""
        return self.filter(models.Q(valid_to=None) | models.Q(valid_to__gte=on))

    def concerning(self, persons: Collection[int]) -> Self:
        """Those in which somebody is guardian or ward."""
        return self.filter(models.Q(guardian__in=persons) | models.Q(ward__in=persons))

    def moved_by(self, persons: Collection[int]) -> Self:
        """Those that an official registered or ended."""
        return self.filter(models.Q(registered_by__in=persons, is_checked=True) | models.Q(ended_by__in=persons))


class MergeQuerySet(models.QuerySet["Merge"]):
    """Merges of two records of one person."""

    def waiting(self) -> Self:
        """Found or proposed, and not decided."""
        return self.filter(state__in=(MergeState.FOUND, MergeState.PROPOSED))

    def in_force(self) -> Self:
        """Those that hold."""
        return self.filter(state=MergeState.CONFIRMED)


class MandateQuerySet(models.QuerySet["Mandate"]):
    """Mandates."""

    def in_force(self, on: date) -> Self:
        """Accepted, and of that day."""
        return self.filter(state=MandateState.ACCEPTED, valid_from__lte=on, valid_to__gte=on)

    def to_file(self) -> Self:
        """Those by which something may be filed."""
        return self.exclude(role=MemberRole.VIEWER)

    def of(self, persons: Collection[int]) -> Self:
        """Those a person gave or holds."""
        return self.filter(models.Q(grantor__in=persons) | models.Q(holder__in=persons))

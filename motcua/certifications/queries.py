from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from motcua.accounts.public import PositionHolding
from motcua.organisations.public import Organisation, OrganisationKind
from motcua.platform.action import Actor
from motcua.platform.text import fold

if TYPE_CHECKING:
    from motcua.certifications.models import Certification, CertificationBook, CertificationFee, CertificationRequest

READ = "certifications.read"
SIGN = "certifications.sign"
# A counter certifies for the authority above it, in that one's books.
DESKS = (OrganisationKind.SERVICE_CENTRE, OrganisationKind.ONE_STOP_UNIT)


def authority_of(unit: Organisation) -> int:
    """The organisation in whose books a counter writes (Nghị định 23/2015/NĐ-CP, điều 5): that above it, or itself."""
    return unit.parent_id if unit.parent_id is not None and unit.kind in DESKS else unit.pk


def desks_of(authority: int) -> frozenset[int]:
    """An authority and the counters that write in its books. One statement."""
    below = Organisation.objects.filter(parent=authority, kind__in=DESKS)
    return frozenset(below.values_list("pk", flat=True)) | {authority}


def authorities_within(organisations: Collection[int]) -> Q:
    """Where these organisations, or counters among them, write: a condition on `organisation`."""
    desks = Organisation.objects.filter(pk__in=organisations, kind__in=DESKS)
    return Q(organisation__in=list(organisations)) | Q(organisation__in=desks.values("parent"))


def signers(authority: int, at: datetime) -> models.QuerySet[PositionHolding]:
    """Who may sign certifications: holders, at the authority or its counters, of a role that grants it."""
    held = PositionHolding.objects.held_at(at).filter(
        roles__grants__permission=SIGN, position__organisation__in=desks_of(authority)
    )
    return held.select_related("person", "position").distinct().order_by("position__type_code", "pk")


def reached_by(actor: Actor) -> Q:
    """What the actor may see, as a condition on `organisation`: the books in which their unit writes, or all."""
    return Q() if actor.is_everywhere(READ) else authorities_within(actor.organisations_for(READ))


class BookQuerySet(models.QuerySet["CertificationBook"]):
    """Books, volume by volume; every list and print starts at `visible_to`."""

    def visible_to(self, actor: Actor) -> Self:
        """Those the actor may see."""
        return self.filter(reached_by(actor))


class RequestQuerySet(models.QuerySet["CertificationRequest"]):
    """Turns at the counter; every list starts at `visible_to`."""

    def visible_to(self, actor: Actor) -> Self:
        """Those the actor may see."""
        return self.filter(reached_by(actor))

    def waiting(self) -> Self:
        """Not handed back yet, with at least one line that counts."""
        lines = self.model._meta.get_field("lines").related_model._default_manager.filter(request=OuterRef("pk"))
        return self.filter(Exists(lines.filter(voided_at=None)), handed_back_at=None)


class CertificationQuerySet(models.QuerySet["Certification"]):
    """Lines of books; every list, search, count and print starts at `visible_to`."""

    def visible_to(self, actor: Actor) -> Self:
        """Those the actor may see."""
        return self.filter(reached_by(actor))

    def found_by(self, words: str) -> Self:
        """Those with this number, or whose requester or paper is called so, accents and case aside."""
        if words.isascii() and words.isdigit() and len(words) < 10:
            return self.filter(number=int(words))
        key = fold(words)
        return self.filter(Q(request__requester_key__contains=key) | Q(document_key__contains=key)) if key else self


class FeeQuerySet(models.QuerySet["CertificationFee"]):
    """Fees that officials set."""

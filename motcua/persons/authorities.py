"""Who may act for whom, by what: as guardian, by a mandate, or as who represents an organisation by law."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext as _

from motcua.persons.models import Guardianship, LegalEntity, Mandate, Person
from motcua.persons.refusals import Unrepresented
from motcua.persons.rules import MandateState, MemberRole, covers
from motcua.platform.action import Actor
from motcua.platform.clock import VIETNAM
from motcua.platform.formats import dmy

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class Reference:
    """An authority by its ids: a guardianship, a mandate, or the organisation that one represents by law."""

    guardianship_id: int | None = None
    mandate_id: int | None = None
    entity_id: int | None = None


@dataclass(frozen=True)
class Authority:
    """By what one person acts for another: a guardianship, a mandate, or representing `represented` by law."""

    guardianship: Guardianship | None = None
    mandate: Mandate | None = None
    represented: LegalEntity | None = None

    @property
    def key(self) -> str:
        """How a form names it: «giam-ho-12», «uy-quyen-3», «to-chuc-5»."""
        if self.guardianship is not None:
            return f"giam-ho-{self.guardianship.pk}"
        return f"uy-quyen-{self.mandate.pk}" if self.mandate is not None else f"to-chuc-{self.reference.entity_id}"

    @property
    def owner(self) -> Person:
        """For whom; of an organisation, who represents it or gave the mandate for it."""
        if self.guardianship is not None:
            return self.guardianship.ward
        if self.mandate is not None:
            return self.mandate.grantor
        assert self.represented is not None
        assert self.represented.legal_representative is not None
        return self.represented.legal_representative

    @property
    def entity(self) -> LegalEntity | None:
        """The organisation, where it is one's matter."""
        return self.mandate.entity if self.mandate is not None else self.represented

    @property
    def for_whom(self) -> str:
        """In whose name, in words."""
        return self.entity.name if self.entity is not None else self.owner.full_name

    @property
    def reference(self) -> Reference:
        """Its ids."""
        return Reference(
            self.guardianship.pk if self.guardianship else None,
            self.mandate.pk if self.mandate else None,
            self.entity.pk if self.entity else None,
        )

    def covers(self, procedure_code: str) -> bool:
        """Whether it lets one file in that procedure."""
        return self.mandate is None or covers(self.mandate.procedures, procedure_code)

    def as_kept(self) -> dict[str, int | None]:
        """What a record filed by it keeps: the columns `owner_id` and those of `reference`."""
        return {"owner_id": self.owner.pk, **vars(self.reference)}


def mandates_for(actor: Actor, at: datetime) -> tuple[Mandate, ...]:
    """The mandates that the actor holds at that time."""
    if actor.person_id is None:
        return ()
    held = Mandate.objects.in_force(_day(at)).to_file().filter(holder__in=actor.persons)
    return tuple(held.select_related("grantor", "entity").order_by("given_at", "id"))


def authorities_of(actor: Actor, procedure_code: str, at: datetime) -> tuple[Authority, ...]:
    """All by which the actor may file in that procedure for others: wards first, then mandates, then organisations."""
    if actor.person_id is None:
        return ()
    kept = Guardianship.objects.in_force(_day(at)).filter(guardian__in=actor.persons)
    wards = [Authority(guardianship=one) for one in kept.select_related("ward").order_by("registered_at", "id")]
    held = [Authority(mandate=one) for one in mandates_for(actor, at) if covers(one.procedures, procedure_code)]
    led = LegalEntity.objects.filter(legal_representative__in=actor.persons).select_related("legal_representative")
    return (*wards, *held, *(Authority(represented=one) for one in led.order_by("name", "id")))


def authorities_for(actor: Actor, entity_id: int, at: datetime) -> tuple[Authority, ...]:
    """All by which the actor may file for that organisation in some procedure (`Authority.covers`)."""
    led = LegalEntity.objects.filter(pk=entity_id, legal_representative__in=actor.persons)
    by_law = tuple(Authority(represented=one) for one in led.select_related("legal_representative"))
    return by_law + tuple(Authority(mandate=one) for one in mandates_for(actor, at) if one.entity_id == entity_id)


def organisations_of(persons: Collection[int], at: datetime) -> frozenset[int]:
    """The organisations whose account somebody belongs to: who represents them, and members for all procedures."""
    return memberships_of(persons, at).whole


class Memberships(NamedTuple):
    """The organisations to which somebody belongs in everything, and those in certain procedures alone, by code."""

    whole: frozenset[int]
    limited: tuple[tuple[int, frozenset[str]], ...]


def memberships_of(persons: Collection[int], at: datetime) -> Memberships:
    """To whose accounts somebody belongs, and how far. One statement."""
    everything = models.Value([], output_field=ArrayField(models.TextField()))
    led = LegalEntity.objects.filter(legal_representative__in=persons).annotate(about=everything)
    member = Mandate.objects.in_force(_day(at)).filter(holder__in=persons, entity__isnull=False)
    whole, limited = set[int](), dict[int, set[str]]()
    for entity, about in led.values_list("pk", "about").union(member.values_list("entity", "procedures")):
        if about:
            limited.setdefault(entity, set()).update(about)
        else:
            whole.add(entity)
    rest = sorted((entity, frozenset(about)) for entity, about in limited.items() if entity not in whole)
    return Memberships(frozenset(whole), tuple(rest))


def may_act_for(person_id: int, other_id: int, procedure_code: str, at: datetime) -> Authority | None:
    """By what the one may file for the other in that procedure at that time; None where by nothing."""
    kept = Guardianship.objects.in_force(_day(at)).filter(guardian=person_id, ward=other_id).first()
    if kept is not None:
        return Authority(guardianship=kept)
    held = Mandate.objects.in_force(_day(at)).to_file().filter(holder=person_id, grantor=other_id).order_by("id")
    mandate = next((one for one in held if covers(one.procedures, procedure_code)), None)
    return Authority(mandate=mandate) if mandate else None


def held_authority(by: Actor, reference: Reference, procedure_code: str, *, at: datetime) -> Authority:
    """That very authority, where it lets the actor file in that procedure; inside an action only.

    It stays locked until the action is done, so that nobody ends it in between. Raises Unrepresented, saying why not.
    """
    if reference.guardianship_id is not None:
        return Authority(guardianship=_guardianship(by, reference.guardianship_id, _day(at)))
    if reference.mandate_id is not None:
        return Authority(mandate=_mandate(by, reference.mandate_id, procedure_code, _day(at)))
    entity = _locked(LegalEntity.objects.select_related("legal_representative"), reference.entity_id)
    if entity is None or entity.legal_representative_id not in by.persons:
        raise Unrepresented(_("Ông/bà không còn là người đại diện theo pháp luật của tổ chức này."))
    return Authority(represented=entity)


def _guardianship(by: Actor, pk: int, on: date) -> Guardianship:
    kept = _locked(Guardianship.objects.select_related("ward"), pk)
    if kept is None or kept.guardian_id not in by.persons:
        raise Unrepresented(_("Ông/bà không phải là người giám hộ của người này."))
    if kept.valid_to is not None and kept.valid_to < on:
        message = _("Việc giám hộ %(name)s đã kết thúc ngày %(day)s, nên ông/bà không nộp thay được nữa.")
        raise Unrepresented(message % {"name": kept.ward.full_name, "day": dmy(kept.valid_to)})
    return kept


def _mandate(by: Actor, pk: int, procedure_code: str, on: date) -> Mandate:
    held = _locked(Mandate.objects.select_related("grantor", "entity"), pk)
    if held is None or held.holder_id not in by.persons:
        raise Unrepresented(_("Ủy quyền này không phải cho ông/bà."))
    name = {"name": held.grantor_name}
    state = held.state_on(on)
    if state is MandateState.EXPIRED:
        message = _("Ủy quyền của %(name)s đã hết thời hạn ngày %(day)s, nên ông/bà không nộp thay được nữa.")
        raise Unrepresented(message % {**name, "day": dmy(held.valid_to)})
    if state is MandateState.WITHDRAWN:
        raise Unrepresented(_("Ủy quyền của %(name)s đã chấm dứt, nên ông/bà không nộp thay được nữa.") % name)
    if state is MandateState.GIVEN or held.valid_from > on:
        raise Unrepresented(_("Ủy quyền của %(name)s chưa có hiệu lực.") % name)
    if held.role == MemberRole.VIEWER:
        raise Unrepresented(_("Ông/bà chỉ được xem hồ sơ của %(name)s, không được nộp.") % name)
    if not covers(held.procedures, procedure_code):
        raise Unrepresented(_("Ủy quyền của %(name)s không gồm thủ tục này.") % name)
    return held


def _locked(records: models.QuerySet[M], pk: int | None) -> M | None:
    # Not so strong that a dossier could not refer to it meanwhile.
    return records.select_for_update(of=("self",), no_key=True).filter(pk=pk).first()


def _day(at: datetime) -> date:
    return at.astimezone(VIETNAM).date()

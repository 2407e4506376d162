"""Finding one person or legal entity by number, each look-up written down; and who may act for whom."""

from dataclasses import dataclass
from datetime import datetime

from motcua.persons.models import Guardianship, LegalEntity, Mandate, Person
from motcua.persons.ports import POPULATION_REGISTER, RegisterAnswer, RegisterSilent
from motcua.persons.rules import covers
from motcua.platform.action import RECORD, Actor, Entry, is_acting, record_read
from motcua.platform.clock import VIETNAM
from motcua.platform.registry import PortUnanswered


def find_by_personal_id(personal_id: str, *, by: Actor, purpose: str) -> Person | None:
    """The checked person who bears this number, or None; a merely declared one is never returned.

    `purpose` is what the person will read on "who looked at my data", so say it in Vietnamese.
    """
    person = Person.objects.checked().with_personal_id(personal_id).first()
    if person is not None and person.pk != by.person_id:
        record_read(by=by, purpose=purpose, persons=[person.pk], subject=person)
    return person


def find_by_tax_code(tax_code: str) -> LegalEntity | None:
    """The legal entity with this tax code, or None."""
    return LegalEntity.objects.with_tax_code(tax_code).first()


def lookup_person(personal_id: str, *, purpose: str, by: Actor, at: datetime) -> RegisterAnswer:
    """What the population register says of who bears this number; written down before it is asked.

    `purpose` is what the person will read on "who looked at my data": a code declared with `declare_purposes`. Outside
    of actions only: the register may be slow. Raises NotInRegister, and RegisterSilent where it brings no usable
    answer.
    """
    if is_acting():
        raise RuntimeError("the register is asked before an action, not within one")
    known = tuple(Person.objects.checked().with_personal_id(personal_id).values_list("pk", flat=True))
    reference = f"accounts.account:{by.account_id}" if by.account_id else by.kind.value
    # Also of whom we keep no record: somebody was asked about all the same.
    RECORD.answer()([Entry("read", "read", by, at, reference, known, purpose)])
    try:
        register = POPULATION_REGISTER.answer()
    except PortUnanswered as unanswered:
        raise RegisterSilent("chưa chọn cách kết nối") from unanswered
    return register.look_up(personal_id, purpose=purpose, reference=reference)


@dataclass(frozen=True)
class Authority:
    """By what one person acts for another: a guardianship, or a mandate."""

    guardianship: Guardianship | None = None
    mandate: Mandate | None = None

    @property
    def key(self) -> str:
        """How a form names it: «giam-ho-12», «uy-quyen-3»."""
        return (
            f"giam-ho-{self.guardianship.pk}" if self.guardianship else f"uy-quyen-{self.mandate and self.mandate.pk}"
        )

    @property
    def owner(self) -> Person:
        """For whom."""
        if self.guardianship is not None:
            return self.guardianship.ward
        assert self.mandate is not None
        return self.mandate.grantor


def mandates_for(actor: Actor, at: datetime) -> tuple[Mandate, ...]:
    """The mandates that the actor holds at that time."""
    if actor.person_id is None:
        return ()
    held = Mandate.objects.in_force(at.astimezone(VIETNAM).date()).filter(holder=actor.person_id)
    return tuple(held.select_related("grantor", "entity").order_by("given_at", "id"))


def authorities_of(actor: Actor, procedure_code: str, at: datetime) -> tuple[Authority, ...]:
    """All by which the actor may file in that procedure for others: wards first, then mandates."""
    if actor.person_id is None:
        return ()
    kept = Guardianship.objects.in_force(at.astimezone(VIETNAM).date()).filter(guardian=actor.person_id)
    wards = [Authority(guardianship=one) for one in kept.select_related("ward").order_by("registered_at", "id")]
    held = [Authority(mandate=one) for one in mandates_for(actor, at) if covers(one.procedures, procedure_code)]
    return (*wards, *held)


def may_act_for(person_id: int, other_id: int, procedure_code: str, at: datetime) -> Authority | None:
    """By what the one may file for the other in that procedure at that time; None where by nothing."""
    on = at.astimezone(VIETNAM).date()
    kept = Guardianship.objects.in_force(on).filter(guardian=person_id, ward=other_id).first()
    if kept is not None:
        return Authority(guardianship=kept)
    held = Mandate.objects.in_force(on).filter(holder=person_id, grantor=other_id).order_by("id")
    mandate = next((one for one in held if covers(one.procedures, procedure_code)), None)
    return Authority(mandate=mandate) if mandate else None


def still_holds(
    person_id: int, *, guardianship_id: int | None, mandate_id: int | None, procedure_code: str, at: datetime
) -> bool:
    """Whether that very authority lets the person file in that procedure at that time."""
    on = at.astimezone(VIETNAM).date()
    if guardianship_id is not None:
        return Guardianship.objects.in_force(on).filter(pk=guardianship_id, guardian=person_id).exists()
    if mandate_id is None:
        return False
    mandate = Mandate.objects.in_force(on).filter(pk=mandate_id, holder=person_id).first()
    return mandate is not None and covers(mandate.procedures, procedure_code)

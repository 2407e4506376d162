"""Finding one person or legal entity by number, each look-up written down."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models.functions import Coalesce

from motcua.persons.models import LegalEntity, Person
from motcua.persons.ports import POPULATION_REGISTER, RegisterAnswer, RegisterSilent
from motcua.platform.action import RECORD, Actor, Entry, is_acting, record_read
from motcua.platform.registry import PortUnanswered


def find_by_personal_id(personal_id: str, *, by: Actor, purpose: str) -> Person | None:
    """The checked person who bears this number, or None; a merely declared one is never returned.

    `purpose` is what the person will read on "who looked at my data", so say it in Vietnamese.
    """
    person = Person.objects.checked().with_personal_id(personal_id).first()
    if person is not None and person.pk not in by.persons:
        record_read(by=by, purpose=purpose, persons=[person.pk], subject=person)
    return person


def find_by_tax_code(tax_code: str) -> LegalEntity | None:
    """The legal entity with this tax code, or None."""
    return LegalEntity.objects.with_tax_code(tax_code).first()


def lookup_person(personal_id: str, *, purpose: str, by: Actor, at: datetime, subject: str = "") -> RegisterAnswer:
    """What the population register says of who bears this number; written down before it is asked.

    `purpose` is what the person will read on "who looked at my data": a code declared with `declare_purposes`;
    `subject` names the record it is for (`dossiers.draft:…`), else it is for who asks. Outside
    of actions only: the register may be slow. Raises NotInRegister, and RegisterSilent where it brings no usable
    answer.
    """
    if is_acting():
        raise RuntimeError("the register is asked before an action, not within one")
    known = tuple(Person.objects.checked().with_personal_id(personal_id).values_list("pk", flat=True))
    reference = subject or (f"accounts.account:{by.account_id}" if by.account_id else by.kind.value)
    # Also of whom we keep no record: somebody was asked about all the same.
    RECORD.answer()([Entry("read", "read", by, at, reference, known, purpose)])
    try:
        register = POPULATION_REGISTER.answer()
    except PortUnanswered as unanswered:
        raise RegisterSilent("chưa chọn cách kết nối") from unanswered
    return register.look_up(personal_id, purpose=purpose, reference=reference)


def same_person(person_id: int) -> frozenset[int]:
    """All records that are this person: the one, what it was merged into, and what else was merged into that."""
    return same_persons([person_id])[person_id]


def same_persons(ids: Collection[int]) -> dict[int, frozenset[int]]:
    """For each of these all records that are the same person. Two statements, however many."""
    roots = {each: each for each in ids} | survivors_of(ids)
    families: dict[int, set[int]] = {root: {root} for root in roots.values()}
    for pk, root in Person.objects.filter(merged_into__in=families).values_list("pk", "merged_into_id"):
        families[root].add(pk)
    return {each: frozenset(families[root]) | {each} for each, root in roots.items()}


def survivors_of(ids: Iterable[int]) -> dict[int, int]:
    """Under which record each of these persons goes on, by id; those not merged under their own."""
    rows = Person.objects.filter(pk__in=set(ids)).values_list("pk", Coalesce("merged_into_id", "pk"))
    return dict(rows)

"""Two records of one person: proposed by one official, confirmed by another, taken apart exactly."""

from datetime import date
from functools import partial

import pytest

from motcua.audit.public import AuditEntry, looks_at
from motcua.persons.public import (
    Ground,
    Guardianship,
    IdentityLevel,
    Merge,
    MergeState,
    Person,
    Unrepresented,
    authorities_of,
    confirm_merge,
    find_duplicates,
    propose_merge,
    register_guardianship,
    reject_merge,
    same_person,
    undo_merge,
)
from motcua.persons.tests import make
from motcua.platform.action import SYSTEM, Actor, ActorKind, NotAllowed, Refused, Stale, record_read
from motcua.platform.testing import all_at_once

AT = make.AT


def two() -> tuple[Person, Person]:
    """One person, checked, and once more as declared."""
    number = make.personal_id()
    return make.person(number=number), make.person(number=number, level=IdentityLevel.DECLARED)


def found() -> Merge:
    find_duplicates(by=SYSTEM, at=AT)
    return Merge.objects.get()


def merged(kept: Person, duplicate: Person) -> Merge:
    merge = Merge.objects.create(
        kept=kept, duplicate=duplicate, state=MergeState.FOUND, score=90, evidence=[], found_at=AT
    )
    propose_merge(merge, kept=kept, reason="Cùng căn cước", by=make.registrar(), at=AT)
    return confirm_merge(merge, by=make.registrar(), at=AT)


@pytest.mark.django_db
def test_what_looks_like_one_person_is_found_once_and_explained() -> None:
    kept, duplicate = two()
    make.person(full_name="Phạm Thị Thanh Hạ"), make.person(birth_date=date(1991, 1, 1))
    merge = found()
    assert (merge.kept, merge.duplicate) == (kept, duplicate), "the one that was checked goes on"
    assert set(merge.evidence) >= {"same_number", "same_name", "same_birth", "same_phone"}
    assert find_duplicates(by=SYSTEM, at=AT) == 0
    reject_merge(merge, by=make.registrar(), at=AT)
    assert find_duplicates(by=SYSTEM, at=AT) == 0, "two people stay two"


@pytest.mark.django_db
def test_nobody_confirms_what_they_proposed_nor_decides_about_themselves() -> None:
    kept, _duplicate = two()
    merge, first = found(), make.registrar()
    for reason in ("", "   "):
        with pytest.raises(Refused, match="lý do"):
            propose_merge(merge, kept=kept, reason=reason, by=first, at=AT)
    with pytest.raises(Refused, match="một trong hai"):
        propose_merge(merge, kept=make.person(), reason="x", by=first, at=AT)
    own = Actor(ActorKind.OFFICIAL, person_id=kept.pk, rights=first.rights)
    with pytest.raises(NotAllowed, match="chính mình"):
        propose_merge(merge, kept=kept, reason="x", by=own, at=AT)
    with pytest.raises(Stale):
        confirm_merge(merge, by=make.registrar(), at=AT)
    propose_merge(merge, kept=kept, reason="Cùng căn cước", by=first, at=AT)
    with pytest.raises(NotAllowed, match="người thứ hai"):
        confirm_merge(merge, by=first, at=AT)
    assert AuditEntry.objects.filter(name="persons.confirm_merge", outcome="refused").exists()
    assert not Person.objects.exclude(merged_into=None).exists()


@pytest.mark.django_db
def test_a_claim_never_swallows_what_was_checked_and_two_checked_numbers_are_two_people() -> None:
    kept, duplicate = two()
    merge = found()
    with pytest.raises(Refused, match="đã xác thực phải"):
        propose_merge(merge, kept=duplicate, reason="x", by=make.registrar(), at=AT)
    one, other = make.person(full_name="Lê An"), make.person(full_name="Lê An")
    with pytest.raises(Refused, match="hai người"):
        merged(one, other)
    assert Merge.objects.get(pk=merge.pk).state == MergeState.FOUND
    assert kept.merged_into is None


@pytest.mark.django_db
def test_merged_records_are_one_person_everywhere_and_apart_again_exactly() -> None:
    kept, duplicate = two()
    child = make.person(full_name="Phạm Gia Bảo", birth_date=date(2015, 2, 28))
    register_guardianship(duplicate, child, ground=Ground.PARENT, by=SYSTEM, at=AT)
    record_read(by=make.registrar(), purpose="x", persons=[duplicate.pk])
    before = list(Guardianship.objects.values()), list(Person.objects.order_by("pk").values())
    merge = merged(kept, duplicate)
    assert same_person(kept.pk) == same_person(duplicate.pk) == {kept.pk, duplicate.pk}
    by = Actor(ActorKind.CITIZEN, person_id=kept.pk, also=same_person(kept.pk) - {kept.pk})
    assert [each.owner for each in authorities_of(by, "1.001", AT)] == [child]
    assert len(looks_at(by.persons).rows) == 1
    with pytest.raises(Unrepresented, match="vòng"):
        register_guardianship(child, kept, ground=Ground.COURT, by=SYSTEM, at=AT.replace(year=2034))
        register_guardianship(kept, child, ground=Ground.COURT, by=SYSTEM, at=AT.replace(year=2034))
    Guardianship.objects.filter(guardian=child).delete()
    with pytest.raises(Refused, match="lý do"):
        undo_merge(merge, reason="", by=make.registrar(), at=AT)
    undo_merge(merge, reason="Nhầm", by=make.registrar(), at=AT)
    people = list(Person.objects.filter(pk__in=[row["id"] for row in before[1]]).order_by("pk").values())
    assert (list(Guardianship.objects.values()), people) == before
    assert same_person(kept.pk) == {kept.pk}


@pytest.mark.django_db
def test_a_chain_comes_apart_in_the_middle() -> None:
    first, second, third = (make.person(number="", phone="") for _ in range(3))
    lower = merged(second, first)
    upper = merged(third, second)
    assert same_person(first.pk) == {first.pk, second.pk, third.pk}
    with pytest.raises(Stale, match="đã được gộp"):
        merged(first, make.person())
    undo_merge(upper, reason="Nhầm", by=make.registrar(), at=AT)
    assert same_person(first.pk) == {first.pk, second.pk}
    assert same_person(third.pk) == {third.pk}
    undo_merge(lower, reason="Nhầm", by=make.registrar(), at=AT)
    assert not Person.objects.exclude(merged_into=None).exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_officials_at_once_one_decides() -> None:
    kept, _duplicate = two()
    merge = found()
    propose_merge(merge, kept=kept, reason="Cùng căn cước", by=make.registrar(), at=AT)
    works = [
        partial(confirm_merge, merge, by=make.registrar(), at=AT),
        partial(reject_merge, merge, by=make.registrar(), at=AT),
    ]
    assert all_at_once(works * 3) == {"done": 1, "Stale": 5}


@pytest.mark.django_db(transaction=True)
def test_two_merges_of_the_same_record_do_not_both_hold() -> None:
    first, second, third = (make.person(number="", phone="") for _ in range(3))
    proposed = []
    for kept in (second, third):
        merge = Merge.objects.create(kept=kept, duplicate=first, state="found", score=90, found_at=AT)
        proposed.append(propose_merge(merge, kept=kept, reason="x", by=make.registrar(), at=AT))
    ended = all_at_once([partial(confirm_merge, each, by=make.registrar(), at=AT) for each in proposed])
    assert ended == {"done": 1, "Stale": 1}

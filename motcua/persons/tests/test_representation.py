"""Who acts for whom: guardians and mandates, what the Civil Code refuses, and who hears of it."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from motcua.audit.public import AuditEntry, looks_at
from motcua.persons import rules
from motcua.persons.public import (
    Ground,
    Guardianship,
    IdentityLevel,
    Mandate,
    MandateState,
    NumberTaken,
    Person,
    Sex,
    Unrepresented,
    accept_mandate,
    authorities_of,
    declare_child,
    give_mandate,
    mandates_for,
    may_act_for,
    register_guardianship,
    withdraw_mandate,
)
from motcua.persons.tests import make
from motcua.platform.action import SYSTEM, NotAllowed, Refused

pytestmark = pytest.mark.django_db
AT = make.AT
CHILD_BORN = date(2015, 2, 28)


def child(born: date = CHILD_BORN) -> Person:
    return make.person(full_name="Phạm Gia Bảo", birth_date=born)


def give(
    grantor: Person, holder: Person, *procedures: str, until: date | None = None, since: date | None = None
) -> Mandate:
    return give_mandate(
        grantor,
        personal_id=holder.personal_id,
        full_name=holder.full_name,
        procedures=procedures,
        valid_from=since,
        valid_to=until,
        by=make.citizen(grantor),
        at=AT,
    )


def test_a_parent_acts_for_a_child_until_it_is_of_age() -> None:
    parent, ward = make.person(), child()
    kept = register_guardianship(parent, ward, ground=Ground.PARENT, by=SYSTEM, at=AT)
    assert kept.valid_to == date(2033, 2, 27)
    assert register_guardianship(parent, ward, ground=Ground.PARENT, by=SYSTEM, at=AT) == kept
    eve = datetime(2033, 2, 27, 12, tzinfo=AT.tzinfo)
    assert may_act_for(parent.pk, ward.pk, "1.001", AT)
    assert may_act_for(parent.pk, ward.pk, "1.001", eve)
    assert not may_act_for(parent.pk, ward.pk, "1.001", eve + timedelta(days=1))
    assert not may_act_for(ward.pk, parent.pk, "1.001", AT)


def test_what_cannot_be_a_guardianship_is_refused_written_down_and_changes_nothing() -> None:
    parent, ward, grown = make.person(), child(), make.person()
    older = make.person(birth_date=date(1960, 1, 1))
    register_guardianship(parent, older, ground=Ground.COURT, by=SYSTEM, at=AT)
    register_guardianship(older, grown, ground=Ground.COURT, by=SYSTEM, at=AT)
    for guardian, other, ground, words in [
        (parent, parent, Ground.PARENT, "chính mình"),
        (ward, child(date(2020, 1, 1)), Ground.OTHER, "đủ 18"),
        (parent, grown, Ground.PARENT, "đã đủ 18"),
        (grown, parent, Ground.COURT, "vòng"),
        (older, parent, Ground.COURT, "vòng"),
    ]:
        before = AuditEntry.objects.filter(outcome="refused").count()
        with pytest.raises(Unrepresented, match=words):
            register_guardianship(guardian, other, ground=ground, by=SYSTEM, at=AT)
        assert AuditEntry.objects.filter(outcome="refused").count() == before + 1
    assert Guardianship.objects.count() == 2


def test_two_guardians_and_no_third() -> None:
    ward = child()
    for _ in range(2):
        register_guardianship(make.person(), ward, ground=Ground.PARENT, by=SYSTEM, at=AT)
    with pytest.raises(Unrepresented, match="đã có đủ"):
        register_guardianship(make.person(), ward, ground=Ground.OTHER, by=SYSTEM, at=AT)


def test_a_parent_declares_a_child_who_stays_a_declared_person() -> None:
    parent, known = make.person(), child()
    by = make.citizen(parent)
    kept = declare_child(
        parent, full_name=known.full_name, birth_date=CHILD_BORN, sex=None, personal_id=known.personal_id, by=by, at=AT
    )
    assert kept.ward != known, "what was checked is not taken over"
    assert kept.ward.identity_level == IdentityLevel.DECLARED
    assert not kept.is_checked
    assert [each.owner for each in authorities_of(by, "1.001", AT)] == [kept.ward]
    other = make.person()
    with pytest.raises(NotAllowed):
        declare_child(other, full_name="Trần Nam", birth_date=CHILD_BORN, sex=None, personal_id="", by=by, at=AT)
    with pytest.raises(Unrepresented, match="đủ 18"):
        declare_child(parent, full_name="Trần Nam", birth_date=date(2000, 1, 1), sex=None, personal_id="", by=by, at=AT)
    assert not Person.objects.filter(full_name="Trần Nam").exists(), "nothing is left of what was refused"


def declared_by(parent: Person, **said: Any) -> Guardianship:
    told = {"full_name": "Phạm Gia Bảo", "birth_date": CHILD_BORN, "sex": None, "personal_id": "", **said}
    return declare_child(parent, by=make.citizen(parent), at=AT, **told)


def test_both_parents_declare_one_child_which_stays_one_record() -> None:
    mother, father = make.person(), make.person(full_name="Lê Văn An", sex=Sex.MALE)
    number = make.personal_id(birth_date=CHILD_BORN)
    first = declared_by(mother, personal_id=number)
    second = declared_by(father, personal_id=number, full_name="pham gia bao")
    assert second.ward == first.ward
    assert second.guardian == father
    assert declared_by(father, personal_id=number) == second, "the same again is the one that is there"
    assert Person.objects.filter(birth_date=CHILD_BORN).count() == 1
    assert {may_act_for(each.pk, first.ward.pk, "1.001", AT) is None for each in (mother, father)} == {False}
    looks = [look.purpose for look in looks_at({first.ward.pk}).rows]
    assert looks == ["Khai con"] * 2, "each time the record was found"
    with pytest.raises(Unrepresented, match="đã có đủ"):
        declared_by(make.person(), personal_id=number)
    assert Guardianship.objects.count() == 2


def test_a_number_known_for_somebody_else_makes_nobody_a_parent() -> None:
    mother, father = make.person(), make.person(full_name="Lê Văn An", sex=Sex.MALE)
    number = make.personal_id(birth_date=CHILD_BORN)
    alone = make.person(full_name="Vũ Thị Lan", birth_date=CHILD_BORN, level=IdentityLevel.DECLARED)
    merged = declared_by(mother, personal_id=make.personal_id(birth_date=CHILD_BORN), full_name="Lê Bình").ward
    Person.objects.filter(pk=merged.pk).update(merged_into=child())
    declared_by(mother, personal_id=number)
    before = Person.objects.count(), AuditEntry.objects.filter(outcome="refused").count()
    for said in (
        {"personal_id": number, "full_name": "Phạm Gia Bách"},
        {"personal_id": alone.personal_id, "full_name": alone.full_name},
        {"personal_id": merged.personal_id, "full_name": merged.full_name},
    ):
        with pytest.raises(NumberTaken, match="giấy khai sinh") as refused:
            declared_by(father, **said)
        assert refused.value.field == "personal_id"
    assert Person.objects.count() == before[0]
    assert AuditEntry.objects.filter(outcome="refused").count() == before[1] + 3
    assert not Guardianship.objects.filter(guardian=father).exists()


def test_a_mandate_holds_from_acceptance_to_withdrawal_for_what_it_names() -> None:
    grantor, holder = make.person(full_name="Lê Minh"), make.person(full_name="Vũ Thị Lan")
    mandate = give(grantor, holder, "1.001")
    assert mandate.valid_to == date(2027, 8, 31)
    by = make.citizen(holder)
    assert mandates_for(by, AT) == ()
    accept_mandate(mandate, by=by, at=AT)
    assert mandates_for(by, AT) == (mandate,)
    assert may_act_for(holder.pk, grantor.pk, "1.001", AT)
    assert not may_act_for(holder.pk, grantor.pk, "2.002", AT)
    assert not may_act_for(grantor.pk, holder.pk, "1.001", AT)
    assert not may_act_for(holder.pk, grantor.pk, "1.001", AT + timedelta(days=366))
    withdraw_mandate(mandate, by=by, at=AT)
    assert mandates_for(by, AT) == ()


def test_impossible_mandates_are_refused() -> None:
    grantor, holder = make.person(), make.person(full_name="Vũ Thị Lan")
    with pytest.raises(Unrepresented, match="chính mình"):
        give(grantor, grantor)
    with pytest.raises(Unrepresented, match="đủ 15"):
        give(grantor, child())
    with pytest.raises(Unrepresented, match="đã qua"):
        give(grantor, holder, since=date(2026, 1, 1), until=date(2026, 8, 31))
    with pytest.raises(Unrepresented, match="trước ngày bắt đầu"):
        give(grantor, holder, until=date(2026, 8, 31))
    by = make.citizen(holder)
    for number, name in [(holder.personal_id, "Người Khác"), ("001090000001", holder.full_name), ("", "")]:
        with pytest.raises(Refused, match="Không tìm thấy"):
            give_mandate(grantor, personal_id=number, full_name=name, by=make.citizen(grantor), at=AT)
    with pytest.raises(NotAllowed):
        give_mandate(grantor, personal_id=holder.personal_id, full_name=holder.full_name, by=by, at=AT)
    theirs, by = make.legal_entity(), make.citizen(grantor)
    with pytest.raises(Unrepresented, match="đại diện theo pháp luật"):
        give_mandate(
            grantor,
            entity=theirs,
            personal_id=holder.personal_id,
            full_name=holder.full_name,
            by=by,
            at=AT,
        )
    assert not Mandate.objects.exists()


def test_an_expired_mandate_is_neither_accepted_nor_used() -> None:
    grantor, holder = make.person(), make.person()
    mandate = give(grantor, holder, until=date(2026, 9, 2))
    later = AT + timedelta(days=2)
    with pytest.raises(Unrepresented, match="hết thời hạn"):
        accept_mandate(mandate, by=make.citizen(holder), at=later)
    mandate.refresh_from_db()
    assert mandate.state == MandateState.GIVEN
    assert mandate.state_on(date(2026, 9, 3)) == MandateState.EXPIRED
    assert AuditEntry.objects.filter(name="persons.accept_mandate", outcome="refused").exists()


def test_only_the_two_sides_move_a_mandate() -> None:
    grantor, holder = make.person(), make.person()
    mandate = give(grantor, holder)
    stranger = make.citizen(make.person())
    for act in (accept_mandate, withdraw_mandate):
        with pytest.raises(NotAllowed):
            act(mandate, by=stranger, at=AT)
    with pytest.raises(Unrepresented, match="Chỉ người được ủy quyền"):
        accept_mandate(mandate, by=make.citizen(grantor), at=AT)


def test_the_representative_mandates_for_their_company() -> None:
    representative, holder = make.person(), make.person()
    company = make.legal_entity(representative=representative)
    mandate = give_mandate(
        representative, entity=company, personal_id=holder.personal_id, full_name=holder.full_name,
        by=make.citizen(representative), at=AT,
    )  # fmt: skip
    assert mandate.grantor_name == company.name


DAYS = st.dates(date(1930, 1, 1), date(2026, 9, 1))


@given(born=DAYS, on=DAYS)
def test_who_is_of_age_has_no_parent_to_file_for_them(born: date, on: date) -> None:
    flaw = rules.guardianship_flaw(1, 2, Ground.PARENT, born=(date(1900, 1, 1), born), guardians_of={}, on=on)
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    assume((born.month, born.day) != (2, 29))
    assert (flaw is rules.Unfit.OF_AGE) == (age >= 18)
    if flaw is None:
        last = rules.last_day_of_guardianship(born, None, on=on)
        assert last is not None
        assert not rules.is_aged(born, 18, on=last)
        assert rules.is_aged(born, 18, on=last + timedelta(days=1))


@given(length=st.integers(2, 8))
def test_no_circle_of_any_length_closes(length: int) -> None:
    guardians_of = {person: [person - 1] for person in range(1, length)}
    born = (date(1980, 1, 1), date(1980, 1, 1))
    closing = rules.guardianship_flaw(
        length - 1, 0, Ground.COURT, born=born, guardians_of=guardians_of, on=date(2026, 1, 1)
    )
    assert closing is rules.Unfit.CYCLE

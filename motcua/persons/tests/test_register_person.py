from datetime import date

import pytest
from django.db import connection

from motcua.persons.public import (
    IdentityLevel,
    NumberTaken,
    Person,
    Sex,
    check_identity,
    find_by_personal_id,
    find_by_tax_code,
    register_legal_entity,
    register_person,
    update_contact,
)
from motcua.persons.tests import make
from motcua.platform.action import SYSTEM, Actor, ActorKind, NotAllowed, Refused, Right

pytestmark = pytest.mark.django_db
AT = make.AT


def test_a_person_is_found_by_number_however_it_is_typed() -> None:
    hà = make.person(number="031190004112")
    make.person()
    assert find_by_personal_id("031 190 004 112", by=SYSTEM, purpose="Thử") == hà
    assert find_by_personal_id("031190004113", by=SYSTEM, purpose="Thử") is None
    assert find_by_personal_id("", by=SYSTEM, purpose="Thử") is None


def test_a_look_up_is_written_down_for_the_person() -> None:
    from motcua.audit.public import AuditEntry

    hà = make.person()
    officer = Actor(ActorKind.OFFICIAL, account_id=7, person_id=hà.pk + 1)
    find_by_personal_id(hà.personal_id, by=officer, purpose="Tiếp nhận hồ sơ tại quầy")
    entry = AuditEntry.objects.get(kind="read")
    assert (entry.persons, entry.purpose) == ([hà.pk], "Tiếp nhận hồ sơ tại quầy")


def test_numbers_phones_and_addresses_are_unreadable_in_the_database() -> None:
    hà = make.person()
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(p)::text FROM persons_person p WHERE id = %s", [hà.pk])
        row = cursor.fetchone()[0]
    for secret in (hà.personal_id, hà.phone, hà.email):
        assert secret not in row
        assert secret.encode().hex() not in row


def test_a_declared_number_is_not_a_checked_one() -> None:
    stranger = make.person(number="031190004112", level=IdentityLevel.DECLARED)
    assert find_by_personal_id("031190004112", by=SYSTEM, purpose="Thử") is None
    hà = make.person(number="031190004112")
    assert find_by_personal_id("031190004112", by=SYSTEM, purpose="Thử") == hà
    with pytest.raises(Refused, match="đối chiếu"):
        check_identity(stranger, by=SYSTEM, at=AT)
    assert not Person.objects.get(pk=stranger.pk).is_checked


def test_a_declared_person_becomes_checked() -> None:
    hà = make.person(level=IdentityLevel.DECLARED)
    assert check_identity(hà, by=SYSTEM, at=AT).is_checked
    assert find_by_personal_id(hà.personal_id, by=SYSTEM, purpose="Thử") == hà


@pytest.mark.parametrize("level", IdentityLevel)
def test_one_number_one_person_at_each_level(level: IdentityLevel) -> None:
    make.person(number="031190004112", level=level)
    with pytest.raises(NumberTaken) as refused:
        make.person(number="031190004112", level=level)
    assert refused.value.field == "personal_id"
    assert Person.objects.count() == 1


def test_only_officials_say_that_somebody_was_checked() -> None:
    citizen = Actor(
        ActorKind.CITIZEN, account_id=1, person_id=1, rights=(Right("persons.register_person", everywhere=True),)
    )
    with pytest.raises(NotAllowed):
        register_person(by=citizen, at=AT, full_name="Nguyễn Văn An")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"full_name": "  \u200b "}, "full_name"),
        ({"full_name": "x" * 100_000}, "full_name"),
        ({"birth_date": date(2031, 1, 1)}, "birth_date"),
        ({"birth_date": date(1989, 1, 1)}, "personal_id"),
        ({"sex": Sex.MALE}, "personal_id"),
        ({"personal_id": "12"}, "personal_id"),
        ({"phone": "12"}, "phone"),
        ({"email": "x"}, "email"),
        ({"address_line": "x" * 301}, "address_line"),
    ],
)
def test_impossible_values_are_refused_at_their_field(changed: dict[str, object], field: str) -> None:
    usual: dict[str, object] = {
        "full_name": "Phạm Thị Hà",
        "birth_date": date(1990, 11, 5),
        "sex": Sex.FEMALE,
        "personal_id": "031190004112",
    }
    with pytest.raises(Refused) as refused:
        register_person(by=SYSTEM, at=AT, **{**usual, **changed})  # type: ignore[arg-type]
    assert refused.value.field == field
    assert not Person.objects.exists()


def test_names_are_found_without_accents_and_sorted_by_given_name() -> None:
    bình = make.person(full_name="Trần Bình")
    ánh = make.person(full_name="Vũ Ánh")
    an = make.person(full_name="Nguyễn  Văn An")
    đức = make.person(full_name="Đỗ Đức")
    assert list(Person.objects.all().in_name_order()) == [an, ánh, bình, đức]
    assert list(Person.objects.named("do d")) == [đức]
    assert list(Person.objects.named("Nguyen Văn")) == [an]
    assert not Person.objects.named("").exists()


def test_the_sex_is_read_from_the_number_when_not_said() -> None:
    assert register_person(by=SYSTEM, at=AT, full_name="Hà", personal_id="031190004112").sex == Sex.FEMALE


def test_people_change_their_own_contact_and_nobody_elses() -> None:
    hà, other = make.person(), make.person()
    own = Actor(ActorKind.CITIZEN, account_id=1, person_id=hà.pk, rights=(Right("persons.update_contact", own=True),))
    update_contact(hà, by=own, at=AT, phone="+84 987 654 321", email="", address_line="12 Lạch Tray")
    hà.refresh_from_db()
    assert (hà.phone, hà.email, hà.address_line) == ("0987654321", "", "12 Lạch Tray")
    assert list(Person.objects.with_phone("0987654321")) == [hà]
    with pytest.raises(NotAllowed):
        update_contact(other, by=own, at=AT, phone="0987654322", email="")


def test_legal_entities_have_one_tax_code_each() -> None:
    entity = make.legal_entity()
    assert find_by_tax_code(entity.tax_code) == entity
    with pytest.raises(Refused) as refused:
        register_legal_entity(by=SYSTEM, at=AT, name="Công ty khác", tax_code=entity.tax_code)
    assert refused.value.field == "tax_code"
    with pytest.raises(Refused):
        register_legal_entity(by=SYSTEM, at=AT, name="Công ty khác", tax_code="0123456789")

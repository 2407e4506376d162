"""Makers of persons and legal entities, through actions."""

from datetime import UTC, date, datetime
from itertools import count

from motcua.persons.public import (
    IdentityLevel,
    LegalEntity,
    Person,
    Sex,
    normalise_tax_code,
    register_legal_entity,
    register_person,
)
from motcua.platform.action import SYSTEM, Actor, ActorKind, Right

AT = datetime(2026, 9, 1, 1, 0, tzinfo=UTC)
_serial = count(1)


def personal_id(*, birth_date: date = date(1990, 11, 5), sex: Sex = Sex.FEMALE, serial: int | None = None) -> str:
    """A number that could belong to such a person, new on each call."""
    century_and_sex = 2 * ((birth_date.year - 1900) // 100) + (sex is Sex.FEMALE)
    return f"031{century_and_sex}{birth_date:%y}{serial if serial is not None else next(_serial):06d}"


def tax_code() -> str:
    """A valid tax code of a business, new on each call."""
    for serial in _serial:
        for check in range(10):
            if code := normalise_tax_code(f"0201{serial:05d}{check}"):
                return code
    raise AssertionError


def person(
    *,
    full_name: str = "Phạm Thị Thanh Hà",
    birth_date: date | None = date(1990, 11, 5),
    sex: Sex = Sex.FEMALE,
    number: str | None = None,
    phone: str = "0912345456",
    email: str = "thanh.ha@example.vn",
    level: IdentityLevel = IdentityLevel.CHECKED,
) -> Person:
    """A person; `number` None makes a fresh one that fits birth date and sex, empty leaves it out."""
    if number is None:
        number = personal_id(birth_date=birth_date or date(1990, 1, 1), sex=sex)
    return register_person(
        by=SYSTEM,
        at=AT,
        full_name=full_name,
        birth_date=birth_date,
        sex=sex,
        personal_id=number,
        phone=phone,
        email=email,
        identity_level=level,
    )


def legal_entity(*, name: str = "Công ty TNHH Cảng Xanh", representative: Person | None = None) -> LegalEntity:
    """A legal entity with a valid tax code, represented by somebody."""
    return register_legal_entity(
        by=SYSTEM, at=AT, name=name, tax_code=tax_code(), legal_representative=representative or person()
    )


def citizen(person: Person) -> Actor:
    """This person, acting with what every citizen may do about representation."""
    verbs = ("declare_child", "give_mandate", "accept_mandate", "withdraw_mandate")
    rights = tuple(Right(f"persons.{verb}", own=True) for verb in verbs)
    return Actor(ActorKind.CITIZEN, person_id=person.pk, rights=rights)


def registrar() -> Actor:
    """An official who decides about records that may be one person, another on each call."""
    verbs = ("propose_merge", "confirm_merge", "reject_merge", "undo_merge")
    rights = tuple(Right(f"persons.{verb}", everywhere=True) for verb in verbs)
    return Actor(ActorKind.OFFICIAL, person_id=person(full_name="Cán Bộ", phone="").pk, rights=rights)

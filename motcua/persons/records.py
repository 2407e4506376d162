"""A person as a record, with all by which it is found."""

from datetime import date, datetime

from motcua.persons import rules
from motcua.persons.models import Person
from motcua.persons.tails import personal_id_tail
from motcua.platform.encryption import blind_index
from motcua.platform.text import fold, sort_key


def person_record(
    *,
    full_name: str,
    birth_date: date | None,
    sex: str,
    identity_level: rules.IdentityLevel,
    personal_id: str,
    phone: str,
    email: str,
    address_area_id: int | None,
    address_line: str,
    at: datetime,
) -> Person:
    """The record of a person whose details were checked already, not written yet."""
    return Person(
        full_name=full_name,
        name_key=sort_key(rules.name_in_order(full_name)),
        search_name=fold(full_name),
        birth_date=birth_date,
        sex=sex,
        identity_level=identity_level,
        personal_id=personal_id,
        personal_id_index=blind_index(personal_id),
        personal_id_tail=personal_id_tail(personal_id),
        phone=phone,
        phone_index=blind_index(phone),
        email=email,
        address_area_id=address_area_id,
        address_line=address_line,
        created_at=at,
    )

"""What other modules may use of persons."""

from motcua.persons.actions.check_identity import check_identity
from motcua.persons.actions.register_legal_entity import register_legal_entity
from motcua.persons.actions.register_person import register_person
from motcua.persons.actions.update_contact import update_contact
from motcua.persons.details import Contact, NumberTaken, checked_address_line, checked_contact
from motcua.persons.models import LegalEntity, Person
from motcua.persons.ports import NotInRegister, RegisterAnswer, RegisterSilent
from motcua.persons.reads import find_by_personal_id, find_by_tax_code, lookup_person
from motcua.persons.records import person_record
from motcua.persons.rules import (
    Flaw,
    IdentityLevel,
    PersonalId,
    Sex,
    birth_date_flaw,
    mask_email,
    mask_personal_id,
    mask_phone,
    name_flaw,
    normalise_email,
    normalise_personal_id,
    normalise_phone,
    normalise_tax_code,
    personal_id_flaw,
    read_personal_id,
)

__all__ = [
    "Contact",
    "Flaw",
    "IdentityLevel",
    "LegalEntity",
    "NotInRegister",
    "NumberTaken",
    "Person",
    "PersonalId",
    "RegisterAnswer",
    "RegisterSilent",
    "Sex",
    "birth_date_flaw",
    "check_identity",
    "checked_address_line",
    "checked_contact",
    "find_by_personal_id",
    "find_by_tax_code",
    "lookup_person",
    "mask_email",
    "mask_personal_id",
    "mask_phone",
    "name_flaw",
    "normalise_email",
    "normalise_personal_id",
    "normalise_phone",
    "normalise_tax_code",
    "person_record",
    "personal_id_flaw",
    "read_personal_id",
    "register_legal_entity",
    "register_person",
    "update_contact",
]

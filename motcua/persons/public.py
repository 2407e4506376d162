"""What other modules may use of persons."""

from motcua.persons.actions.accept_mandate import accept_mandate
from motcua.persons.actions.anonymise_person import anonymise_person
from motcua.persons.actions.check_identity import check_identity
from motcua.persons.actions.end_guardianship import end_guardianship
from motcua.persons.actions.give_mandate import give_mandate
from motcua.persons.actions.merge import (
    confirm_merge,
    find_duplicates,
    propose_merge,
    reject_merge,
    undo_merge,
)
from motcua.persons.actions.register_guardianship import NewPerson, declare_child, register_guardianship
from motcua.persons.actions.register_legal_entity import register_legal_entity
from motcua.persons.actions.register_person import register_person
from motcua.persons.actions.update_contact import update_contact
from motcua.persons.actions.withdraw_mandate import withdraw_mandate
from motcua.persons.authorities import (
    Authority,
    Reference,
    authorities_for,
    authorities_of,
    held_authority,
    mandates_for,
    may_act_for,
    memberships_of,
    organisations_of,
)
from motcua.persons.details import (
    Basis,
    Contact,
    NumberTaken,
    checked_address_line,
    checked_birth_date,
    checked_contact,
    checked_personal_id,
)
from motcua.persons.models import Guardianship, LegalEntity, Mandate, Merge, Person
from motcua.persons.ports import NotInRegister, RegisterAnswer, RegisterSilent
from motcua.persons.reads import (
    find_by_personal_id,
    find_by_tax_code,
    lookup_person,
    same_person,
    same_persons,
    survivors_of,
)
from motcua.persons.records import person_record
from motcua.persons.refusals import Unrepresented
from motcua.persons.rules import (
    Flaw,
    Ground,
    IdentityCard,
    IdentityLevel,
    MandateState,
    MemberRole,
    MergeState,
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
    read_card,
    read_personal_id,
)

__all__ = [
    "Authority",
    "Basis",
    "Contact",
    "Flaw",
    "Ground",
    "Guardianship",
    "IdentityCard",
    "IdentityLevel",
    "LegalEntity",
    "Mandate",
    "MandateState",
    "MemberRole",
    "Merge",
    "MergeState",
    "NewPerson",
    "NotInRegister",
    "NumberTaken",
    "Person",
    "PersonalId",
    "Reference",
    "RegisterAnswer",
    "RegisterSilent",
    "Sex",
    "Unrepresented",
    "accept_mandate",
    "anonymise_person",
    "authorities_for",
    "authorities_of",
    "birth_date_flaw",
    "check_identity",
    "checked_address_line",
    "checked_birth_date",
    "checked_contact",
    "checked_personal_id",
    "confirm_merge",
    "declare_child",
    "end_guardianship",
    "find_by_personal_id",
    "find_by_tax_code",
    "find_duplicates",
    "give_mandate",
    "held_authority",
    "lookup_person",
    "mandates_for",
    "mask_email",
    "mask_personal_id",
    "mask_phone",
    "may_act_for",
    "memberships_of",
    "name_flaw",
    "normalise_email",
    "normalise_personal_id",
    "normalise_phone",
    "normalise_tax_code",
    "organisations_of",
    "person_record",
    "personal_id_flaw",
    "propose_merge",
    "read_card",
    "read_personal_id",
    "register_guardianship",
    "register_legal_entity",
    "register_person",
    "reject_merge",
    "same_person",
    "same_persons",
    "survivors_of",
    "undo_merge",
    "update_contact",
    "withdraw_mandate",
]

"""Finding one person or legal entity by the number they bear; every look-up of a person is written down."""

from motcua.persons.models import LegalEntity, Person
from motcua.platform.action import Actor, record_read


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

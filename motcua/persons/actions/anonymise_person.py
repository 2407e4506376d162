"""Make somebody's record tell of nobody."""

from datetime import datetime

from motcua.persons.models import Mandate, Person
from motcua.platform.action import Actor, action
from motcua.platform.retention import ANONYMOUS
from motcua.platform.text import fold, sort_key


@action("persons.anonymise")
def anonymise_person(person: Person, *, by: Actor, at: datetime) -> Person:
    """Erase name, birth date, numbers, addresses and what finds them; the record stays, so that counts stay true."""
    del by, at
    Person.objects.filter(pk=person.pk).update(
        full_name=ANONYMOUS, name_key=sort_key(ANONYMOUS), search_name=fold(ANONYMOUS), birth_date=None, sex="",
        personal_id="", personal_id_index="", personal_id_tail="", phone="", phone_index="", email="",
        address_area=None, address_line="",
    )  # fmt: skip
    Mandate.objects.of([person.pk]).update(document="")
    person.refresh_from_db()
    return person

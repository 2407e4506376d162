"""Change how a person is reached."""

from datetime import datetime

from motcua.persons import details
from motcua.persons.models import Person
from motcua.platform.action import Actor, action
from motcua.platform.encryption import blind_index


@action("persons.update_contact")
def update_contact(
    person: Person,
    *,
    by: Actor,
    at: datetime,
    phone: str,
    email: str,
    address_area_id: int | None = None,
    address_line: str = "",
) -> Person:
    """Replace phone, e-mail and address, as the person (or an official before them) states them. Raises Refused."""
    contact = details.checked_contact(phone, email)
    locked = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    locked.phone = contact.phone
    locked.phone_index = blind_index(contact.phone)
    locked.email = contact.email
    locked.address_area_id = address_area_id
    locked.address_line = details.checked_address_line(address_line)
    locked.save(update_fields=["phone", "phone_index", "email", "address_area", "address_line"])
    return locked

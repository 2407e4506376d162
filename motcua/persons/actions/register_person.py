"""Take a person into the master."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from motcua.persons import details, rules
from motcua.persons.models import Person
from motcua.persons.records import person_record
from motcua.platform.action import Actor, ActorKind, NotAllowed, action
from motcua.platform.clock import VIETNAM


@action("persons.register_person")
def register_person(
    *,
    by: Actor,
    at: datetime,
    full_name: str,
    birth_date: date | None = None,
    sex: rules.Sex | None = None,
    personal_id: str = "",
    phone: str = "",
    email: str = "",
    address_area_id: int | None = None,
    address_line: str = "",
    identity_level: rules.IdentityLevel = rules.IdentityLevel.CHECKED,
) -> Person:
    """Record a person; an official who saw the papers records them as checked, anyone else as declared.

    A number can stand once among checked persons and once among declared ones: a claim never takes over a record.
    Raises Refused, naming the field, for impossible values and for a number already recorded at this level.
    """
    is_checked = identity_level is rules.IdentityLevel.CHECKED
    if is_checked and by.kind not in (ActorKind.OFFICIAL, ActorKind.SYSTEM):
        raise NotAllowed(_("Chỉ cán bộ đã xem giấy tờ mới được ghi nhận là đã xác thực."))
    on = at.astimezone(VIETNAM).date()
    name = details.checked_name(full_name)
    details.checked_birth_date(birth_date, on=on)
    digits = details.checked_personal_id(personal_id, birth_date=birth_date, sex=sex, on=on)
    number = rules.read_personal_id(digits)
    contact = details.checked_contact(phone, email)
    person = person_record(
        full_name=name,
        birth_date=birth_date,
        sex=sex or (number.sex if number else ""),
        identity_level=identity_level,
        personal_id=digits,
        phone=contact.phone,
        email=contact.email,
        address_area_id=address_area_id,
        address_line=details.checked_address_line(address_line),
        at=at,
    )
    _write(person)
    return person


def _write(person: Person) -> None:
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError as error:
        if "person_one_per_number_and_level" not in str(error):
            raise
        raise details.NumberTaken(_("Số định danh này đã có trong hệ thống."), field="personal_id") from error

"""Give an installation somebody who can give others their accounts."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.accounts.actions.hold_position import hold_position
from motcua.accounts.actions.register_official import register_official
from motcua.accounts.models import Account
from motcua.organisations.public import Organisation, register_position
from motcua.persons.public import register_person
from motcua.platform.action import Actor, action


@action("accounts.appoint_administrator")
def appoint_administrator(
    organisation: Organisation, *, by: Actor, at: datetime, full_name: str, username: str, password: str
) -> Account:
    """Record a person, open their account and let them hold a new administrator's position. Raises Refused."""
    person = register_person(by=by, at=at, full_name=full_name)
    account = register_official(person, by=by, at=at, username=username, password=password)
    position = register_position(
        organisation, by=by, at=at, type_code="system_administrator", name=_("Quản trị hệ thống")
    )
    hold_position(position, by=by, at=at, person=person, roles=["administrator"])
    return account

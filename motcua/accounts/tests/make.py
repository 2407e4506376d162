"""Makers of accounts and actors, through actions."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.test import Client

from motcua.accounts.public import (
    DEMO_PASSWORD,
    Account,
    AccountKind,
    PositionHolding,
    Role,
    actor_of,
    hold_position,
    load_roles,
    open_account,
    register_official,
    standard_roles,
)
from motcua.accounts.reads import _kept
from motcua.accounts.sessions import ASSURANCE as ASSURANCE
from motcua.accounts.tests import national as national
from motcua.organisations.public import Organisation, Position
from motcua.organisations.tests import make as organisations
from motcua.persons.public import LegalEntity, Person
from motcua.persons.tests import make as persons
from motcua.platform.action import SYSTEM, Actor

AT = persons.AT
DAY = timedelta(days=1)
PASSWORD = DEMO_PASSWORD
_number = count(1)


def roles() -> None:
    """The standard roles, loaded once a test."""
    if not Role.objects.filter(code="administrator").exists():
        # What a process remembers of accounts does not hold in the database of the next test.
        forget()
        load_roles(by=SYSTEM, at=AT, roles=standard_roles())


def forget() -> None:
    """Let nobody's rights be remembered, as when a process begins."""
    _kept.clear()


def signed_in(account: Account) -> Client:
    """A browser in which that account is signed in."""
    client = Client()
    client.force_login(account)
    return client


def citizen(*, person: Person | None = None, username: str = "", is_demo: bool = False, **details: Any) -> Account:
    """A citizen, checked at the counter, with an account; `details` are those of `persons.make.person`."""
    roles()
    return open_account(
        person or persons.person(**details),
        by=SYSTEM,
        at=AT,
        kind=AccountKind.CITIZEN,
        username=username,
        password=PASSWORD,
        is_demo=is_demo,
    )


def business(*, legal_entity: LegalEntity | None = None, username: str = "") -> Account:
    """The account with which a person acts for a legal entity."""
    roles()
    entity = legal_entity or persons.legal_entity()
    assert entity.legal_representative is not None
    return open_account(
        entity.legal_representative,
        by=SYSTEM,
        at=AT,
        kind=AccountKind.BUSINESS,
        legal_entity=entity,
        username=username,
        password=PASSWORD,
    )


def official(
    *,
    role: str | Sequence[str] = "specialist",
    organisation: Organisation | None = None,
    position: Position | None = None,
    username: str = "",
    full_name: str = "Trần Minh Đức",
    position_name: str = "Chuyên viên",
    valid_from: datetime = AT,
    is_demo: bool = False,
) -> Account:
    """An official with an account, holding a position with this role (or these) in an organisation."""
    roles()
    person = persons.person(full_name=full_name)
    account = register_official(
        person,
        by=SYSTEM,
        at=AT,
        username=username or f"canbo{next(_number)}",
        password=PASSWORD,
        is_demo=is_demo,
    )
    holding(account, role=role, organisation=organisation, position=position, name=position_name, valid_from=valid_from)
    account.refresh_from_db()
    return account


def holding(
    account: Account,
    *,
    role: str | Sequence[str] = "specialist",
    organisation: Organisation | None = None,
    position: Position | None = None,
    name: str = "Chuyên viên",
    valid_from: datetime = AT,
    valid_to: datetime | None = None,
) -> PositionHolding:
    """One more position for an official."""
    if position is None:
        position = organisations.position(organisation=organisation or organisations.organisation(), name=name)
    codes = [role] if isinstance(role, str) else list(role)
    return hold_position(
        position, by=SYSTEM, at=AT, person=account.person, roles=codes, valid_from=valid_from, valid_to=valid_to
    )


def actor(account: Account | None = None, *, at: datetime = AT, **details: Any) -> Actor:
    """The actor an account is; without one, that of a new official made with `details`."""
    return actor_of(account or official(**details), at=at)

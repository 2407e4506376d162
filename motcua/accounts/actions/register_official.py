"""Give an official an account."""

from datetime import datetime

from motcua.accounts.actions.open_account import open_account
from motcua.accounts.models import Account
from motcua.accounts.rules import AccountKind
from motcua.persons.public import Person
from motcua.platform.action import Actor, action


@action("accounts.register_official")
def register_official(
    person: Person,
    *,
    by: Actor,
    at: datetime,
    username: str,
    password: str | None,
    display_name: str = "",
    is_demo: bool = False,
) -> Account:
    """Open the account of an official; it may do nothing until they hold a position. Without a
    password nobody signs in until they are invited. Raises Refused."""
    return open_account(
        person,
        by=by,
        at=at,
        kind=AccountKind.OFFICIAL,
        username=username,
        password=password,
        display_name=display_name,
        is_demo=is_demo,
    )

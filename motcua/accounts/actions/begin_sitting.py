"""Somebody is in."""

from datetime import datetime

from motcua.accounts.models import Account
from motcua.platform.action import Actor, action, note


@action("accounts.begin_sitting", open_to_all=True)
def begin_sitting(account: Account, *, by: Actor, at: datetime, door: str, assurance: int) -> None:
    """Write down that an account came in, by which door and how surely; the session itself is `sessions.begin`'s."""
    note(door=door, assurance=assurance)
    account.last_signed_in_at = at
    account.save(update_fields=["last_signed_in_at"])

"""Leave."""

from datetime import datetime

from motcua.accounts.models import Account
from motcua.platform.action import Actor, NotAllowed, action


@action("accounts.sign_out", open_to_all=True)
def sign_out(account: Account, *, by: Actor, at: datetime) -> None:
    """Write down that somebody left; the page ends the session."""
    if by.account_id != account.pk:
        raise NotAllowed("")

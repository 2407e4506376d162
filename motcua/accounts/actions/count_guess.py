"""Slow down those who guess at what only the right person knows."""

from datetime import datetime, timedelta

from motcua.accounts.actions.sign_in import count_failure
from motcua.accounts.reads import guess_keys
from motcua.platform.action import Actor, action


@action("accounts.count_guess", open_to_all=True)
def count_guess(*, about: str, address: str, by: Actor, at: datetime) -> timedelta:
    """Count one wrong guess at a secret (a dossier's phone number) from an address; return how long to wait now."""
    return count_failure(by=by, at=at, policies=guess_keys(about, address))

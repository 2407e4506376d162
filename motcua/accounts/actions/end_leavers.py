"""End the sessions of those who hold no position any more."""

from datetime import datetime

from motcua.accounts.reads import sessions_to_end
from motcua.platform.action import Actor, action, note


@action("accounts.end_leavers")
def end_leavers(*, by: Actor, at: datetime) -> int:
    """Sign out officials whose last position ran out, and accounts that were closed; return how many sessions ended."""
    ended, _kinds = sessions_to_end(at).delete()
    note(ended=ended)
    return ended

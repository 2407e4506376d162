"""Sign out elsewhere."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.accounts.models import Account, Session
from motcua.platform.action import Actor, NotAllowed, action, note


def _may_end_those_of_others(by: Actor) -> bool:
    return any(by.has(f"accounts.{act}") for act in ("close_account", "end_holding", "reset_factors"))


@action("accounts.end_sessions", open_to_all=True)
def end_sessions(
    account: Account, *, by: Actor, at: datetime, keys: frozenset[str] | None = None, but: str = ""
) -> int:
    """End sittings of an account, those of `keys` or all, `but` for one; return how many ended.

    One's own account; for another's it is part of an act that has a permission of its own. Raises NotAllowed.
    """
    if by.account_id != account.pk and not _may_end_those_of_others(by):
        raise NotAllowed(_("Chỉ chủ tài khoản đăng xuất được các nơi khác."))
    found = Session.objects.filter(account=account).exclude(session_key=but)
    if keys is not None:
        found = found.filter(session_key__in=keys)
    ended, _kinds = found.delete()
    note(ended=ended)
    return ended

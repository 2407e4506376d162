"""Lock an account that nobody uses."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.accounts.actions.close_account import close_account
from motcua.accounts.models import Account
from motcua.accounts.rules import NOTICE_OF_LOCK
from motcua.platform.action import Actor, Refused, action


@action("accounts.lock_dormant")
def lock_dormant(account: Account, *, by: Actor, at: datetime) -> Account:
    """Close the account of somebody who was told long enough ago and did not come.

    Raises Refused where they were not told, came since, or still have time; NotAllowed on one's own.
    """
    locked = Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
    told = locked.dormant_warned_at
    if told is None or (locked.last_signed_in_at is not None and locked.last_signed_in_at > told):
        raise Refused(_("Chủ tài khoản chưa được báo, hoặc đã đăng nhập lại."))
    if at < told + NOTICE_OF_LOCK:
        raise Refused(_("Chưa hết thời gian báo trước."))
    return close_account(locked, by=by, at=at)

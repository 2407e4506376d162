"""Close an account."""

from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext as _

from motcua.accounts.actions.end_sessions import end_sessions
from motcua.accounts.models import Account
from motcua.platform.action import Actor, NotAllowed, action


@action("accounts.close_account")
def close_account(account: Account, *, by: Actor, at: datetime) -> Account:
    """Let nobody sign in with this account any more; its sessions end at once. What it did stays named."""
    if account.pk == by.account_id:
        raise NotAllowed(_("Không ai tự thay đổi quyền của chính mình."))
    Account.objects.filter(pk=account.pk).update(is_active=False, rights_revision=F("rights_revision") + 1)
    account.refresh_from_db()
    end_sessions(account, by=by, at=at)
    return account

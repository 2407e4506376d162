"""Help somebody who lost what they sign in with."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.accounts.actions.end_sessions import end_sessions
from motcua.accounts.events import FactorsReset
from motcua.accounts.models import Account, FactorReset, Passkey, RecoveryCode, TotpDevice
from motcua.platform.action import Actor, NotAllowed, Refused, action, emit


@action("accounts.reset_factors")
def reset_factors(account: Account, *, by: Actor, at: datetime, reason: str) -> Account:
    """Take every second factor off another's account and end its sessions; its owner is told and sets up new ones.

    The reason is kept. Raises NotAllowed on one's own account, Refused without a reason.
    """
    if account.pk == by.account_id:
        raise NotAllowed(_("Không ai tự thay đổi quyền của chính mình."))
    if not reason.strip():
        raise Refused(_("Xin ghi lý do."), field="reason")
    for model in (TotpDevice, Passkey, RecoveryCode):
        model.objects.filter(account=account).delete()
    end_sessions(account, by=by, at=at)
    FactorReset.objects.create(account=account, reset_by_id=by.account_id, reset_at=at, reason=reason.strip()[:500])
    emit(FactorsReset(account.pk, account.person_id, at))
    return account

"""Begin with an application that makes codes."""

from datetime import datetime

from django.utils.translation import gettext as _
from pyotp import random_base32

from motcua.accounts.models import Account, TotpDevice
from motcua.platform.action import Actor, NotAllowed, action


@action("accounts.prepare_totp", open_to_all=True)
def prepare_totp(account: Account, *, by: Actor, at: datetime) -> TotpDevice:
    """Make a secret for one's own account, which counts only when a code of it is typed. Raises NotAllowed."""
    if by.account_id != account.pk:
        raise NotAllowed(_("Chỉ chủ tài khoản đặt được cách xác thực của mình."))
    TotpDevice.objects.filter(account=account, confirmed_at__isnull=True).delete()
    return TotpDevice.objects.create(account=account, secret=random_base32(), created_at=at)

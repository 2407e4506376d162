"""Take an application that makes codes into use."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.accounts.models import Account, TotpDevice
from motcua.accounts.rules import matching_step
from motcua.platform.action import Actor, NotAllowed, Refused, action


@action("accounts.confirm_totp", open_to_all=True)
def confirm_totp(account: Account, *, by: Actor, at: datetime, code: str) -> TotpDevice:
    """From now on codes of the secret made last are asked for at the door; an earlier one counts no longer.

    Raises Refused for a code that is not of now, NotAllowed for another's account.
    """
    if by.account_id != account.pk:
        raise NotAllowed(_("Chỉ chủ tài khoản đặt được cách xác thực của mình."))
    device = TotpDevice.objects.select_for_update().filter(account=account, confirmed_at__isnull=True).first()
    step = matching_step(device.secret, code, at, after=0) if device is not None else None
    if device is None or step is None:
        raise Refused(_("Mã không đúng. Xin xem đồng hồ của điện thoại rồi nhập mã đang hiện."), field="code")
    TotpDevice.objects.filter(account=account, confirmed_at__isnull=False).delete()
    device.confirmed_at, device.last_step = at, step
    device.save(update_fields=["confirmed_at", "last_step"])
    return device

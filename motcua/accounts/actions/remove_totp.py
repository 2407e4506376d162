"""Give up the application that makes codes."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.accounts.factors import factors_of
from motcua.accounts.models import Account, TotpDevice
from motcua.platform.action import Actor, NotAllowed, Refused, action


@action("accounts.remove_totp", open_to_all=True)
def remove_totp(account: Account, *, by: Actor, at: datetime, is_needed: bool = False) -> None:
    """Forget the secret of one's own account. `is_needed`: the position asks for a second factor.

    Raises Refused where it is the last one and one is needed, NotAllowed for another's account.
    """
    if by.account_id != account.pk:
        raise NotAllowed(_("Chỉ chủ tài khoản đặt được cách xác thực của mình."))
    Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
    if is_needed and factors_of(account).count <= 1:
        raise Refused(_("Chức vụ này phải xác thực hai lớp: xin thêm cách khác trước khi bỏ cách cuối cùng."))
    TotpDevice.objects.filter(account=account).delete()

"""Give up a passkey."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.accounts.factors import factors_of
from motcua.accounts.models import Account, Passkey
from motcua.platform.action import Actor, NotAllowed, Refused, action


@action("accounts.remove_passkey", open_to_all=True)
def remove_passkey(passkey: Passkey, *, by: Actor, at: datetime, is_needed: bool = False) -> None:
    """Forget one's own key: it opens nothing any more. `is_needed`: the position asks for a second factor.

    Raises Refused where it is the last one and one is needed, NotAllowed for another's key.
    """
    if by.account_id != passkey.account_id:
        raise NotAllowed(_("Chỉ chủ tài khoản đặt được cách xác thực của mình."))
    account = Account.objects.select_for_update(of=("self",)).get(pk=passkey.account_id)
    if is_needed and factors_of(account).count <= 1:
        raise Refused(_("Chức vụ này phải xác thực hai lớp: xin thêm cách khác trước khi bỏ cách cuối cùng."))
    Passkey.objects.filter(pk=passkey.pk).delete()

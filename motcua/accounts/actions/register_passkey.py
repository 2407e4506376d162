"""Take a passkey into use."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from motcua.accounts.models import Account, Passkey
from motcua.accounts.passkeys import check_registered
from motcua.platform.action import Actor, NotAllowed, Refused, action

MOST = 20
NAME_LIMIT = 60


@action("accounts.register_passkey", open_to_all=True)
def register_passkey(
    account: Account, *, by: Actor, at: datetime, name: str, state: dict[str, Any], answer: str
) -> Passkey:
    """Keep the public half of a key that the browser made for one's own account; `state` is of `ask_to_register`.

    Raises Refused for an answer that proves nothing, a key known before or too many keys, NotAllowed for another's.
    """
    if by.account_id != account.pk:
        raise NotAllowed(_("Chỉ chủ tài khoản đặt được cách xác thực của mình."))
    found = check_registered(state, answer)
    Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
    if Passkey.objects.filter(account=account).count() >= MOST:
        raise Refused(_("Đã có quá nhiều khóa truy cập. Xin bỏ bớt khóa không dùng nữa."))
    if Passkey.objects.filter(credential_id=found.credential_id).exists():
        raise Refused(_("Khóa này đã được đăng ký."))
    return Passkey.objects.create(
        account=account,
        name=name.strip()[:NAME_LIMIT] or _("Khóa truy cập"),
        credential_id=found.credential_id,
        credential=found.credential,
        sign_count=found.sign_count,
        created_at=at,
    )

"""Call a passkey by another name."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.accounts.actions.register_passkey import NAME_LIMIT
from motcua.accounts.models import Passkey
from motcua.platform.action import Actor, NotAllowed, Refused, action


@action("accounts.rename_passkey", open_to_all=True)
def rename_passkey(passkey: Passkey, *, by: Actor, at: datetime, name: str) -> Passkey:
    """Give one's own key another name. Raises Refused for an empty one, NotAllowed for another's key."""
    if by.account_id != passkey.account_id:
        raise NotAllowed(_("Chỉ chủ tài khoản đặt được cách xác thực của mình."))
    if not name.strip():
        raise Refused(_("Xin đặt tên cho khóa."), field="name")
    passkey.name = name.strip()[:NAME_LIMIT]
    passkey.save(update_fields=["name"])
    return passkey

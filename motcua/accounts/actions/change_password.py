"""Change one's own password."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.accounts import credentials
from motcua.accounts.actions.end_sessions import end_sessions
from motcua.accounts.models import Account
from motcua.platform.action import Actor, NotAllowed, Refused, action


@action("accounts.change_password", open_to_all=True)
def change_password(account: Account, *, by: Actor, at: datetime, current: str, new: str, but: str = "") -> Account:
    """Replace the password of one's own account; every session of it ends `but` the one of this key.

    Raises Refused when the current password is wrong or the new one weak, NotAllowed for another's account.
    """
    if by.account_id != account.pk:
        raise NotAllowed(_("Chỉ chủ tài khoản đổi được mật khẩu."))
    locked = Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
    if not locked.check_password(current):
        raise Refused(_("Mật khẩu hiện tại không đúng."), field="current")
    if current == new:
        raise Refused(_("Mật khẩu mới phải khác mật khẩu hiện tại."), field="new")
    about = (locked.username, locked.person.full_name, locked.person.personal_id, locked.person.phone)
    locked.password = credentials.hashed_password(new, about=about, field="new")
    locked.save(update_fields=["password"])
    end_sessions(locked, by=by, at=at, but=but)
    return locked

"""Give somebody a link with which they set their first password."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from motcua.accounts import credentials
from motcua.accounts.models import Account, Invitation
from motcua.accounts.reads import invitation_of
from motcua.accounts.rules import INVITATION_HOLDS
from motcua.platform.action import Actor, NotAllowed, Refused, action, note
from motcua.platform.encryption import keyed_digest


@action("accounts.invite")
def invite(
    accounts: Sequence[Account], *, by: Actor, at: datetime, holds: timedelta = INVITATION_HOLDS
) -> dict[int, str]:
    """New links for accounts that nobody ever signed in to, by account id: the secret part, known to nobody else.

    Links given earlier open nothing any more. Raises NotAllowed for one's own account, Refused for one in use.
    """
    if any(account.pk == by.account_id for account in accounts):
        raise NotAllowed(_("Không ai tự mời chính mình."))
    if any(account.has_usable_password() or not account.is_active for account in accounts):
        raise Refused(_("Tài khoản này đã có mật khẩu hoặc đã đóng."))
    Invitation.objects.filter(account__in=accounts, used_at__isnull=True).delete()
    tokens = {account.pk: secrets.token_urlsafe(24) for account in accounts}
    Invitation.objects.bulk_create(
        Invitation(account_id=pk, digest=keyed_digest(f"invitation:{token}"), created_at=at, expires_at=at + holds)
        for pk, token in tokens.items()
    )
    note(invited=len(tokens))
    return tokens


@action("accounts.accept_invitation", open_to_all=True)
def accept_invitation(*, by: Actor, at: datetime, token: str, password: str) -> Account:
    """Set the first password of the account that the link was made for. Raises Refused for a link that opens nothing,
    whyever, and for a weak password, which leaves the link as it is.
    """
    found = invitation_of(token, at=at)
    locked = Invitation.objects.select_for_update().filter(pk=found.pk, used_at__isnull=True) if found else None
    invitation = locked.first() if locked is not None else None
    if invitation is None:
        raise Refused(_("Thư mời không còn hiệu lực. Xin nhờ người quản trị gửi thư mới."))
    account = Account.objects.select_for_update(of=("self",)).get(pk=invitation.account_id)
    about = (account.username, account.person.full_name, account.person.personal_id, account.person.phone)
    account.password = credentials.hashed_password(password, about=about)
    account.save(update_fields=["password"])
    invitation.used_at = at
    invitation.save(update_fields=["used_at"])
    note(account=account.pk)
    return account

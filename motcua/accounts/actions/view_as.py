"""Look at the system as another official sees it."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.accounts.events import ViewedAs
from motcua.accounts.models import Account
from motcua.accounts.viewing import why_not_viewed
from motcua.platform.action import Actor, NotAllowed, Refused, action, emit, note
from motcua.platform.text import clean


@action("accounts.view_as")
def view_as(account: Account, *, by: Actor, at: datetime, reason: str) -> Account:
    """Write down that somebody looks through an official's eyes from now on, and why; that official is told.

    Raises Refused without a reason and where that official is not to be looked through, NotAllowed for oneself.
    """
    if account.pk == by.account_id:
        raise NotAllowed(_("Không ai xem thay chính mình."))
    if not clean(reason):
        raise Refused(_("Xin ghi lý do."), "reason")
    if refusal := why_not_viewed(account, at=at):
        raise Refused(refusal)
    said = clean(reason)[:500]
    note(reason=said)
    assert by.account_id is not None
    emit(ViewedAs(account.pk, account.person_id, by.account_id, said, at))
    return account


@action("accounts.end_viewing", open_to_all=True)
def end_viewing(account: Account, *, by: Actor, at: datetime) -> Account:
    """Write down that they look through their own eyes again."""
    return account

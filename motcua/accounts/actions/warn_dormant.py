"""Tell the owners of accounts that nobody uses."""

from collections.abc import Sequence
from datetime import datetime

from motcua.accounts.events import DormantWarned
from motcua.accounts.models import Account
from motcua.accounts.rules import NOTICE_OF_LOCK
from motcua.platform.action import Actor, action, emit


@action("accounts.warn_dormant")
def warn_dormant(accounts: Sequence[Account], *, by: Actor, at: datetime) -> int:
    """Write down that these owners are told now; from `NOTICE_OF_LOCK` later their accounts may be locked."""
    Account.objects.filter(pk__in=[account.pk for account in accounts]).update(dormant_warned_at=at)
    for account in accounts:
        used = account.last_signed_in_at or account.created_at
        emit(DormantWarned(account.pk, account.person_id, (at - used).days, at + NOTICE_OF_LOCK, at))
    return len(accounts)

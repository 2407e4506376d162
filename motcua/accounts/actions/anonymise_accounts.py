"""Make the accounts with which a citizen signed in tell of nobody."""

from datetime import datetime

from django.contrib.auth.hashers import make_password

from motcua.accounts.actions.close_account import close_account
from motcua.accounts.models import Account, Passkey, RecoveryCode, TotpDevice
from motcua.accounts.rules import AccountKind
from motcua.platform.action import SYSTEM, Actor, action
from motcua.platform.retention import ANONYMOUS


@action("accounts.anonymise")
def anonymise_accounts(*, person_id: int, by: Actor, at: datetime) -> int:
    """Close the citizen's accounts and erase their names and keys; how many. Those of officials are left alone."""
    del by
    accounts = list(Account.objects.filter(person=person_id, kind=AccountKind.CITIZEN))
    for account in accounts:
        # Who erases people closes no accounts otherwise; that they did it here stands in the entry of this act.
        close_account(account, by=SYSTEM, at=at)
        for keys in (TotpDevice, Passkey, RecoveryCode):
            keys._default_manager.filter(account=account).delete()
        Account.objects.filter(pk=account.pk).update(
            username=f"an-danh-{account.pk}", display_name=ANONYMOUS, email="", password=make_password(None)
        )
    return len(accounts)

"""Codes on paper for the day the telephone is lost."""

from datetime import datetime

from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from motcua.accounts.factors import digest_of_code
from motcua.accounts.models import Account, RecoveryCode
from motcua.accounts.rules import CODES_ON_PAPER, LEGIBLE
from motcua.platform.action import Actor, NotAllowed, action


@action("accounts.issue_recovery_codes", open_to_all=True)
def issue_recovery_codes(account: Account, *, by: Actor, at: datetime) -> tuple[str, ...]:
    """Ten new codes for one's own account, shown this once; earlier ones count no longer. Raises NotAllowed."""
    if by.account_id != account.pk:
        raise NotAllowed(_("Chỉ chủ tài khoản đặt được cách xác thực của mình."))
    drawn = [get_random_string(10, LEGIBLE) for _number in range(CODES_ON_PAPER)]
    RecoveryCode.objects.filter(account=account).delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(account=account, digest=digest_of_code(account, c)) for c in drawn)
    return tuple(f"{code[:5]}-{code[5:]}" for code in drawn)

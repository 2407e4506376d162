"""The second proof at the door: a code or a passkey."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from motcua.accounts.actions._throttles import locked_throttles
from motcua.accounts.actions.sign_in import count_failure
from motcua.accounts.factors import digest_of_code, factor_keys
from motcua.accounts.models import Account, Passkey, RecoveryCode, SignInThrottle, TotpDevice
from motcua.accounts.passkeys import check_signed, named_key
from motcua.accounts.reads import wait_of
from motcua.accounts.rules import matching_step
from motcua.platform.action import Actor, Refused, action, note


@dataclass(frozen=True)
class Proof:
    """The outcome of one try: which factor it was («totp», «recovery», «passkey»), or none and how long to wait now."""

    factor: str = ""
    account: Account | None = None
    wait: timedelta = timedelta(0)


@action("accounts.prove_by_code", open_to_all=True)
def prove_by_code(account: Account, *, by: Actor, at: datetime, code: str, address: str) -> Proof:
    """Check six digits of the application or a recovery code; both count once. Never raises for a wrong one.

    Failures are counted apart from those of the password, which whoever comes here knows already.
    """
    policies = factor_keys(account, address)
    wait = wait_of(locked_throttles(policies), policies, at=at)
    if wait:
        note(result="blocked")
        return Proof(wait=wait)
    factor = "totp" if _used_totp(account, code, at) else "recovery" if _used_paper(account, code, at) else ""
    if not factor:
        note(result="failed")
        return Proof(wait=count_failure(by=by, at=at, policies=policies))
    note(result=factor)
    SignInThrottle.objects.filter(key__in=policies).update(failures=0, last_failed_at=None)
    return Proof(factor, account)


@action("accounts.prove_by_passkey", open_to_all=True)
def prove_by_passkey(
    *, by: Actor, at: datetime, state: dict[str, Any], answer: str, address: str, account: Account | None = None
) -> Proof:
    """Check a passkey, of this account or of whoever it belongs to. Never raises for a wrong one: it is written down.

    Unknown keys, closed accounts and wrong signatures look alike.
    """
    found = Passkey.objects.select_for_update(of=("self",)).filter(credential_id=named_key(answer))
    key = found.select_related("account").first()
    if key is None or not key.account.is_active or (account is not None and key.account_id != account.pk):
        note(result="failed", account=account.pk if account else None)
        return Proof()
    policies = factor_keys(key.account, address)
    wait = wait_of(locked_throttles(policies), policies, at=at)
    if wait:
        note(result="blocked", account=key.account_id)
        return Proof(wait=wait)
    try:
        key.sign_count = check_signed(state, key, answer)
    except Refused:
        note(result="failed", account=key.account_id, passkey=key.pk)
        return Proof(wait=count_failure(by=by, at=at, policies=policies))
    key.last_used_at = at
    key.save(update_fields=["sign_count", "last_used_at"])
    note(result="passkey", account=key.account_id, passkey=key.pk)
    return Proof("passkey", key.account)


def _used_totp(account: Account, code: str, at: datetime) -> bool:
    device = TotpDevice.objects.select_for_update().filter(account=account, confirmed_at__isnull=False).first()
    step = matching_step(device.secret, code, at, after=device.last_step) if device is not None else None
    if device is None or step is None:
        return False
    device.last_step, device.last_used_at = step, at
    device.save(update_fields=["last_step", "last_used_at"])
    return True


def _used_paper(account: Account, code: str, at: datetime) -> bool:
    unused = RecoveryCode.objects.filter(account=account, digest=digest_of_code(account, code), used_at__isnull=True)
    return unused.update(used_at=at) == 1

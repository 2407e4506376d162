"""Find out whether somebody who knocks is who they say, and slow down those who guess."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password

from motcua.accounts import rules
from motcua.accounts.actions._throttles import locked_throttles
from motcua.accounts.models import Account, SignInThrottle
from motcua.accounts.reads import find_to_sign_in, sign_in_keys, wait_of
from motcua.platform.action import Actor, action, note


@dataclass(frozen=True)
class SignIn:
    """The outcome of one try: the account, or None and how long to wait before the next."""

    account: Account | None
    wait: timedelta = timedelta(0)


@action("accounts.sign_in", open_to_all=True)
def sign_in(*, by: Actor, at: datetime, identifier: str, password: str, address: str) -> SignIn:
    """Check a username or personal id against a password, counting failures (`sign_in_keys`).

    Never raises for a wrong answer, because the failure must stay written. Unknown name, closed account and wrong
    password look and last alike. The password is checked before any lock is taken; what stands under the lock then
    decides, so that guesses sent all at once count one by one.
    """
    account = find_to_sign_in(identifier)
    policies = sign_in_keys(identifier, account, address)
    matches = _matches(account, password)
    wait = wait_of(locked_throttles(policies), policies, at=at)
    if wait:
        note(result="blocked", account=account.pk if account else None)
        return SignIn(None, wait)
    if account is None or not matches or not account.is_active:
        note(result="failed", account=account.pk if account else None)
        return SignIn(None, count_failure(by=by, at=at, policies=policies))
    note(result="signed_in", account=account.pk)
    here = next(key for key, policy in policies.items() if policy is rules.PER_NAME_AND_ADDRESS)
    SignInThrottle.objects.filter(key=here).update(failures=0, last_failed_at=None, last_succeeded_at=at)
    return SignIn(account)


@action("accounts.count_failure", open_to_all=True)
def count_failure(*, by: Actor, at: datetime, policies: Mapping[str, rules.ThrottlePolicy]) -> timedelta:
    """Count one failure under each throttle key; return how long to wait before the next try."""
    rows = locked_throttles(policies)
    for row in rows:
        row.failures = rules.failures_still_counted(row.failures, row.last_failed_at, at) + 1
        wait = rules.wait_after(row.failures, policies[row.key])
        row.last_failed_at = at
        row.blocked_until = at + wait if wait else None
        row.save(update_fields=["failures", "last_failed_at", "blocked_until"])
    return wait_of(rows, policies, at=at)


def _matches(account: Account | None, password: str) -> bool:
    if account is not None:
        return account.check_password(password)
    # As slow as a real check, so that the time taken does not tell which names exist.
    make_password(password)
    return False

"""Find out whether somebody who knocks is who they say, and slow down those who guess."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password

from motcua.accounts import rules
from motcua.accounts.models import Account, SignInThrottle
from motcua.accounts.reads import find_to_sign_in, throttle_of_address, throttle_of_name
from motcua.platform.action import Actor, action, note


@dataclass(frozen=True)
class SignIn:
    """The outcome of one try: the account, or None and how long to wait before the next."""

    account: Account | None
    wait: timedelta = timedelta(0)


@action("accounts.sign_in", open_to_all=True)
def sign_in(*, by: Actor, at: datetime, identifier: str, password: str, address: str) -> SignIn:
    """Check a username or personal id against a password, counting failures per account and per address.

    Never raises for a wrong answer, because the failure must stay written. Unknown name, closed account and wrong
    password look and last alike. The password is checked before any lock is taken; what stands under the lock then
    decides, so that guesses sent all at once count one by one.
    """
    account = find_to_sign_in(identifier)
    policies = {
        throttle_of_name(identifier, account): rules.PER_ACCOUNT,
        throttle_of_address(address): rules.PER_ADDRESS,
    }
    matches = _matches(account, password)
    blocked = [row.blocked_until for row in _locked(policies) if row.blocked_until and row.blocked_until > at]
    if blocked:
        note(result="blocked", account=account.pk if account else None)
        return SignIn(None, max(blocked) - at)
    if account is None or not matches or not account.is_active:
        note(result="failed", account=account.pk if account else None)
        return SignIn(None, count_failure(by=by, at=at, policies=policies))
    note(result="signed_in", account=account.pk)
    SignInThrottle.objects.filter(key=throttle_of_name(identifier, account)).update(failures=0, last_failed_at=None)
    account.last_signed_in_at = at
    account.save(update_fields=["last_signed_in_at"])
    return SignIn(account)


@action("accounts.count_failure", open_to_all=True)
def count_failure(*, by: Actor, at: datetime, policies: Mapping[str, rules.ThrottlePolicy]) -> timedelta:
    """Count one failure under each throttle key; return how long to wait before the next try."""
    longest = timedelta(0)
    for row in _locked(policies):
        row.failures = rules.failures_still_counted(row.failures, row.last_failed_at, at) + 1
        wait = rules.wait_after(row.failures, policies[row.key])
        row.last_failed_at = at
        row.blocked_until = at + wait if wait else None
        row.save(update_fields=["failures", "last_failed_at", "blocked_until"])
        longest = max(longest, wait)
    return longest


def _matches(account: Account | None, password: str) -> bool:
    if account is not None:
        return account.check_password(password)
    # As slow as a real check, so that the time taken does not tell which names exist.
    make_password(password)
    return False


def _locked(keys: Iterable[str]) -> list[SignInThrottle]:
    in_order = sorted(keys)
    SignInThrottle.objects.bulk_create([SignInThrottle(key=key) for key in in_order], ignore_conflicts=True)
    return list(SignInThrottle.objects.select_for_update().filter(key__in=in_order).order_by("key"))

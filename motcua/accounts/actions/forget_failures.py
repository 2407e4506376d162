"""Forget failed sign-ins that count no longer."""

from datetime import datetime

from motcua.accounts.models import SignInThrottle
from motcua.accounts.rules import FORGET_FAILURES_AFTER, KNOWN_FOR
from motcua.platform.action import Actor, action


@action("accounts.forget_failures")
def forget_failures(*, by: Actor, at: datetime) -> int:
    """Delete throttle rows without a recent failure and without a sign-in to be remembered; return how many."""
    old = SignInThrottle.objects.exclude(last_failed_at__gte=at - FORGET_FAILURES_AFTER).exclude(blocked_until__gt=at)
    return old.exclude(last_succeeded_at__gte=at - KNOWN_FOR).delete()[0]

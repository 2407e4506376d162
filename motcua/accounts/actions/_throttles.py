"""The counts of wrong tries, taken one after the other."""

from collections.abc import Iterable

from motcua.accounts.models import SignInThrottle


def locked_throttles(keys: Iterable[str]) -> list[SignInThrottle]:
    """The rows of these keys, made where there are none, locked in one order until the action ends."""
    in_order = sorted(keys)
    SignInThrottle.objects.bulk_create([SignInThrottle(key=key) for key in in_order], ignore_conflicts=True)
    return list(SignInThrottle.objects.select_for_update().filter(key__in=in_order).order_by("key"))

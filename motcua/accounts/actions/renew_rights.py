"""Who an account acts as is found anew."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import F

from motcua.accounts.models import Account
from motcua.platform.action import Actor, action


@action("accounts.renew_rights")
def renew_rights(persons: Collection[int], *, by: Actor, at: datetime) -> int:
    """Forget, for the accounts of these persons, what was kept of who they are. Returns how many accounts."""
    del by, at
    return Account.objects.filter(person__in=persons).update(rights_revision=F("rights_revision") + 1)

"""The provider of national e-identity stops answering, and answers again: every switch is written down."""

from datetime import datetime

from django.db import IntegrityError, transaction

from motcua.accounts.models import IdentityOutage
from motcua.platform.action import Actor, action, note


@action("accounts.begin_outage", open_to_all=True)
def begin_outage(*, by: Actor, at: datetime, reason: str) -> IdentityOutage:
    """Switch to doing without the provider; while an outage lasts, that one. `reason` is a word of ours."""
    note(reason=reason)
    try:
        with transaction.atomic():
            return IdentityOutage.objects.create(began_at=at, reason=reason)
    except IntegrityError:
        return IdentityOutage.objects.get(ended_at=None)


@action("accounts.end_outage", open_to_all=True)
def end_outage(outage: IdentityOutage, *, by: Actor, at: datetime) -> IdentityOutage:
    """Switch back: the provider answers again. Ended before, it stays as it was."""
    locked = IdentityOutage.objects.select_for_update().get(pk=outage.pk)
    if locked.ended_at is None:
        locked.ended_at = max(at, locked.began_at)
        locked.save(update_fields=["ended_at"])
    return locked

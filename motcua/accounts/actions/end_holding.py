"""Let a position go."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.accounts.actions._rights import refuse_own, rights_changed
from motcua.accounts.actions.end_sessions import end_sessions
from motcua.accounts.models import Account, PositionHolding
from motcua.platform.action import Actor, Refused, Stale, action


@action("accounts.end_holding")
def end_holding(
    holding: PositionHolding, *, by: Actor, at: datetime, ends_at: datetime | None = None
) -> PositionHolding:
    """End a holding at `ends_at` (default: now); the history stays. Rights change at once, and sessions end
    with the last position held.

    Raises Stale when it had ended before, Refused for an end before its beginning, NotAllowed on one's own.
    """
    refuse_own(holding, by=by, at=at)
    end = ends_at or at
    locked = PositionHolding.objects.select_for_update(of=("self",)).get(pk=holding.pk)
    if locked.valid_to is not None and locked.valid_to <= at:
        raise Stale(_("Người này đã thôi giữ chức vụ."))
    if end < locked.valid_from:
        raise Refused(_("Ngày kết thúc phải sau ngày bắt đầu."), field="ends_at")
    locked.valid_to = end
    locked.save(update_fields=["valid_to"])
    rights_changed(locked, at=at)
    if end <= at and not PositionHolding.objects.held_at(at).filter(person_id=locked.person_id).exists():
        leaver = Account.objects.officials().filter(person_id=locked.person_id).first()
        if leaver is not None:
            end_sessions(leaver, by=by, at=at)
    return locked

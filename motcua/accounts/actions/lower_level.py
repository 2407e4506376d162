"""Decide that while the national identity provider is out, less is asked of who files; and take that back."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.accounts.models import LevelReduction
from motcua.platform.action import Actor, Refused, action
from motcua.platform.clock import VIETNAM
from motcua.platform.text import clean


@action("accounts.lower_level")
def lower_level(
    *,
    by: Actor,
    at: datetime,
    service: str,
    level: int,
    reason: str,
    decision: str,
    valid_from: date,
    valid_to: date,
) -> LevelReduction:
    """Record a decision for one procedure (its code) or, with an empty `service`, for all; both days are part of it.

    It counts only while the provider is out. Raises Refused, naming the field.
    """
    if level != 1:
        raise Refused(_("Mức hạ xuống phải là mức 1 (tài khoản tại cổng)."), field="level")
    for field, text in (("reason", reason), ("decision", decision)):
        if not clean(text):
            raise Refused(_("Xin ghi lý do và số quyết định."), field=field)
    if valid_to < valid_from or valid_to < at.astimezone(VIETNAM).date():
        raise Refused(_("Ngày kết thúc phải từ hôm nay và không trước ngày bắt đầu."), field="valid_to")
    return LevelReduction.objects.create(
        service=service.strip(),
        level=level,
        reason=clean(reason),
        decision=clean(decision),
        valid_from=valid_from,
        valid_to=valid_to,
        made_at=at,
        made_by_id=by.account_id,
    )


@action("accounts.revoke_lower_level")
def revoke_lower_level(reduction: LevelReduction, *, by: Actor, at: datetime) -> LevelReduction:
    """End a decision now; ended before, it stays as it was."""
    locked = LevelReduction.objects.select_for_update().get(pk=reduction.pk)
    if locked.revoked_at is None:
        locked.revoked_at = at
        locked.save(update_fields=["revoked_at"])
    return locked

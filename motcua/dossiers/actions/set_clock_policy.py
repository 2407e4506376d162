from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.accounts.public import Role
from motcua.dossiers.models import ClockPolicy
from motcua.platform.action import Actor, Refused, action
from motcua.platform.clock import VIETNAM


@action("dossiers.set_clock_policy")
def set_clock_policy(
    *,
    valid_from: date,
    marks: Sequence[int],
    draft_before_hours: int,
    extension_days: int,
    extension_moves_due: bool,
    forecast_days: int,
    leader_role: str,
    by: Actor,
    at: datetime,
) -> ClockPolicy:
    """Set how passing time is watched, from a date on; what was in force before stays written. Raises Refused."""
    if valid_from < at.astimezone(VIETNAM).date():
        raise Refused(_("Quy tắc mới có hiệu lực từ hôm nay hoặc sau đó."), "valid_from")
    chosen = sorted(set(marks))
    if not chosen or not all(1 <= mark <= 100 for mark in chosen) or chosen[-1] != 100:
        raise Refused(_("Các mốc là số phần trăm từ 1 đến 100, có mốc 100."), "marks")
    for name, value, most in (
        ("draft_before_hours", draft_before_hours, 240),
        ("extension_days", extension_days, 60),
        ("forecast_days", forecast_days, 30),
    ):
        if not 1 <= value <= most:
            raise Refused(_("Xin nhập số từ 1 đến %(most)d.") % {"most": most}, name)
    if not Role.objects.filter(code=leader_role).exists():
        raise Refused(_("Không có vai trò này."), "leader_role")
    policy, _created = ClockPolicy.objects.update_or_create(
        valid_from=valid_from,
        defaults={
            "marks": chosen,
            "draft_before_hours": draft_before_hours,
            "extension_days": extension_days,
            "extension_moves_due": extension_moves_due,
            "forecast_days": forecast_days,
            "leader_role": leader_role,
            "decided_by_id": by.account_id,
            "decided_at": at,
        },
    )
    return policy

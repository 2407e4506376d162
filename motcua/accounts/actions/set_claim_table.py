"""Say how the provider's claims are read from a day on."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from motcua.accounts.models import ClaimTable
from motcua.accounts.national.claims import table_flaw
from motcua.platform.action import Actor, Refused, action
from motcua.platform.clock import VIETNAM
from motcua.platform.text import clean


@action("accounts.set_claim_table")
def set_claim_table(*, by: Actor, at: datetime, valid_from: date, claims: Mapping[str, Any], reason: str) -> ClaimTable:
    """Record a table of claims, in force from `valid_from`, today at the earliest. Raises Refused, naming the field."""
    if valid_from < at.astimezone(VIETNAM).date():
        raise Refused(_("Bảng chỉ áp dụng từ hôm nay trở đi."), field="valid_from")
    flaw = table_flaw(claims)
    if flaw:
        raise Refused(_("Mục «%(name)s» của bảng thiếu hoặc không dùng được.") % {"name": flaw[:60]}, field="claims")
    if not clean(reason):
        raise Refused(_("Xin ghi căn cứ."), field="reason")
    made, _is_new = ClaimTable.objects.update_or_create(
        valid_from=valid_from,
        defaults={"claims": dict(claims), "reason": clean(reason), "made_at": at, "made_by_id": by.account_id},
    )
    return made

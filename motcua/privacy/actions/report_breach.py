from datetime import datetime

from django.utils.translation import gettext as _

from motcua.platform.action import Actor, Refused, Stale, action, note
from motcua.platform.text import clean
from motcua.privacy.models import Breach


@action("privacy.report_breach")
def report_breach(
    breach: Breach, *, reported_at: datetime | None, reference: str, late_reason: str = "", by: Actor, at: datetime
) -> Breach:
    """The authority was told of a breach, by the letter of this number.

    Raises Refused without the number, for a time before the discovery or in the future, or when it was late and no
    reason is given; Stale when it was told already.
    """
    letter, reason = clean(reference)[:200], clean(late_reason)[:4000]
    fresh = Breach.objects.select_for_update(of=("self",)).get(pk=breach.pk)
    if fresh.reported_at is not None:
        raise Stale(_("Sự cố này đã báo cơ quan chuyên trách."))
    if reported_at is None or not fresh.discovered_at <= reported_at <= at:
        raise Refused(_("Xin ghi ngày, giờ báo: sau lúc phát hiện và không sau lúc này."), "reported_at")
    if not letter:
        raise Refused(_("Xin ghi số, ký hiệu văn bản."), "reference")
    is_late = reported_at > fresh.report_due
    if is_late and len(reason) < 10:
        raise Refused(_("Đã quá thời hạn: xin ghi rõ lý do báo muộn."), "late_reason")
    fresh.reported_at, fresh.reported_by_id, fresh.reference = reported_at, by.account_id, letter
    fresh.late_reason = reason if is_late else ""
    fresh.save(update_fields=["reported_at", "reported_by", "reference", "late_reason"])
    note(late=is_late)
    return fresh

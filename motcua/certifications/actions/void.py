from datetime import datetime

from django.utils.translation import gettext as _

from motcua.certifications.models import Certification
from motcua.platform.action import Actor, Refused, Stale, action
from motcua.platform.text import clean

LONGEST = 500


@action("certifications.void")
def void(line: Certification, *, reason: str, by: Actor, at: datetime) -> Certification:
    """Strike a wrong entry out; its number stays in the book and is given to nobody else.

    Raises Refused without a reason or once the volume is closed, Stale for a line that was struck already.
    """
    reason = clean(reason)
    if not reason or len(reason) > LONGEST:
        raise Refused(_("Xin ghi lý do hủy."), "reason")
    fresh = Certification.objects.select_for_update(of=("self",)).select_related("book", "request").get(pk=line.pk)
    if fresh.voided_at is not None:
        raise Stale(_("Số này đã được hủy trước đó."))
    if fresh.book.is_last:
        raise Refused(_("Sổ của năm này đã khóa, không hủy được nữa."))
    fresh.voided_at, fresh.voided_by_id, fresh.void_reason = at, by.account_id, reason
    fresh.save(update_fields=["voided_at", "voided_by", "void_reason"])
    return fresh

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.certifications.actions._books import locked_book
from motcua.certifications.models import CertificationBook
from motcua.certifications.rules import Medium
from motcua.platform.action import Actor, Refused, Stale, action


@action("certifications.open_volume")
def open_volume(book: CertificationBook, *, by: Actor, at: datetime) -> CertificationBook:
    """Go on in the next volume when one is full; its numbers run on (Nghị định 23/2015/NĐ-CP, điều 13).

    Raises Stale where that was done already, Refused for a year that is closed or a volume without a line.
    """
    latest = locked_book(book.organisation_id, book.year, Medium(book.medium))
    if latest is None or latest.pk != book.pk:
        raise Stale(_("Đã có quyển tiếp theo. Xin mở lại trang sổ."))
    if latest.closed_at is not None:
        raise Refused(_("Sổ chứng thực năm %(year)s đã khóa, không ghi thêm được.") % {"year": book.year})
    if not latest.lines.exists():
        raise Refused(_("Quyển này chưa có dòng nào."))
    latest.closed_at, latest.closed_by_id = at, by.account_id
    latest.save(update_fields=["closed_at", "closed_by"])
    return CertificationBook.objects.create(
        organisation_id=latest.organisation_id,
        year=latest.year,
        medium=latest.medium,
        volume=latest.volume + 1,
        opened_at=at,
        opened_by_id=by.account_id,
    )

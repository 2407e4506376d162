from datetime import datetime

from django.utils.translation import gettext as _

from motcua.certifications.actions._books import locked_book
from motcua.certifications.models import CertificationBook
from motcua.certifications.rules import Medium, may_be_closed
from motcua.platform.action import Actor, Refused, Stale, action
from motcua.platform.clock import VIETNAM


@action("certifications.close_book")
def close_book(book: CertificationBook, *, by: Actor, at: datetime) -> CertificationBook:
    """Close the books of a year that is over (Nghị định 23/2015/NĐ-CP, điều 13): no line comes, none is struck.

    Raises Refused while the year runs, Stale where it was closed or a volume was added meanwhile.
    """
    if not may_be_closed(book.year, on=at.astimezone(VIETNAM).date()):
        raise Refused(_("Sổ chỉ khóa được khi hết năm %(year)s.") % {"year": book.year})
    latest = locked_book(book.organisation_id, book.year, Medium(book.medium))
    if latest is None or latest.pk != book.pk or latest.closed_at is not None:
        raise Stale(_("Sổ vừa được người khác khóa hoặc mở quyển mới. Xin mở lại trang sổ."))
    latest.closed_at, latest.closed_by_id, latest.is_last = at, by.account_id, True
    latest.save(update_fields=["closed_at", "closed_by", "is_last"])
    return latest

"""The volume that is written in, locked so that nobody closes it meanwhile."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.certifications.models import CertificationBook
from motcua.certifications.rules import Medium
from motcua.platform.action import Actor, Refused


def locked_book(organisation: int, year: int, medium: Medium) -> CertificationBook | None:
    """The latest volume of a year, locked; None before the first."""
    books = CertificationBook.objects.filter(organisation=organisation, year=year, medium=medium)
    latest = books.order_by("-volume").first()
    while latest is not None:
        locked = CertificationBook.objects.select_for_update().get(pk=latest.pk)
        latest = books.order_by("-volume").first()
        # While one waited for the lock, another may have gone on to the next volume.
        if latest == locked:
            return locked
    return None


def book_to_write_in(organisation: int, year: int, medium: Medium, *, by: Actor, at: datetime) -> CertificationBook:
    """The volume to write in, the year's first where there is none. Raises Refused where the year is closed."""
    book = locked_book(organisation, year, medium)
    if book is None:
        CertificationBook.objects.get_or_create(
            organisation_id=organisation,
            year=year,
            medium=medium,
            volume=1,
            defaults={"opened_at": at, "opened_by_id": by.account_id},
        )
        book = locked_book(organisation, year, medium)
        assert book is not None
    if book.closed_at is not None:
        raise Refused(_("Sổ chứng thực năm %(year)s đã khóa, không ghi thêm được.") % {"year": year})
    return book

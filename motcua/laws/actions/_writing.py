"""A document of the register, written under a lock."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.laws.models import LegalDocument
from motcua.laws.rules import number_of
from motcua.platform.action import Actor, Refused
from motcua.platform.text import clean


def write_document(
    number: str, title: str, issued_on: date | None, in_force_on: date | None, *, by: Actor, at: datetime
) -> LegalDocument:
    """The document as told, under a lock. Raises Refused."""
    named = number_of(number)
    if not named:
        raise Refused(_("Xin ghi số, ký hiệu văn bản, ví dụ 118/2025/NĐ-CP."), "number")
    if not clean(title):
        raise Refused(_("Xin ghi tên văn bản."), "title")
    if issued_on and in_force_on and in_force_on < issued_on:
        raise Refused(_("Ngày có hiệu lực không thể trước ngày ban hành."), "in_force_on")
    LegalDocument.objects.bulk_create(
        [LegalDocument(number=named, title=clean(title)[:1000], recorded_at=at)], ignore_conflicts=True
    )
    found = LegalDocument.objects.select_for_update().get(number=named)
    if found.ended_on and in_force_on and found.ended_on < in_force_on:
        raise Refused(_("Ngày có hiệu lực không thể sau ngày hết hiệu lực."), "in_force_on")
    found.title, found.issued_on, found.in_force_on = clean(title)[:1000], issued_on, in_force_on
    found.is_gathered, found.recorded_at, found.recorded_by_id = False, at, by.account_id
    found.save()
    return found

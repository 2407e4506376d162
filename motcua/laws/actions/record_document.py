"""Ghi văn bản: enter a legal document, or correct what the register says of it."""

from datetime import date, datetime

from motcua.laws.actions._writing import write_document
from motcua.laws.models import LegalDocument
from motcua.platform.action import Actor, action


@action("laws.record_document")
def record_document(
    *, number: str, title: str, issued_on: date | None, in_force_on: date | None, by: Actor, at: datetime
) -> LegalDocument:
    """Enter a document under its number, or confirm and correct the one that stands there.

    Raises Refused for a number that is none, without a title, or in force before it was issued or after it ended.
    """
    return write_document(number, title, issued_on, in_force_on, by=by, at=at)

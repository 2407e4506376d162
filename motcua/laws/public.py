"""What other modules may use of the register of laws."""

from motcua.laws.actions.assign_review import assign_review
from motcua.laws.actions.close_review import close_review
from motcua.laws.actions.gather_cited import gather_cited
from motcua.laws.actions.record_change import Cause, record_change
from motcua.laws.actions.record_document import record_document
from motcua.laws.models import LawChange, LawReview, LegalDocument
from motcua.laws.reads import LawFlag, ended_of, flags_of
from motcua.laws.rules import number_of, review_due

__all__ = [
    "Cause",
    "LawChange",
    "LawFlag",
    "LawReview",
    "LegalDocument",
    "assign_review",
    "close_review",
    "ended_of",
    "flags_of",
    "gather_cited",
    "number_of",
    "record_change",
    "record_document",
    "review_due",
]

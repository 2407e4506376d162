"""What other modules may use of certifications."""

from motcua.certifications.actions.certify import AskedPaper, CopiesAsked, certify
from motcua.certifications.actions.close_book import close_book
from motcua.certifications.actions.hand_back import hand_back
from motcua.certifications.actions.open_volume import open_volume
from motcua.certifications.actions.set_fee import set_fee
from motcua.certifications.actions.void import void
from motcua.certifications.models import Certification, CertificationBook, CertificationRequest
from motcua.certifications.queries import signers
from motcua.certifications.reads import Counted, Totals, counted
from motcua.certifications.rules import FeeRate, Medium

__all__ = [
    "AskedPaper",
    "Certification",
    "CertificationBook",
    "CertificationRequest",
    "CopiesAsked",
    "Counted",
    "FeeRate",
    "Medium",
    "Totals",
    "certify",
    "close_book",
    "counted",
    "hand_back",
    "open_volume",
    "set_fee",
    "signers",
    "void",
]

"""What people may know, have and decide about their own data."""

from motcua.privacy.models.breaches import Breach, BreachNote, BreachPerson
from motcua.privacy.models.consents import Consent
from motcua.privacy.models.erasing import Erasure, ErasureRequest, LegalHold
from motcua.privacy.models.exports import DataExport
from motcua.privacy.models.looks import DataQuestion, LookDelay, Reveal

__all__ = [
    "Breach",
    "BreachNote",
    "BreachPerson",
    "Consent",
    "DataExport",
    "DataQuestion",
    "Erasure",
    "ErasureRequest",
    "LegalHold",
    "LookDelay",
    "Reveal",
]

"""What other modules may use of privacy."""

from motcua.privacy.actions.answer_question import answer_question
from motcua.privacy.actions.ask import ask
from motcua.privacy.actions.ask_export import ask_export
from motcua.privacy.actions.consents import give_consent, withdraw_consent
from motcua.privacy.actions.download_export import download_export
from motcua.privacy.actions.erase_exports import erase_exports
from motcua.privacy.actions.erasure_requests import answer_erasure, ask_erasure
from motcua.privacy.actions.holds import lift_hold, place_hold
from motcua.privacy.actions.name_affected import name_affected
from motcua.privacy.actions.note_breach import note_breach
from motcua.privacy.actions.record_breach import record_breach
from motcua.privacy.actions.report_breach import report_breach
from motcua.privacy.actions.reveal import reveal
from motcua.privacy.actions.set_delay import set_delay
from motcua.privacy.actions.sweep import sweep
from motcua.privacy.actions.tell_affected import ask_telling
from motcua.privacy.models import (
    Breach,
    Consent,
    DataExport,
    DataQuestion,
    Erasure,
    ErasureRequest,
    LegalHold,
    LookDelay,
    Reveal,
)
from motcua.privacy.reads.erasing import erased, report
from motcua.privacy.reads.package import schema
from motcua.privacy.rules import mask_others

__all__ = [
    "Breach",
    "Consent",
    "DataExport",
    "DataQuestion",
    "Erasure",
    "ErasureRequest",
    "LegalHold",
    "LookDelay",
    "Reveal",
    "answer_erasure",
    "answer_question",
    "ask",
    "ask_erasure",
    "ask_export",
    "ask_telling",
    "download_export",
    "erase_exports",
    "erased",
    "give_consent",
    "lift_hold",
    "mask_others",
    "name_affected",
    "note_breach",
    "place_hold",
    "record_breach",
    "report",
    "report_breach",
    "reveal",
    "schema",
    "set_delay",
    "sweep",
    "withdraw_consent",
]

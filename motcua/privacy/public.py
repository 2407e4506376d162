"""What other modules may use of privacy."""

from motcua.privacy.actions.answer_question import answer_question
from motcua.privacy.actions.ask import ask
from motcua.privacy.actions.ask_export import ask_export
from motcua.privacy.actions.download_export import download_export
from motcua.privacy.actions.erase_exports import erase_exports
from motcua.privacy.actions.reveal import reveal
from motcua.privacy.actions.set_delay import set_delay
from motcua.privacy.models import DataExport, DataQuestion, LookDelay, Reveal
from motcua.privacy.reads.package import schema
from motcua.privacy.rules import mask_others

__all__ = [
    "DataExport",
    "DataQuestion",
    "LookDelay",
    "Reveal",
    "answer_question",
    "ask",
    "ask_export",
    "download_export",
    "erase_exports",
    "mask_others",
    "reveal",
    "schema",
    "set_delay",
]

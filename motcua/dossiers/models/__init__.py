"""Dossiers and all that belongs to one."""

from motcua.dossiers.models.assistance import Assistance, WrongCode
from motcua.dossiers.models.bulk import BulkFiling, BulkLine
from motcua.dossiers.models.checks import AnswersVersion, ValueCheck
from motcua.dossiers.models.comments import CommentFile, DeskDuty, DeskPractice, DossierComment
from motcua.dossiers.models.complaints import DossierComplaint
from motcua.dossiers.models.components import DossierComponent, DossierFile
from motcua.dossiers.models.coordination import Coordination
from motcua.dossiers.models.deadlines import ClockMark, ClockPolicy, Extension, MorningDigest, OutsideWait
from motcua.dossiers.models.dossier import Dossier
from motcua.dossiers.models.drafts import Draft, DraftFile, Handover, ValueDispute
from motcua.dossiers.models.filings import AskOnceOfMonth, FilingsOfDay
from motcua.dossiers.models.grounds import Ground
from motcua.dossiers.models.history import ClockPause, DossierEvent
from motcua.dossiers.models.paper_sets import PaperSetUse
from motcua.dossiers.models.results import DossierOutput, DossierResult, ResultDelivery, ResultReminder
from motcua.dossiers.models.supplements import SupplementFile, SupplementItem, SupplementRequest
from motcua.dossiers.models.transfers import DossierTransfer
from motcua.dossiers.models.visits import SiteVisit, SiteVisitFile

__all__ = [
    "AnswersVersion",
    "AskOnceOfMonth",
    "Assistance",
    "BulkFiling",
    "BulkLine",
    "ClockMark",
    "ClockPause",
    "ClockPolicy",
    "CommentFile",
    "Coordination",
    "DeskDuty",
    "DeskPractice",
    "Dossier",
    "DossierComment",
    "DossierComplaint",
    "DossierComponent",
    "DossierEvent",
    "DossierFile",
    "DossierOutput",
    "DossierResult",
    "DossierTransfer",
    "Draft",
    "DraftFile",
    "Extension",
    "FilingsOfDay",
    "Ground",
    "Handover",
    "MorningDigest",
    "OutsideWait",
    "PaperSetUse",
    "ResultDelivery",
    "ResultReminder",
    "SiteVisit",
    "SiteVisitFile",
    "SupplementFile",
    "SupplementItem",
    "SupplementRequest",
    "ValueCheck",
    "ValueDispute",
    "WrongCode",
]  # fmt: skip

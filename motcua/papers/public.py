"""What other modules may use of papers."""

from collections.abc import Collection

from motcua.papers.actions.issue_paper import issue_paper
from motcua.papers.actions.publish_template import publish_shipped_templates, publish_template
from motcua.papers.letters.certifying import (
    BookLine,
    BookSheet,
    CertifyingText,
    print_certification_book,
    print_certifying_texts,
)
from motcua.papers.letters.handing_over import HandOverSlip, print_hand_over_slip
from motcua.papers.letters.posting import ParcelLabel, print_parcel_label
from motcua.papers.letters.process_sheet import ProcessSheet, SheetRow, print_process_sheet
from motcua.papers.letters.register import RegisterLine, RegisterSheet, print_register
from motcua.papers.models import Paper, PaperTemplate
from motcua.papers.parts import (
    ApplicantData,
    Fact,
    FactSection,
    Letterhead,
    ListedPaper,
    ProcedureLine,
    QrLink,
    RequestedPaper,
    SignatureBlock,
)
from motcua.papers.printing import print_of
from motcua.papers.queries import PaperQuerySet
from motcua.papers.reads import is_intact, render, reprint, says
from motcua.papers.sheets import (
    SETS,
    SHEETS,
    AcknowledgementData,
    ApologyLetterData,
    BirthCertificateData,
    ControlSlipData,
    HandOver,
    PaperData,
    ParentData,
    ReceiptSlipData,
    RefusalNoticeData,
    RefusalSlipData,
    ResultData,
    StopNoticeData,
    SupplementSlipData,
)
from motcua.papers.typesetting import TypesettingFailed


def numbers_of(subjects: Collection[str], template: str) -> dict[str, str]:
    """The number of the first paper of that kind in each matter, by subject. One statement."""
    found = Paper.objects.filter(subject__in=subjects, template__code=template).order_by("-issued_at", "-id")
    return dict(found.values_list("subject", "number"))


def papers_of(subject: str) -> PaperQuerySet:
    """All papers issued in a matter, the newest first, with template and file at hand; `subject` as given at issue."""
    return Paper.objects.of(subject)


__all__ = [
    "SETS",
    "SHEETS",
    "AcknowledgementData",
    "ApologyLetterData",
    "ApplicantData",
    "BirthCertificateData",
    "BookLine",
    "BookSheet",
    "CertifyingText",
    "ControlSlipData",
    "Fact",
    "FactSection",
    "HandOver",
    "HandOverSlip",
    "Letterhead",
    "ListedPaper",
    "Paper",
    "PaperData",
    "PaperTemplate",
    "ParcelLabel",
    "ParentData",
    "ProcedureLine",
    "ProcessSheet",
    "QrLink",
    "ReceiptSlipData",
    "RefusalNoticeData",
    "RefusalSlipData",
    "RegisterLine",
    "RegisterSheet",
    "RequestedPaper",
    "ResultData",
    "SheetRow",
    "SignatureBlock",
    "StopNoticeData",
    "SupplementSlipData",
    "TypesettingFailed",
    "is_intact",
    "issue_paper",
    "numbers_of",
    "papers_of",
    "print_certification_book",
    "print_certifying_texts",
    "print_hand_over_slip",
    "print_of",
    "print_parcel_label",
    "print_process_sheet",
    "print_register",
    "publish_shipped_templates",
    "publish_template",
    "render",
    "reprint",
    "says",
]

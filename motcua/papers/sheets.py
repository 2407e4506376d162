"""What each paper holds: one frozen dataclass per template, filled by the module that knows the matter.

Text is plain Vietnamese text (never markup), already worded for the reader. Instants are aware and printed in
Vietnamese time. A field left at its default is not printed, unless its doc says otherwise. `number` is left blank by
the caller: `issue_paper` fills it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from django.utils.translation import gettext_noop

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
from motcua.papers.rules import date_in_words

RECEIVER = SignatureBlock(position="Người tiếp nhận hồ sơ")
GUIDE = SignatureBlock(position="Người hướng dẫn")


@dataclass(frozen=True, kw_only=True)
class PaperData:
    """What every paper has."""

    template: ClassVar[str]
    """Code of its typst template: `typst/<code>.typ`."""
    title: ClassVar[str]
    """What the paper is called in a list and in the document's metadata."""

    letterhead: Letterhead
    issued_at: datetime
    number: str = ""
    """e.g. "12/HDHS"; filled by `issue_paper`."""
    qr: QrLink | None = None
    mark: str = ""
    """Words printed across every page and at its head, e.g. "BẢN MẪU" for a demonstration; blank on a real paper."""

    @property
    def name(self) -> str:
        """What this one is called in a list, in Vietnamese."""
        return self.title


@dataclass(frozen=True, kw_only=True)
class AcknowledgementData(PaperData):
    """Xác nhận đã nộp trực tuyến: the dossier arrived, nobody accepted it yet. It is not form 01 and says so."""

    template: ClassVar[str] = "acknowledgement"
    title: ClassVar[str] = gettext_noop("Xác nhận đã nộp hồ sơ trực tuyến")

    dossier_code: str
    submitted_at: datetime
    applicant: ApplicantData
    procedure: ProcedureLine
    receiving_unit: str
    """The one-stop unit that will check it."""
    accepted_before: datetime
    """By when that unit accepts it or says what is missing."""
    due_if_received_today: datetime | None = None
    """The due date if it were accepted on the day of filing; printed as a conditional, never as a promise."""
    fee: str = ""
    """e.g. "Không thu", "8.000 đồng, đã nộp"."""
    result_delivery: str = ""
    """How and where the applicant wants the result."""
    answers: tuple[FactSection, ...] = ()
    papers: tuple[ListedPaper, ...] = ()
    hotline: str = ""


@dataclass(frozen=True, kw_only=True)
class ReceiptSlipData(PaperData):
    """Giấy tiếp nhận hồ sơ và hẹn trả kết quả: form 01 of Thông tư 03/2025/TT-VPCP, Phụ lục I."""

    template: ClassVar[str] = "receipt_slip"
    title: ClassVar[str] = gettext_noop("Giấy tiếp nhận hồ sơ và hẹn trả kết quả")

    dossier_code: str
    one_stop_unit: str
    """The counter that receives it, e.g. "Trung tâm Phục vụ hành chính công phường Hồng Bàng"."""
    applicant: ApplicantData
    procedure: ProcedureLine
    papers: tuple[ListedPaper, ...]
    set_count: int = 1
    """Number of sets (bộ hồ sơ)."""
    time_limit: str
    """The limit the law sets, in words: "01 ngày làm việc", "Trong ngày", "30 ngày"."""
    received_at: datetime
    due_at: datetime | None
    """When the result is due; None where the law sets no limit, and then no date is promised."""
    result_delivery: str
    """Where and how the result is returned: at the counter, by post to …, online."""
    fee: str
    """e.g. "Không thu", "8.000 đ", "Theo quy định"."""
    register_book: str = ""
    """Book of the dossier register (form 07) …"""
    register_serial: str = ""
    """… and the serial number in it; blank: that of the paper's own number."""
    submitter: str = ""
    """Printed under the submitter's signature; blank leaves room to write it."""
    receiver: SignatureBlock = RECEIVER
    hotline: str = ""
    copies: tuple[str, ...] = ("Liên 1: Lưu tại bộ phận Một cửa", "Liên 2: Giao người nộp hồ sơ")
    """One printed copy per entry, each starting on a page of its own; all carry the same number."""


@dataclass(frozen=True, kw_only=True)
class SupplementSlipData(PaperData):
    """Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ: form 02. Asked once per phase (Nghị định 118/2025, điều 11)."""

    template: ClassVar[str] = "supplement_slip"
    title: ClassVar[str] = gettext_noop("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ")

    dossier_code: str
    one_stop_unit: str
    applicant: ApplicantData
    procedure: ProcedureLine
    requested: tuple[RequestedPaper, ...]
    reason: str
    legal_basis: str = ""
    supply_before: datetime | None = None
    """By when, if there is a limit; what happens afterwards belongs in `reason`."""
    contact_name: str = ""
    contact_phone: str = ""
    guide: SignatureBlock = GUIDE


@dataclass(frozen=True, kw_only=True)
class RefusalSlipData(PaperData):
    """Phiếu từ chối tiếp nhận giải quyết hồ sơ: form 03."""

    template: ClassVar[str] = "refusal_slip"
    title: ClassVar[str] = gettext_noop("Phiếu từ chối tiếp nhận giải quyết hồ sơ")

    dossier_code: str
    one_stop_unit: str
    applicant: ApplicantData
    procedure: ProcedureLine
    reasons: tuple[str, ...]
    legal_basis: str = ""
    what_next: str = ""
    """Where the applicant can go instead, and how to complain."""
    contact_name: str = ""
    contact_phone: str = ""
    submitter: str = ""
    receiver: SignatureBlock = RECEIVER


@dataclass(frozen=True, kw_only=True)
class RefusalNoticeData(PaperData):
    """Thông báo từ chối giải quyết hồ sơ: accepted, examined by the authority, and refused. Not form 03."""

    template: ClassVar[str] = "refusal_notice"
    title: ClassVar[str] = gettext_noop("Thông báo từ chối giải quyết hồ sơ")

    dossier_code: str
    applicant: ApplicantData
    procedure: ProcedureLine
    received_at: datetime | None = None
    reasons: tuple[str, ...]
    legal_basis: str = ""
    what_next: str = ""
    """How to complain, or what else the applicant can do."""
    recipients: tuple[str, ...] = ()
    signer: SignatureBlock


@dataclass(frozen=True, kw_only=True)
class ApologyLetterData(PaperData):
    """Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết: form 04."""

    template: ClassVar[str] = "apology_letter"
    title: ClassVar[str] = gettext_noop("Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết")

    dossier_code: str
    applicant: ApplicantData
    procedure: ProcedureLine
    one_stop_unit: str
    received_at: datetime
    due_at: datetime
    """The due date that was not, or will not be, kept."""
    new_due_at: datetime
    reason: str
    result_delivery: str = ""
    recipients: tuple[str, ...] = ()
    """Lines of "Nơi nhận", e.g. ("Như trên", "Trung tâm Phục vụ hành chính công …", "Lưu: VT")."""
    signer: SignatureBlock


@dataclass(frozen=True, kw_only=True)
class StopNoticeData(PaperData):
    """Thông báo dừng giải quyết hồ sơ: form 05 (Nghị định 118/2025, điều 21)."""

    template: ClassVar[str] = "stop_notice"
    title: ClassVar[str] = gettext_noop("Thông báo dừng giải quyết hồ sơ")

    dossier_code: str
    applicant: ApplicantData
    procedure: ProcedureLine
    received_at: datetime | None = None
    stage: str
    """How far the work had come."""
    ground: str
    """The applicant's request, or the ground in law."""
    stopped_at: datetime
    fee_consequence: str = ""
    recipients: tuple[str, ...] = ()
    signer: SignatureBlock


@dataclass(frozen=True, kw_only=True)
class HandOver:
    """One row of the control slip: one office hands the dossier to the next."""

    from_unit: str
    to_unit: str
    at: datetime
    from_name: str = ""
    to_name: str = ""
    outcome: str = ""
    """"Trước hạn", "Đúng hạn", "Quá hạn"; blank while the giving office has nothing to be measured by."""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ControlSlipData(PaperData):
    """Phiếu kiểm soát quá trình giải quyết hồ sơ: form 06; follows the dossier from hand to hand."""

    template: ClassVar[str] = "control_slip"
    title: ClassVar[str] = gettext_noop("Phiếu kiểm soát quá trình giải quyết hồ sơ")

    dossier_code: str
    applicant: ApplicantData
    procedure: ProcedureLine
    resolving_unit: str
    coordinating_units: tuple[str, ...] = ()
    received_at: datetime
    due_at: datetime | None
    """None where the law sets no limit."""
    hand_overs: tuple[HandOver, ...]


@dataclass(frozen=True, kw_only=True)
class ResultData(PaperData):
    """A result with no form of its own: a decision, certificate or answer laid out as Nghị định 30/2020 asks."""

    template: ClassVar[str] = "result"
    title: ClassVar[str] = gettext_noop("Kết quả giải quyết thủ tục hành chính")

    dossier_code: str
    kind: str
    """Kind of document, e.g. "Quyết định", "Giấy xác nhận"; printed in capitals."""
    subject: str = ""
    """Trích yếu, e.g. "Về việc …"."""
    grounds: tuple[str, ...] = ()
    """Legal grounds and proposals, each its own italic line: "Căn cứ …"."""
    paragraphs: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    closing: tuple[str, ...] = ()
    """Paragraphs after the facts."""
    recipients: tuple[str, ...] = ()
    signer: SignatureBlock

    @property
    def name(self) -> str:
        """Its kind: "Giấy phép xây dựng"."""
        return self.kind


@dataclass(frozen=True, kw_only=True)
class ParentData:
    """A parent on the birth certificate."""

    full_name: str
    birth_year: str = ""
    """Year, or full date of birth, as registered."""
    ethnicity: str = ""
    nationality: str = ""
    residence: str = ""


@dataclass(frozen=True, kw_only=True)
class BirthCertificateData(PaperData):
    """Giấy khai sinh: contents of Luật Hộ tịch 2014, điều 14, in the order of the form of Thông tư 04/2020/TT-BTP.

    Real certificates are printed on blanks of the Ministry of Justice: outside production set `mark`.
    """

    template: ClassVar[str] = "result_birth"
    title: ClassVar[str] = gettext_noop("Giấy khai sinh")

    full_name: str
    birth_date: date
    sex: str
    ethnicity: str
    nationality: str
    birth_place: str
    home_town: str
    """Quê quán."""
    personal_id: str = ""
    """Số định danh cá nhân, 12 digits; a dotted line while it is not yet given."""
    mother: ParentData | None = None
    father: ParentData | None = None
    declarant: str
    """Người đi khai sinh."""
    declarant_paper: str = ""
    """Identity paper of the declarant: kind, number, date and place of issue."""
    registered_by: str
    """Nơi đăng ký khai sinh."""
    registered_on: date
    signer: SignatureBlock
    birth_date_in_words: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "birth_date_in_words", date_in_words(self.birth_date))


SETS: Mapping[str, tuple[date, Mapping[str, str]]] = {
    "residence": (
        date(2021, 7, 1),
        {
            "receipt_slip": gettext_noop("Phiếu tiếp nhận hồ sơ và hẹn trả kết quả (CT04)"),
            "supplement_slip": gettext_noop("Phiếu hướng dẫn bổ sung, hoàn thiện hồ sơ (CT05)"),
            "refusal_slip": gettext_noop("Phiếu từ chối tiếp nhận, giải quyết hồ sơ (CT06)"),
        },
    ),
}
"""Sets of their own for a domain of procedures: since when, and what each paper that differs is called there.

`residence` is that of the police for permanent and temporary residence (Luật Cư trú 2020). A paper that a set does not
have is that of the default set, Thông tư 03/2025/TT-VPCP.
"""

SHEETS: Mapping[str, type[PaperData]] = {
    sheet.template: sheet
    for sheet in (
        AcknowledgementData,
        ReceiptSlipData,
        SupplementSlipData,
        RefusalSlipData,
        RefusalNoticeData,
        ApologyLetterData,
        StopNoticeData,
        ControlSlipData,
        ResultData,
        BirthCertificateData,
    )
}
"""Every kind of paper by the code of its template."""


def title_of(code: str, domain: str = "") -> str:
    """What a paper is called in a set, in Vietnamese. Raises KeyError for an unknown code."""
    return SETS[domain][1].get(code, SHEETS[code].title) if domain in SETS else SHEETS[code].title


def is_shipped(code: str, domain: str, on: date) -> bool:
    """Whether we have a paper of its own for a domain's set, on that date."""
    return domain in SETS and code in SETS[domain][1] and SETS[domain][0] <= on

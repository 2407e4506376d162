"""A believable specimen of each paper: for previews, and to try a template on before it is put in force."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

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
from motcua.papers.sheets import (
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
from motcua.platform.clock import VIETNAM

CODE = "H24.31.15-260916-0012"
URL = "https://motcua.haiphong.gov.vn/tra-cuu/H24.31.15-260916-0012?k=7f3a91"
AT = datetime(2026, 9, 16, 9, 7, tzinfo=VIETNAM)
CENTRE = "Trung tâm Phục vụ hành chính công phường Hồng Bàng"
LETTERHEAD = Letterhead(unit="Ủy ban nhân dân phường Hồng Bàng", parent="Thành phố Hải Phòng", place="Hồng Bàng")
APPLICANT = ApplicantData(
    name="Nguyễn Thị Quỳnh Hương",
    address="Số 12 ngõ 34 đường Đinh Tiên Hoàng, phường Hồng Bàng, thành phố Hải Phòng",
    phone="0912 345 678",
    email="quynhhuong@example.vn",
)
PROCEDURE = ProcedureLine(code="1.001193", name="Thủ tục đăng ký khai sinh")
QR = QrLink(url=URL)
PAPERS = (
    ListedPaper(name="Tờ khai đăng ký khai sinh (biểu mẫu điện tử tương tác)", kind="Bản điện tử"),
    ListedPaper(name="Giấy chứng sinh", kind="Bản chính"),
    ListedPaper(
        name="Văn bản ủy quyền (được chứng thực) trong trường hợp ủy quyền thực hiện việc đăng ký khai sinh",
        kind="Bản sao chứng thực",
    ),
)
CHAIR = SignatureBlock(
    capacity=("TM. Ủy ban nhân dân", "KT. Chủ tịch"), position="Phó Chủ tịch", name="Vũ Thị Thùy Dương", hint=""
)


def acknowledgement(**changes: Any) -> AcknowledgementData:
    """A filing of the morning that waits to be accepted."""
    data = AcknowledgementData(
        letterhead=replace(LETTERHEAD, unit=CENTRE, parent="Ủy ban nhân dân phường Hồng Bàng"),
        issued_at=AT,
        qr=QR,
        dossier_code=CODE,
        submitted_at=AT,
        applicant=APPLICANT,
        procedure=PROCEDURE,
        receiving_unit=CENTRE,
        accepted_before=AT.replace(hour=17, minute=0),
        due_if_received_today=AT.replace(hour=17, minute=0),
        fee="Không thu",
        result_delivery="Trực tiếp tại Trung tâm Phục vụ hành chính công phường Hồng Bàng",
        answers=(
            FactSection(
                title="Người được khai sinh",
                facts=(
                    Fact(label="Họ, chữ đệm, tên", value="Trần Đỗ Nguyệt Ánh"),
                    Fact(label="Ngày, tháng, năm sinh", value="05/02/2026"),
                    Fact(label="Giới tính", value="Nữ"),
                    Fact(label="Nơi sinh", value="Bệnh viện Phụ sản Hải Phòng, phường Lê Chân, thành phố Hải Phòng"),
                ),
            ),
            FactSection(
                title="Người mẹ",
                facts=(
                    Fact(label="Họ, chữ đệm, tên", value="Nguyễn Thị Quỳnh Hương"),
                    Fact(label="Số định danh cá nhân", value="031195001234"),
                ),
            ),
        ),
        papers=PAPERS[:2],
        hotline="0225 1022",
    )
    return replace(data, **changes)


def receipt_slip(**changes: Any) -> ReceiptSlipData:
    """Form 01 of the same morning."""
    data = ReceiptSlipData(
        letterhead=LETTERHEAD,
        issued_at=AT,
        qr=QR,
        dossier_code=CODE,
        one_stop_unit=CENTRE,
        applicant=APPLICANT,
        procedure=PROCEDURE,
        papers=PAPERS,
        time_limit="Trong ngày làm việc",
        received_at=AT,
        due_at=AT.replace(hour=17, minute=0),
        result_delivery="Trực tiếp tại Trung tâm Phục vụ hành chính công phường Hồng Bàng",
        fee="Không thu",
        submitter="Nguyễn Thị Quỳnh Hương",
        receiver=SignatureBlock(position="Người tiếp nhận hồ sơ", name="Phạm Văn Đức"),
        hotline="0225 1022",
    )
    return replace(data, **changes)


def supplement_slip(**changes: Any) -> SupplementSlipData:
    """Form 02 asking for one missing paper and one better scan."""
    data = SupplementSlipData(
        letterhead=LETTERHEAD,
        issued_at=AT,
        qr=QR,
        dossier_code=CODE,
        one_stop_unit=CENTRE,
        applicant=APPLICANT,
        procedure=PROCEDURE,
        requested=(
            RequestedPaper(name="Giấy chứng sinh", reason="Ảnh chụp bị mờ, không đọc được ngày sinh.", electronic=True),
            RequestedPaper(name="Văn bản ủy quyền có chứng thực", originals=1),
        ),
        reason="Thành phần hồ sơ chưa đủ để đăng ký khai sinh.",
        legal_basis="Điều 16 Luật Hộ tịch năm 2014",
        supply_before=AT.replace(day=25, hour=17, minute=0),
        contact_name="Phạm Văn Đức",
        contact_phone="0225 3838 102",
        guide=SignatureBlock(position="Người hướng dẫn", name="Phạm Văn Đức"),
    )
    return replace(data, **changes)


def refusal_slip(**changes: Any) -> RefusalSlipData:
    """Form 03: another body is competent."""
    data = RefusalSlipData(
        letterhead=LETTERHEAD,
        issued_at=AT,
        qr=QR,
        dossier_code=CODE,
        one_stop_unit=CENTRE,
        applicant=APPLICANT,
        procedure=PROCEDURE,
        reasons=(
            "Trẻ em đã được đăng ký khai sinh tại Ủy ban nhân dân phường Ngô Quyền ngày 01/3/2026.",
            "Yêu cầu thay đổi thông tin trên giấy khai sinh thuộc thủ tục thay đổi, cải chính hộ tịch.",
        ),
        legal_basis="Điều 7 Luật Hộ tịch năm 2014",
        what_next="Ông (bà) có thể nộp hồ sơ theo thủ tục thay đổi, cải chính, bổ sung thông tin hộ tịch (1.004859).",
        contact_name="Phạm Văn Đức",
        contact_phone="0225 3838 102",
        submitter="Nguyễn Thị Quỳnh Hương",
        receiver=SignatureBlock(position="Người tiếp nhận hồ sơ", name="Phạm Văn Đức"),
    )
    return replace(data, **changes)


def refusal_notice(**changes: Any) -> RefusalNoticeData:
    """Refused after examination: the conditions of the law are not met."""
    data = RefusalNoticeData(
        letterhead=LETTERHEAD,
        issued_at=AT,
        qr=QR,
        dossier_code=CODE,
        applicant=APPLICANT,
        procedure=PROCEDURE,
        received_at=AT,
        reasons=("Trẻ em đã được đăng ký khai sinh tại Ủy ban nhân dân phường Ngô Quyền ngày 01/3/2026.",),
        legal_basis="Điều 7 Luật Hộ tịch năm 2014",
        what_next="Nếu không đồng ý, ông (bà) có quyền khiếu nại theo quy định của pháp luật.",
        recipients=("Bà Nguyễn Thị Quỳnh Hương", CENTRE, "Lưu: VT"),
        signer=CHAIR,
    )
    return replace(data, **changes)


def apology_letter(**changes: Any) -> ApologyLetterData:
    """Form 04 with a new date two days on."""
    data = ApologyLetterData(
        letterhead=LETTERHEAD,
        issued_at=AT,
        qr=QR,
        dossier_code=CODE,
        applicant=APPLICANT,
        procedure=PROCEDURE,
        one_stop_unit=CENTRE,
        received_at=AT,
        due_at=AT.replace(hour=17, minute=0),
        new_due_at=AT.replace(day=18, hour=17, minute=0),
        reason="Cơ sở dữ liệu hộ tịch điện tử gián đoạn từ 14 giờ 00 phút ngày 16 tháng 9 năm 2026.",
        result_delivery=CENTRE,
        recipients=("Như trên", CENTRE, "Lưu: VT"),
        signer=CHAIR,
    )
    return replace(data, **changes)


def stop_notice(**changes: Any) -> StopNoticeData:
    """Form 05 at the applicant's own request."""
    data = StopNoticeData(
        letterhead=LETTERHEAD,
        issued_at=AT,
        qr=QR,
        dossier_code=CODE,
        applicant=APPLICANT,
        procedure=PROCEDURE,
        received_at=AT,
        stage="Công chức tư pháp – hộ tịch đang thẩm tra hồ sơ",
        ground="Người nộp hồ sơ đề nghị rút hồ sơ ngày 16/9/2026.",
        stopped_at=AT.replace(hour=14),
        fee_consequence="Không thu",
        recipients=("Như trên", CENTRE, "Lưu: VT"),
        signer=CHAIR,
    )
    return replace(data, **changes)


def control_slip(**changes: Any) -> ControlSlipData:
    """Form 06 of a dossier that passed through three hands."""
    data = ControlSlipData(
        letterhead=LETTERHEAD,
        issued_at=AT,
        qr=QR,
        dossier_code=CODE,
        applicant=APPLICANT,
        procedure=PROCEDURE,
        resolving_unit="Ủy ban nhân dân phường Hồng Bàng",
        coordinating_units=("Công an phường Hồng Bàng",),
        received_at=AT,
        due_at=AT.replace(hour=17, minute=0),
        hand_overs=(
            HandOver(
                from_unit=CENTRE,
                to_unit="Phòng Văn hóa – Xã hội",
                at=AT.replace(minute=20),
                from_name="Phạm Văn Đức",
                to_name="Lê Thị Ngọc Bích",
                outcome="Đúng hạn",
            ),
            HandOver(
                from_unit="Phòng Văn hóa – Xã hội",
                to_unit="Ủy ban nhân dân phường Hồng Bàng",
                at=AT.replace(hour=14, minute=5),
                from_name="Lê Thị Ngọc Bích",
                to_name="Vũ Thị Thùy Dương",
                outcome="Trước hạn",
                note="Đã thẩm tra, đủ điều kiện",
            ),
            HandOver(from_unit="Ủy ban nhân dân phường Hồng Bàng", to_unit=CENTRE, at=AT.replace(hour=15, minute=30)),
        ),
    )
    return replace(data, **changes)


def result(**changes: Any) -> ResultData:
    """A decision with grounds, articles and recipients."""
    data = ResultData(
        letterhead=LETTERHEAD,
        issued_at=AT,
        number="31/QĐ-UBND",
        qr=QR,
        dossier_code=CODE,
        kind="Quyết định",
        subject="Về việc thay đổi, cải chính hộ tịch",
        grounds=(
            "Căn cứ Luật Tổ chức chính quyền địa phương năm 2025;",
            "Căn cứ Luật Hộ tịch năm 2014;",
            "Xét đề nghị của bà Nguyễn Thị Quỳnh Hương.",
        ),
        paragraphs=("Điều 1. Cho phép thay đổi thông tin hộ tịch sau đây:",),
        facts=(
            Fact(label="Họ, chữ đệm, tên", value="Trần Đỗ Nguyệt Ánh"),
            Fact(label="Nội dung thay đổi", value="Chữ đệm “Đỗ” thành “Đỗ Nguyên”"),
        ),
        closing=("Điều 2. Quyết định này có hiệu lực kể từ ngày ký./.",),
        recipients=("Bà Nguyễn Thị Quỳnh Hương", CENTRE, "Lưu: VT, TP-HT"),
        signer=CHAIR,
    )
    return replace(data, **changes)


def birth_certificate(**changes: Any) -> BirthCertificateData:
    """A birth certificate, marked as a specimen."""
    data = BirthCertificateData(
        letterhead=LETTERHEAD,
        issued_at=AT,
        number="231/2026",
        qr=replace(QR, caption="Quét mã để đối chiếu"),
        mark="BẢN MẪU",
        full_name="Trần Đỗ Nguyệt Ánh",
        birth_date=date(2026, 2, 5),
        sex="Nữ",
        ethnicity="Kinh",
        nationality="Việt Nam",
        birth_place="Bệnh viện Phụ sản Hải Phòng, phường Lê Chân, thành phố Hải Phòng",
        home_town="Xã Vĩnh Bảo, thành phố Hải Phòng",
        personal_id="031326004321",
        mother=ParentData(
            full_name="Nguyễn Thị Quỳnh Hương",
            birth_year="1995",
            ethnicity="Kinh",
            nationality="Việt Nam",
            residence="Số 12 ngõ 34 đường Đinh Tiên Hoàng, phường Hồng Bàng, thành phố Hải Phòng",
        ),
        father=ParentData(
            full_name="Trần Đỗ Khắc Tuấn",
            birth_year="1993",
            ethnicity="Kinh",
            nationality="Việt Nam",
            residence="Số 12 ngõ 34 đường Đinh Tiên Hoàng, phường Hồng Bàng, thành phố Hải Phòng",
        ),
        declarant="Nguyễn Thị Quỳnh Hương",
        declarant_paper="Thẻ căn cước số 031195001234, do Bộ Công an cấp ngày 12/5/2024",
        registered_by="Ủy ban nhân dân phường Hồng Bàng, thành phố Hải Phòng",
        registered_on=date(2026, 9, 16),
        signer=replace(CHAIR, capacity=("Người ký giấy khai sinh", "KT. Chủ tịch")),
    )
    return replace(data, **changes)


def every_paper() -> list[PaperData]:
    """One of each kind, numbered."""
    return [
        acknowledgement(),
        receipt_slip(number="12/TNHS"),
        supplement_slip(number="03/HDHS"),
        refusal_slip(number="01/TCHS"),
        refusal_notice(number="01/TBTCGQ"),
        apology_letter(number="02/PXL"),
        stop_notice(number="01/TB-UBND"),
        control_slip(),
        result(),
        birth_certificate(),
    ]


def specimen_of(code: str) -> PaperData:
    """The specimen of a kind of paper. Raises KeyError."""
    return {data.template: data for data in every_paper()}[code]

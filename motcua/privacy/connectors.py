"""What the acts of this module are called in the log, what it keeps about people, and why it looks at their data."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from motcua.audit.ports import ACTS
from motcua.notifications.ports import SHUT
from motcua.platform.action import Actor
from motcua.platform.own_data import Kept, contribute_export, kept_of
from motcua.platform.personal import (
    PROCEDURES,
    PROTECTION,
    WITH_ACCOUNT,
    WITH_DOSSIER,
    PersonalClass,
    PersonalField,
    Purpose,
    declare,
    declare_purposes,
)
from motcua.platform.retention import forget_with
from motcua.privacy.actions.erase_exports import erase_exports_of
from motcua.privacy.actions.forget_questions import forget_questions
from motcua.privacy.models import Consent, DataQuestion, ErasureRequest
from motcua.privacy.reads.consents import shut_channels

ACTS.update(
    {
        "privacy.read_breaches": _("Xem sổ sự cố dữ liệu"),
        "privacy.read_register": _("Xem sổ dữ liệu cá nhân"),
        "privacy.ask": _("Hỏi vì sao dữ liệu được xem"),
        "privacy.answer_question": _("Trả lời về lần xem dữ liệu"),
        "privacy.reveal": _("Hiện số bị che"),
        "privacy.ask_export": _("Yêu cầu bản sao dữ liệu"),
        "privacy.keep_export": _("Lập xong bản sao dữ liệu"),
        "privacy.download_export": _("Tải bản sao dữ liệu"),
        "privacy.erase_exports": _("Xóa bản sao dữ liệu hết hạn"),
        "privacy.record_breach": _("Ghi sự cố dữ liệu cá nhân"),
        "privacy.note_breach": _("Ghi việc tiếp theo của sự cố"),
        "privacy.report_breach": _("Ghi nhận đã báo cơ quan chuyên trách"),
        "privacy.name_affected": _("Tìm người bị ảnh hưởng của sự cố"),
        "privacy.ask_telling": _("Yêu cầu báo người bị ảnh hưởng"),
        "privacy.tell_affected": _("Báo người bị ảnh hưởng"),
        "privacy.remind_breach": _("Nhắc thời hạn báo sự cố"),
        "privacy.place_hold": _("Giữ dữ liệu để thanh tra, giải quyết khiếu nại"),
        "privacy.lift_hold": _("Bỏ lệnh giữ dữ liệu"),
        "privacy.ask_erasure": _("Yêu cầu xóa dữ liệu"),
        "privacy.forget_farewells": _("Xóa tin cuối gửi người đã được xóa dữ liệu"),
        "privacy.answer_erasure": _("Trả lời yêu cầu xóa dữ liệu"),
        "privacy.erase_person": _("Xóa, ẩn danh dữ liệu của một người"),
        "privacy.sweep": _("Xóa, ẩn danh dữ liệu hết hạn lưu"),
        "privacy.forget_questions": _("Xóa câu hỏi về dữ liệu của một người"),
        "privacy.give_consent": _("Đồng ý với một mục đích dùng dữ liệu"),
        "privacy.withdraw_consent": _("Rút sự đồng ý"),
        "privacy.set_delay": _("Đặt quy tắc báo chậm lần xem để thanh tra"),
    }
)
declare(
    *(
        PersonalField(f"privacy.DataQuestion.{name}", PersonalClass.BASIC, purpose, PROTECTION, WITH_DOSSIER)
        for name, purpose in {
            "text": _("Trả lời người hỏi vì sao dữ liệu được xem"),
            "answer": _("Chứng minh đã trả lời những gì"),
        }.items()
    ),
    PersonalField(
        "privacy.Reveal.note",
        PersonalClass.BASIC,
        _("Chứng minh vì sao số đã được xem"),
        PROTECTION,
        WITH_DOSSIER,
        withheld=_("Ghi chú nội bộ; mục đích và căn cứ có trong các lần xem"),
    ),
)
declare(
    *(
        PersonalField(f"privacy.ErasureRequest.{name}", PersonalClass.BASIC, purpose, PROTECTION, WITH_DOSSIER)
        for name, purpose in {
            "text": _("Biết người yêu cầu muốn xóa gì"),
            "answer": _("Chứng minh đã trả lời những gì"),
        }.items()
    )
)
declare(
    PersonalField(
        "privacy.Consent.text",
        PersonalClass.BASIC,
        _("Chứng minh người đó đồng ý, rút sự đồng ý với nội dung nào, lúc nào"),
        PROTECTION,
        WITH_ACCOUNT,
    )
)
_BREACH = _("Xử lý và báo cáo sự cố dữ liệu cá nhân")
declare(
    *(
        PersonalField(
            f"privacy.{path}",
            PersonalClass.SENSITIVE,
            _BREACH,
            PROTECTION,
            _("Theo thời hạn lưu hồ sơ xử lý sự cố"),
            withheld=_("Sổ sự cố của cơ quan; người bị ảnh hưởng được báo riêng"),
        )
        for path in (
            "Breach.description",
            "Breach.consequences",
            "Breach.measures",
            "Breach.late_reason",
            "BreachNote.text",
        )
    )
)
declare_purposes(
    Purpose("Trả lời yêu cầu xóa dữ liệu", _("Người bảo vệ dữ liệu mở yêu cầu của ông/bà để trả lời"), PROTECTION),
    Purpose(
        "Giữ dữ liệu theo quyết định",
        _("Dữ liệu của ông/bà được giữ để thanh tra, kiểm tra hoặc giải quyết khiếu nại"),
        PROTECTION,
        is_inspection=True,
    ),
    Purpose(
        "Xử lý sự cố dữ liệu",
        _("Người bảo vệ dữ liệu xem ông/bà có bị ảnh hưởng bởi một sự cố để báo cho ông/bà"),
        PROTECTION,
    ),
    *(
        Purpose(code, explained, PROCEDURES)
        for code, explained in {
            "Xem số đầy đủ để liên hệ người nộp": _("Cán bộ xem số điện thoại, số định danh để liên hệ với ông/bà"),
            "Xem số đầy đủ để đối chiếu nhân thân": _("Cán bộ xem số để chắc chắn đúng là ông/bà"),
            "Xem số đầy đủ để trả lời cơ quan có thẩm quyền": _("Cơ quan có thẩm quyền hỏi, cán bộ xem số để trả lời"),
            "Xem số đầy đủ vì việc khác": _("Cán bộ ghi rõ lý do khi xem; ông/bà có thể hỏi đơn vị"),
        }.items()
    ),
    Purpose("Trả lời câu hỏi về dữ liệu", _("Đơn vị mở câu hỏi của ông/bà để trả lời"), PROTECTION),
    Purpose(
        gettext_noop("Thanh tra, kiểm tra"),
        _("Người có thẩm quyền xem để thanh tra, kiểm tra theo quyết định"),
        _("Quyết định thanh tra, kiểm tra; Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15"),
        is_inspection=True,
    ),
)


def own_questions(person_id: int) -> Iterator[Kept]:
    """What somebody asked about looks at their data, and what was answered."""
    labels = {"looked_at": _("Lần xem lúc"), "asked_at": _("Hỏi lúc"), "answered_at": _("Trả lời lúc")}
    for question in DataQuestion.objects.filter(person=person_id).order_by("pk"):
        yield kept_of(question, _("Câu hỏi về dữ liệu"), more=tuple(labels), labels=labels)
    for request in ErasureRequest.objects.filter(person=person_id).order_by("pk"):
        yield kept_of(request, _("Yêu cầu xóa dữ liệu"), more=("asked_at", "due_at", "was_granted", "answered_at"))

    for consent in Consent.objects.filter(person=person_id).order_by("pk"):
        more = ("purpose", "version", "is_given", "door", "at")
        yield kept_of(consent, _("Sự đồng ý"), more=more, labels={"is_given": _("Đồng ý"), "at": _("Lúc")})


def forgetting(person_id: int, by: Actor, at: datetime) -> None:
    """The copies of their data, and what they asked."""
    erase_exports_of(person_id, by=by, at=at)
    forget_questions(person_id, by=by, at=at)


contribute_export("privacy", ("privacy.DataQuestion", "privacy.ErasureRequest", "privacy.Consent"), own_questions)
forget_with("privacy", forgetting)
SHUT.register("privacy", shut_channels)

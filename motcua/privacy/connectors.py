"""What the acts of this module are called in the log, what it keeps about people, and why it looks at their data."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from motcua.audit.ports import ACTS
from motcua.platform.own_data import Kept, contribute_export, kept_of
from motcua.platform.personal import (
    PROCEDURES,
    PROTECTION,
    WITH_DOSSIER,
    PersonalClass,
    PersonalField,
    Purpose,
    declare,
    declare_purposes,
)
from motcua.privacy.models import DataQuestion

ACTS.update(
    {
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


contribute_export("privacy", ("privacy.DataQuestion",), own_questions)

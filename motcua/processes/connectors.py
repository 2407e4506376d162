"""What the acts of this module are called in the log."""

from django.utils.translation import gettext_lazy as _

from motcua.audit.ports import ACTS
from motcua.laws.ports import CITERS
from motcua.platform.personal import INTERNAL, PROCEDURES, WITH_DOSSIER, PersonalClass, PersonalField, declare
from motcua.processes.laws import ProcessCiters

CITERS.register("processes", ProcessCiters())
ACTS.update(
    {
        "processes.define_process": _("Soạn quy trình"),
        "processes.publish_version": _("Công bố phiên bản quy trình"),
        "processes.submit_version": _("Trình duyệt phiên bản quy trình"),
        "processes.approve_version": _("Duyệt phiên bản quy trình"),
        "processes.retire_process": _("Chấm dứt hiệu lực quy trình"),
        "processes.steward": _("Giao người phụ trách quy trình"),
        "processes.keep_sheet": _("Lưu bản in của quy trình"),
        "processes.try_version": _("Chạy thử quy trình"),
        "processes.discard_version": _("Bỏ bản soạn thảo quy trình"),
        "processes.start": _("Bắt đầu quy trình"),
        "processes.work": _("Xử lý bước của quy trình"),
        "processes.assign": _("Giao bước của quy trình"),
        "processes.see_vacancies": _("Xem các bước chưa có người làm"),
        "processes.fall_back": _("Chuyển bước chưa có người làm cho người thay"),
        "processes.assign_all": _("Giao nhiều bước của quy trình"),
        "processes.undo": _("Hoàn tác bước của quy trình"),
        "processes.hold": _("Tạm dừng quy trình"),
        "processes.rehome": _("Chuyển các bước sang cơ quan tiếp nhận nhiệm vụ"),
        "processes.resume": _("Tiếp tục quy trình"),
        "processes.relist": _("Xếp lại bước theo hạn mới"),
        "processes.cancel": _("Hủy quy trình"),
        "processes.forget_notes": _("Xóa ý kiến của hồ sơ hết hạn lưu"),
        "processes.follow_wait": _("Quy trình đi tiếp khi điều đang chờ đã tới"),
        "processes.deliver_message": _("Báo thông điệp cho quy trình"),
        "processes.send_signal": _("Phát tín hiệu cho các quy trình"),
        "processes.fire_timer": _("Hẹn giờ của quy trình đến hạn"),
    }
)

declare(
    PersonalField(
        "processes.Task.note",
        PersonalClass.SENSITIVE,
        _("Ý kiến của người xử lý về hồ sơ"),
        PROCEDURES,
        WITH_DOSSIER,
        withheld=INTERNAL,
    )
)

"""What the acts of this module are called in the log."""

from django.utils.translation import gettext_lazy as _

from motcua.audit.ports import ACTS

ACTS.update(
    {
        "organisations.register_organisation": _("Ghi nhận cơ quan"),
        "organisations.change_organisation": _("Sửa thông tin cơ quan"),
        "organisations.close_organisation": _("Kết thúc cơ quan"),
        "organisations.register_position": _("Ghi nhận chức vụ"),
        "organisations.set_working_hours": _("Đặt giờ làm việc"),
        "organisations.declare_day": _("Khai báo ngày nghỉ, ngày làm bù"),
        "organisations.withdraw_day": _("Bỏ khai báo ngày nghỉ, ngày làm bù"),
        "organisations.import_holidays": _("Nhập lịch ngày nghỉ lễ"),
    }
)

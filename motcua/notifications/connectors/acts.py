"""What the acts of this module are called in the log."""

from django.utils.translation import gettext_lazy as _

from motcua.audit.ports import ACTS
from motcua.platform.personal import TRANSACTIONS, WITH_DOSSIER, PersonalClass, PersonalField, declare

ACTS.update(
    {
        "notifications.define_kind": _("Đặt loại thông báo"),
        "notifications.define_template": _("Soạn mẫu thông báo"),
        "notifications.recall": _("Thu hồi thông báo chưa gửi"),
        "notifications.notify": _("Gửi thông báo"),
        "notifications.wake_due": _("Đánh thức thông báo đến hạn gửi"),
        "notifications.begin_attempt": _("Bắt đầu lần gửi thông báo"),
        "notifications.record_sent": _("Ghi nhận thông báo đã gửi"),
        "notifications.record_delivery": _("Ghi nhận thông báo đã đến"),
        "notifications.record_failure": _("Ghi nhận thông báo chưa gửi được"),
        "notifications.delete_messages": _("Xóa thông báo hết hạn lưu"),
        "notifications.mark_read": _("Đánh dấu đã đọc thông báo"),
    }
)

declare(
    *(
        PersonalField(f"notifications.Notification.{name}", PersonalClass.BASIC, purpose, TRANSACTIONS, WITH_DOSSIER)
        for name, purpose in {
            "address": _("Gửi thông báo"),
            "title": _("Chứng minh đã báo những gì"),
            "text": _("Chứng minh đã báo những gì"),
            "link": _("Mở đúng việc được báo"),
        }.items()
    )
)

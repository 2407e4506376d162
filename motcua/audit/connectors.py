"""The answer to the platform's question "write it down", and what acts of platform and audit are called in the log."""

from django.utils.translation import gettext_lazy as _

from motcua.audit.ledger.record import record
from motcua.audit.ports import ACTS
from motcua.platform.action import RECORD

RECORD.register("audit", record)

ACTS.update(
    {
        "platform.rotate_keys": _("Đổi khóa mã hóa"),
        "audit.make_partitions": _("Mở sổ nhật ký cho tháng tới"),
        "read": _("Xem dữ liệu cá nhân"),
    }
)

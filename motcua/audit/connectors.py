"""The answer to the platform's question "write it down", and what acts of platform and audit are called in the log."""

from django.utils.translation import gettext_lazy as _

from motcua.audit.ledger.record import VIEWING, record
from motcua.audit.ledger.seal import seal
from motcua.audit.ports import ACTS
from motcua.audit.reads import verify
from motcua.platform import clock
from motcua.platform.action import RECORD
from motcua.platform.backup import SOUND
from motcua.platform.personal import PROTECTION, Purpose, declare_purposes

RECORD.register("audit", record)

ACTS.update(
    {
        "audit.read": _("Xem nhật ký"),
        "platform.rotate_keys": _("Đổi khóa mã hóa"),
        "platform.backup": _("Sao lưu dữ liệu"),
        "platform.restore": _("Khôi phục dữ liệu từ bản sao lưu"),
        "audit.make_partitions": _("Mở sổ nhật ký cho tháng tới"),
        "read": _("Xem dữ liệu cá nhân"),
    }
)

declare_purposes(
    Purpose(
        VIEWING,
        _("Người quản trị xem hệ thống như một cán bộ thấy, vì lý do đã ghi; không thay đổi gì"),
        PROTECTION,
    ),
    Purpose(
        "Kiểm tra nhật ký",
        _("Người kiểm tra đọc nhật ký thấy việc ông/bà đã làm"),
        PROTECTION,
        is_inspection=True,
    ),
)


def sound() -> list[str]:
    """What a check of the whole chain found, each kind with its first entries."""
    while seal(at=clock.now()):
        pass
    told = verify()
    kinds = {
        "changed": told.changed,
        "removed": told.removed,
        "slipped in": told.slipped_in,
        "broken seals": told.broken_seals,
    }
    return [f"{kind}: {', '.join(map(str, found[:20]))}" for kind, found in kinds.items() if found]


SOUND.register("audit", sound)

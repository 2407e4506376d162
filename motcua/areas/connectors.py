"""What the acts of this module are called in the log."""

from django.utils.translation import gettext_lazy as _

from motcua.audit.ports import ACTS

ACTS.update(
    {
        "areas.read": _("Xem đơn vị hành chính"),
        "areas.register_area": _("Ghi nhận địa bàn"),
        "areas.close_area": _("Kết thúc địa bàn"),
        "areas.import_areas": _("Nạp danh mục đơn vị hành chính"),
        "areas.import_province": _("Nạp đơn vị hành chính của một tỉnh"),
        "areas.import_boundaries": _("Nạp ranh giới đơn vị hành chính"),
    }
)

"""What the acts of this module are called in the log."""

from django.utils.translation import gettext_lazy as _

from motcua.audit.ports import ACTS

ACTS.update(
    {
        "areas.register_area": _("Ghi nhận địa bàn"),
        "areas.close_area": _("Kết thúc địa bàn"),
    }
)

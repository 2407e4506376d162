"""What the acts of this module are called in the log."""

from django.utils.translation import gettext_lazy as _

from motcua.audit.ports import ACTS

ACTS.update(
    {
        "demo.see_growth": _("Xem dữ liệu thử"),
        "demo.settle": _("Dựng thành phố thử"),
        "demo.add_dossier": _("Thêm hồ sơ thử"),
        "demo.add_affairs": _("Thêm việc thử"),
        "demo.load_dossiers": _("Chép hàng loạt hồ sơ thử"),
    }
)

"""What the acts of this module are called in the log."""

from django.utils.translation import gettext_lazy as _

from motcua.audit.ports import ACTS

ACTS.update(
    {
        "exchange.write_down": _("Ghi tin trao đổi với hệ thống ngoài"),
    }
)

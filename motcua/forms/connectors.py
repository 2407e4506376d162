"""What the acts of this module are called in the log."""

from django.utils.translation import gettext_lazy as _

from motcua.audit.ports import ACTS

ACTS.update(
    {
        "forms.define_form": _("Soạn biểu mẫu điện tử"),
        "forms.publish_form": _("Công bố biểu mẫu điện tử"),
    }
)

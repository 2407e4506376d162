"""What the acts of this module are called in the log."""

from django.utils.translation import gettext_lazy as _

from motcua.audit.ports import ACTS

ACTS.update(
    {
        "forms.edit": _("Soạn biểu mẫu điện tử"),
        "forms.publish": _("Công bố biểu mẫu điện tử"),
        "forms.except_field": _("Ghi ngoại lệ hỏi lại thông tin đã có"),
        "forms.withdraw_exception": _("Bỏ ngoại lệ hỏi lại thông tin đã có"),
        "forms.discard": _("Bỏ bản soạn thảo biểu mẫu"),
    }
)

from django import forms
from django.utils.translation import gettext_lazy as _


class RetireForm(forms.Form):
    """The day from which a procedure takes no more dossiers, and that the official knows of those under way."""

    on = forms.DateField(
        label=_("Không áp dụng từ ngày"),
        input_formats=["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"],
        help_text=_("Ngày đầu tiên không nhận hồ sơ mới. Ví dụ: 05/11/2026"),
        error_messages={
            "required": _("Xin nhập ngày."),
            "invalid": _("Ngày không đúng. Xin viết ngày/tháng/năm, ví dụ 05/11/2026."),
        },
    )
    confirmed = forms.BooleanField(
        label=_("Tôi biết còn hồ sơ đang giải quyết và vẫn bãi bỏ thủ tục này"), required=False
    )

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class ApplicantForm(forms.Form):
    """The person at the counter, as their identity card says."""

    personal_id = forms.RegexField(
        r"^\d{12}$",
        label=gettext_lazy("Số định danh cá nhân"),
        error_messages={"invalid": gettext_lazy("Số định danh cá nhân gồm đúng 12 chữ số.")},
    )
    full_name = forms.CharField(label=gettext_lazy("Họ, chữ đệm, tên"), max_length=120)
    birth_date = forms.DateField(
        label=gettext_lazy("Ngày sinh"),
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        error_messages={"invalid": gettext_lazy("Ngày sinh chưa đúng. Xin ghi ngày/tháng/năm, ví dụ 25/03/1995.")},
    )
    phone = forms.CharField(label=gettext_lazy("Số điện thoại"), max_length=20)
    email = forms.EmailField(label=gettext_lazy("Thư điện tử"), required=False)
    address_line = forms.CharField(label=gettext_lazy("Nơi cư trú"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = _("Xin điền “%(label)s” của người nộp.") % {"label": field.label}

from django import forms
from django.utils.translation import gettext_lazy as _


class ApplicantForm(forms.Form):
    """The person at the counter, as their identity card says."""

    full_name = forms.CharField(label=_("Họ, chữ đệm, tên"), max_length=120)
    personal_id = forms.RegexField(
        r"^\d{12}$",
        label=_("Số định danh cá nhân"),
        error_messages={"invalid": _("Số định danh cá nhân gồm đúng 12 chữ số.")},
    )
    birth_date = forms.DateField(label=_("Ngày sinh"), input_formats=["%d/%m/%Y", "%Y-%m-%d"])
    phone = forms.CharField(label=_("Số điện thoại"), max_length=20)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    address_line = forms.CharField(label=_("Nơi cư trú"), max_length=300, required=False)

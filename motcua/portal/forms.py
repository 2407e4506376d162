"""What somebody says about their child, or about whom they let file for them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_DAY: dict[str, Any] = {
    "input_formats": ["%d/%m/%Y", "%Y-%m-%d"],
    "error_messages": {
        "invalid": _("Ngày chưa đúng. Xin ghi ngày/tháng/năm, ví dụ 25/03/2015."),
        "required": _("Xin nhập ngày."),
    },
}
_NUMBER: dict[str, Any] = {
    "label": _("Số định danh cá nhân"),
    "max_length": 20,
    "error_messages": {"required": _("Xin nhập số định danh cá nhân gồm 12 chữ số.")},
}
_NAME: dict[str, Any] = {
    "label": _("Họ, chữ đệm, tên"),
    "max_length": 200,
    "error_messages": {"required": _("Xin nhập họ và tên.")},
}


class ChildForm(forms.Form):
    """Who the child is."""

    full_name = forms.CharField(**_NAME)
    birth_date = forms.DateField(label=_("Ngày sinh"), **_DAY)
    personal_id = forms.CharField(
        required=False, help_text=_("Ghi trên giấy khai sinh; bỏ trống nếu chưa có."), **_NUMBER
    )


class MandateForm(forms.Form):
    """For whom, to whom, for which procedures, until when."""

    grantor = forms.ChoiceField(label=_("Ủy quyền thay mặt"), widget=forms.RadioSelect)
    full_name = forms.CharField(**{**_NAME, "label": _("Họ tên người nhận ủy quyền")})
    personal_id = forms.CharField(**{**_NUMBER, "label": _("Số định danh của người nhận")})
    role = forms.ChoiceField(
        label=_("Được làm gì"),
        choices=[("filer", _("Nộp hồ sơ và xem")), ("viewer", _("Chỉ xem hồ sơ (của tổ chức)"))],
        initial="filer",
        required=False,
        widget=forms.RadioSelect,
    )
    procedures = forms.CharField(
        label=_("Mã thủ tục"),
        required=False,
        max_length=500,
        help_text=_("Để trống là mọi thủ tục; nhiều mã cách nhau bằng dấu phẩy. Mã ghi ở trang của thủ tục."),
    )
    valid_to = forms.DateField(label=_("Đến hết ngày"), required=False, help_text=_("Để trống là một năm."), **_DAY)
    document = forms.CharField(
        label=_("Văn bản ủy quyền"),
        required=False,
        max_length=300,
        help_text=_("Số, ngày, nơi công chứng hoặc chứng thực, nếu có."),
    )


class TransferForm(forms.Form):
    """Who is to go on with a dossier."""

    full_name = forms.CharField(**{**_NAME, "label": _("Họ tên người nhận")})
    personal_id = forms.CharField(**{**_NUMBER, "label": _("Số định danh của người nhận")})

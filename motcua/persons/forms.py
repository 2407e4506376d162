"""What officials type to register and to end a guardianship."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.persons.models import Guardianship
from motcua.platform.action import Refused
from motcua.platform.clock import today

_DAY: dict[str, Any] = {
    "input_formats": ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"],
    "widget": forms.DateInput({"autocomplete": "off"}, format="%d/%m/%Y"),
    "error_messages": {
        "invalid": _("Ngày không đúng. Ví dụ: 05/11/2026."),
        "required": _("Xin nhập ngày."),
    },
}
_OFF = {"autocomplete": "off"}


class RefusableForm(forms.Form):
    """A form that shows what an action refused beside the field it is about."""

    def show_refusal(self, refused: Refused) -> None:
        """Add the sentence to its field, or to the whole form when it is about none of them."""
        self.add_error(refused.field if refused.field in self.fields else None, refused.message)


class SoughtForm(RefusableForm):
    """Somebody who is looked for: by number, or by whole name and day of birth."""

    personal_id = forms.CharField(
        label=_("Số định danh cá nhân"),
        max_length=20,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", **_OFF}),
    )
    full_name = forms.CharField(
        label=_("Họ và tên"), max_length=200, required=False, widget=forms.TextInput({"inputmode": "text", **_OFF})
    )
    birth_date = forms.DateField(label=_("Ngày sinh"), required=False, **_DAY)

    def clean(self) -> dict[str, Any]:
        """Enough to look for one person, not for many."""
        typed: dict[str, Any] = super().clean() or {}
        if not self.errors and not typed["personal_id"] and not (typed["full_name"] and typed["birth_date"]):
            raise forms.ValidationError(_("Xin nhập số định danh, hoặc cả họ tên và ngày sinh."))
        return typed


class BasisForm(RefusableForm):
    """The paper on which something stands."""

    number = forms.CharField(
        label=_("Quyết định, giấy tờ số"),
        max_length=200,
        help_text=_("Ví dụ: 15/2026/QĐDS-ST"),
        widget=forms.TextInput({"inputmode": "text", **_OFF}),
        error_messages={"required": _("Xin ghi số của quyết định hoặc giấy tờ.")},
    )
    issued_on = forms.DateField(label=_("Ngày ký"), **_DAY)
    issuer = forms.CharField(
        label=_("Nơi cấp"),
        max_length=200,
        help_text=_("Ví dụ: Tòa án nhân dân khu vực 3"),
        widget=forms.TextInput({"inputmode": "text", **_OFF}),
        error_messages={"required": _("Xin ghi nơi cấp.")},
    )


class GuardianshipForm(BasisForm):
    """On what ground, by which paper, from when until when."""

    ground = forms.ChoiceField(
        label=_("Giám hộ theo"),
        choices=Guardianship.GROUNDS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Xin chọn một căn cứ.")},
    )
    valid_from = forms.DateField(label=_("Từ ngày"), initial=today, **_DAY)
    valid_to = forms.DateField(
        label=_("Đến hết ngày"),
        required=False,
        help_text=_("Để trống nếu quyết định không ghi; với trẻ em, tự kết thúc khi đủ 18 tuổi."),
        **_DAY,
    )
    field_order = ("ground", "number", "issued_on", "issuer", "valid_from", "valid_to")


class EndForm(BasisForm):
    """From which day it holds no longer, by which paper."""

    ends_on = forms.DateField(
        label=_("Chấm dứt từ ngày"), initial=today, help_text=_("Từ ngày này không còn được nộp thay."), **_DAY
    )
    field_order = ("number", "issued_on", "issuer", "ends_on")

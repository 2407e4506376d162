from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.accounts.public import Account
from motcua.laws.models import ChangeKind
from motcua.platform.text import clean


def _day(label: Any, *, required: bool = False, hint: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=hint,
        input_formats=["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"],
        widget=forms.DateInput(format="%d/%m/%Y"),
        error_messages={
            "required": _("Xin nhập ngày dạng dd/mm/yyyy."),
            "invalid": _("Xin nhập ngày dạng dd/mm/yyyy."),
        },
    )


class DocumentForm(forms.Form):
    """What the register says of a document."""

    number = forms.CharField(
        label=_("Số, ký hiệu"),
        help_text=_("Ví dụ: 118/2025/NĐ-CP"),
        max_length=100,
        error_messages={"required": _("Xin ghi số, ký hiệu văn bản, ví dụ 118/2025/NĐ-CP.")},
    )
    title = forms.CharField(
        label=_("Tên văn bản"), max_length=1000, error_messages={"required": _("Xin ghi tên văn bản.")}
    )
    issued_on = _day(_("Ngày ban hành"))
    in_force_on = _day(_("Có hiệu lực từ ngày"))


class ChangeForm(forms.Form):
    """What happened to a document, by which other one, from which day, and by when reviews are due."""

    kind = forms.ChoiceField(
        label=_("Văn bản này"),
        choices=ChangeKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Xin chọn văn bản được thay thế, sửa đổi hay bãi bỏ.")},
    )
    number = forms.CharField(
        label=_("Số, ký hiệu văn bản mới"),
        help_text=_("Để trống nếu văn bản chỉ bị bãi bỏ."),
        required=False,
        max_length=100,
    )
    title = forms.CharField(label=_("Tên văn bản mới"), required=False, max_length=1000)
    issued_on = _day(_("Ngày ban hành văn bản mới"))
    effective_on = _day(_("Thay đổi có hiệu lực từ ngày"), required=True)
    due_on = _day(
        _("Rà soát xong trước ngày"), hint=_("Để trống: ngày thay đổi có hiệu lực, ít nhất 30 ngày kể từ hôm nay.")
    )
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=2000, widget=forms.Textarea)


class AssignForm(forms.Form):
    """Who reviews, and by when."""

    to = forms.CharField(
        label=_("Người rà soát (tên đăng nhập)"),
        max_length=150,
        error_messages={"required": _("Không có cán bộ nào mang tên đăng nhập này.")},
    )
    due_on = _day(_("Rà soát xong trước ngày"), required=True)

    def clean_to(self) -> Account:
        """The official of that name."""
        named = clean(self.cleaned_data["to"])
        found: Account | None = Account.objects.filter(username=named, kind="official", is_active=True).first()
        if found is None:
            raise forms.ValidationError(_("Không có cán bộ nào mang tên đăng nhập này."))
        return found

"""What people type: signing in and up, changing password and contact."""

import json
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.accounts.credentials import PASSWORD_LIMIT
from motcua.accounts.models import AccessReview
from motcua.platform.action import Refused
from motcua.platform.clock import VIETNAM, today

_TOO_LONG = {"max_length": _("Nội dung dài quá %(limit_value)d ký tự.")}


def _text(label: Any, needed: Any = None, *, limit: int = 200, hint: Any = "", **attributes: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=limit,
        required=needed is not None,
        help_text=hint,
        widget=forms.TextInput({"inputmode": "text", "autocomplete": "off", **attributes}),
        error_messages={"required": needed or "", **_TOO_LONG},
    )


def _password(label: Any, needed: Any, *, autocomplete: str, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=PASSWORD_LIMIT,
        strip=False,
        help_text=hint,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
        error_messages={"required": needed, **_TOO_LONG},
    )


class RefusableForm(forms.Form):
    """A form that shows what an action refused beside the field it is about."""

    def show_refusal(self, refused: Refused) -> None:
        """Add the sentence to its field, or to the whole form when it is about none of them."""
        self.add_error(refused.field if refused.field in self.fields else None, refused.message)


class SignInForm(RefusableForm):
    """Username or personal id, and password."""

    identifier = _text(
        _("Tên đăng nhập hoặc số định danh"), _("Xin nhập tên đăng nhập hoặc số định danh."), autocomplete="username"
    )
    password = _password(_("Mật khẩu"), _("Xin nhập mật khẩu."), autocomplete="current-password")
    is_shared = forms.BooleanField(label=_("Máy dùng chung"), required=False)


class SignUpForm(RefusableForm):
    """What a citizen says about themselves to open a local account."""

    full_name = _text(_("Họ và tên"), _("Xin nhập họ và tên."), autocomplete="name")
    birth_date = forms.DateField(
        label=_("Ngày sinh"),
        input_formats=["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"],
        help_text=_("Ví dụ: 05/11/1990"),
        error_messages={
            "required": _("Xin nhập ngày sinh."),
            "invalid": _("Ngày sinh không đúng. Xin viết ngày/tháng/năm, ví dụ 05/11/1990."),
        },
    )
    personal_id = _text(
        _("Số định danh cá nhân"),
        _("Xin nhập số định danh cá nhân."),
        hint=_("12 chữ số ghi trên thẻ căn cước"),
        inputmode="numeric",
        autocomplete="off",
    )
    phone = _text(
        _("Số điện thoại"),
        _("Xin nhập số điện thoại để nhận tin về hồ sơ."),
        hint=_("Tin nhắn về hồ sơ sẽ gửi tới số này"),
        inputmode="tel",
        autocomplete="tel",
    )
    email = _text(_("Thư điện tử"), limit=254, autocomplete="email", inputmode="email")
    password = _password(
        _("Mật khẩu"),
        _("Xin đặt mật khẩu."),
        autocomplete="new-password",
        hint=_("Ít nhất 8 ký tự; một câu ngắn dễ nhớ là tốt nhất"),
    )


class PasswordForm(RefusableForm):
    """Changing one's own password."""

    current = _password(_("Mật khẩu hiện tại"), _("Xin nhập mật khẩu hiện tại."), autocomplete="current-password")
    new = _password(
        _("Mật khẩu mới"), _("Xin đặt mật khẩu mới."), autocomplete="new-password", hint=_("Ít nhất 8 ký tự")
    )


class ContactForm(RefusableForm):
    """How a person is reached."""

    phone = _text(_("Số điện thoại"), inputmode="tel", autocomplete="tel")
    email = _text(_("Thư điện tử"), limit=254, autocomplete="email", inputmode="email")
    address_line = _text(_("Địa chỉ"), limit=300, hint=_("Số nhà, đường, thôn, tổ"), autocomplete="street-address")


class CodeForm(RefusableForm):
    """A code of the application, or one of those on paper."""

    code = _text(_("Mã xác thực"), _("Xin nhập mã."), limit=40, autocomplete="one-time-code")


class ProofForm(RefusableForm):
    """One's password once more, before something that matters or after a while away."""

    password = _password(_("Mật khẩu"), _("Xin nhập mật khẩu."), autocomplete="current-password")


class KeyNameForm(RefusableForm):
    """What a passkey is called."""

    name = _text(_("Tên khóa"), _("Xin đặt tên cho khóa."), limit=60, hint=_("Ví dụ: điện thoại của tôi"))


class ReasonForm(RefusableForm):
    """Why something is done to another's account."""

    reason = _text(_("Lý do"), _("Xin ghi lý do."), limit=500)


def _day(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        input_formats=["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"],
        widget=forms.DateInput({"autocomplete": "off"}, format="%d/%m/%Y"),
        error_messages={"required": _("Xin nhập ngày."), "invalid": _("Ngày không đúng. Ví dụ: 05/11/2026.")},
    )


def day_of(text: str) -> date | None:
    """A day as people write it, or None."""
    try:
        found: date | None = _day("").clean(text)
    except forms.ValidationError:
        return None
    return found


def start_of(day: date, at: datetime) -> datetime:
    """The instant from which something holds that holds from a day on: now, where that day is today."""
    return at if day == at.astimezone(VIETNAM).date() else datetime.combine(day, time(), VIETNAM)


class AppointmentForm(RefusableForm):
    """A position in one organisation, with its roles, from when until when, and which other one is left for it."""

    position = forms.ChoiceField(label=_("Chức vụ"), required=False)
    name = _text(_("Tên chức vụ mới"), hint=_("Khi đơn vị chưa có chức vụ này"))
    roles = forms.MultipleChoiceField(
        label=_("Vai trò"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Xin chọn ít nhất một vai trò.")},
    )
    leaves = forms.ChoiceField(label=_("Đồng thời thôi giữ"), required=False, widget=forms.RadioSelect)
    valid_from = _day(_("Từ ngày"))
    valid_to = _day(_("Đến hết ngày"), required=False)
    decision = _text(_("Quyết định số"), _("Xin ghi số quyết định."))

    def __init__(
        self, posted: Any = None, *, positions: list[tuple[str, str]], roles: list[tuple[str, str]],
        held: list[tuple[str, str]],
    ) -> None:  # fmt: skip
        super().__init__(posted, initial={"valid_from": today(), "leaves": ""})
        for name, choices in (
            ("position", [("", _("Chức vụ mới")), *positions]),
            ("roles", roles),
            ("leaves", [("", _("Không thôi giữ chức vụ nào")), *held]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices


class ReviewForm(RefusableForm):
    """Until when roles are reviewed, and what then becomes of those that nobody decided."""

    due_on = _day(_("Đến hết ngày"))
    consequence = forms.ChoiceField(label=_("Quá hạn thì"), choices=AccessReview.CONSEQUENCES, initial="escalate")


class LevelReductionForm(RefusableForm):
    """A decision to ask less of who files while the national identity provider is out."""

    service = _text(_("Mã thủ tục"), limit=30, hint=_("Ví dụ 1.001193; để trống là mọi thủ tục"))
    decision = _text(_("Quyết định số"), _("Xin ghi lý do và số quyết định."))
    reason = _text(_("Lý do"), _("Xin ghi lý do và số quyết định."), limit=500)
    valid_from = _day(_("Từ ngày"))
    valid_to = _day(_("Đến hết ngày"))
    level = forms.IntegerField(widget=forms.HiddenInput, initial=1)


class ClaimTableForm(RefusableForm):
    """A table of claims, as JSON."""

    valid_from = _day(_("Áp dụng từ ngày"))
    reason = _text(_("Căn cứ"), _("Xin ghi căn cứ."), limit=500)
    claims = forms.CharField(
        label=_("Bảng ánh xạ (JSON)"),
        max_length=10_000,
        widget=forms.Textarea(),
        error_messages={"required": _("Xin nhập bảng."), **_TOO_LONG},
    )

    def clean_claims(self) -> dict[str, Any]:
        """The table; only an object is one."""
        try:
            told = json.loads(self.cleaned_data["claims"])
        except (ValueError, RecursionError):
            told = None
        if not isinstance(told, dict):
            raise forms.ValidationError(_("Không phải JSON. Xin kiểm tra dấu ngoặc, phẩy."))
        return told


class NewPasswordForm(RefusableForm):
    """The first password."""

    new = _password(
        _("Mật khẩu mới"),
        _("Xin đặt mật khẩu mới."),
        autocomplete="new-password",
        hint=_("Ít nhất 8 ký tự; một câu ngắn dễ nhớ là tốt nhất"),
    )


class AbsenceForm(RefusableForm):
    """Who stands in for whom, from the first day until the last, which is part of it."""

    holding = forms.IntegerField(widget=forms.HiddenInput)
    delegate = forms.ChoiceField(label=_("Người thay"), error_messages={"required": _("Xin chọn người thay.")})
    valid_from = _day(_("Từ ngày"))
    valid_to = _day(_("Đến hết ngày"))
    reason = _text(_("Lý do"), _("Xin ghi lý do."), limit=500)
    decision = _text(_("Quyết định số"), limit=200)

    def __init__(self, posted: Any = None, *, colleagues: list[tuple[str, str]], holding: int) -> None:
        super().__init__(posted, initial={"holding": holding})
        delegate = self.fields["delegate"]
        assert isinstance(delegate, forms.ChoiceField)
        delegate.choices = [("", _("Chọn một người")), *colleagues]

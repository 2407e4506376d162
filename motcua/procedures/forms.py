from collections.abc import Iterable, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.procedures.models import OnlineLevel, ProcedureCase

Options = Sequence[tuple[str, str]]


class FilingForm(forms.Form):
    """With what a procedure is filed here: how far online, where to, and by which process each case goes."""

    online_level = forms.ChoiceField(
        label=_("Mức trực tuyến"),
        choices=[each for each in OnlineLevel.choices if each[0] != OnlineLevel.INFO],
        widget=forms.RadioSelect,
    )
    partial_reason = forms.CharField(
        label=_("Lý do công khai"), help_text=_("Chỉ khi trực tuyến một phần."), max_length=500, required=False
    )
    required_assurance = forms.TypedChoiceField(
        label=_("Người nộp trực tuyến đăng nhập bằng"),
        choices=[("1", _("Tài khoản tại cổng (mức 1)")), ("2", _("Định danh quốc gia (mức 2)"))],
        coerce=int,
        initial="2",
        widget=forms.RadioSelect,
    )
    data_class = forms.TypedChoiceField(
        label=_("Mức bảo mật của hồ sơ"),
        choices=[("1", _("Thường")), ("2", _("Nội bộ")), ("3", _("Mật"))],
        help_text=_("Hồ sơ nội bộ hoặc mật chỉ người được giao mức đó mới thấy."),
        coerce=int,
        initial="1",
        required=False,
        empty_value="1",
        widget=forms.RadioSelect,
    )
    place = forms.ChoiceField(label=_("Nơi nhận hồ sơ"))

    def __init__(
        self, *args: object, cases: Iterable[ProcedureCase], places: Options, processes: Options, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        listed = list(cases)
        self.fields["place"] = forms.ChoiceField(label=_("Nơi nhận hồ sơ"), choices=[("", _("Chọn…")), *places])
        for case in listed:
            label = _("Quy trình: %(case)s") % {"case": case.name} if len(listed) > 1 else _("Quy trình giải quyết")
            self.fields[f"process-{case.key}"] = forms.ChoiceField(label=label, choices=[("", _("Chọn…")), *processes])
        for field in self.fields.values():
            field.error_messages["required"] = _("Xin chọn.")


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

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.accounts.public import PositionHolding
from motcua.certifications.models import CertificationBook
from motcua.certifications.rules import MOST_COPIES, MOST_PAGES, Medium


class RequesterForm(forms.Form):
    """Who asks, who signs, on what."""

    requester = forms.CharField(
        label=_("Người yêu cầu chứng thực"),
        max_length=1000,
        error_messages={"required": _("Xin ghi họ tên người yêu cầu chứng thực.")},
    )
    signer = forms.TypedChoiceField(
        label=_("Người ký chứng thực"),
        coerce=int,
        error_messages={
            "required": _("Xin chọn người ký chứng thực có thẩm quyền tại đơn vị."),
            "invalid_choice": _("Xin chọn người ký chứng thực có thẩm quyền tại đơn vị."),
        },
    )
    medium = forms.ChoiceField(label=_("Hình thức"), choices=CertificationBook.MEDIA, initial=Medium.PAPER)

    def __init__(self, *args: Any, signers: list[PositionHolding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["signer"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(each.pk, f"{each.person.full_name} – {each.position.name}") for each in signers]


class PaperForm(forms.Form):
    """One paper of a turn; its names begin with `p0-`, `p1-` …"""

    document = forms.CharField(
        label=_("Giấy tờ được sao"), max_length=300, error_messages={"required": _("Xin ghi tên giấy tờ được sao.")}
    )
    pages = forms.IntegerField(
        label=_("Số trang"),
        min_value=1,
        max_value=MOST_PAGES,
        error_messages={
            "required": _("Xin ghi số trang của bản chính."),
            "invalid": _("Số trang là số nguyên, ví dụ 2."),
            "min_value": _("Số trang từ 1 trở lên."),
            "max_value": _("Số trang quá lớn. Xin kiểm tra lại."),
        },
    )
    copies = forms.IntegerField(
        label=_("Số bản sao"),
        min_value=1,
        max_value=MOST_COPIES,
        error_messages={
            "required": _("Xin ghi số bản sao."),
            "invalid": _("Số bản sao là số nguyên, ví dụ 3."),
            "min_value": _("Số bản sao từ 1 trở lên."),
            "max_value": _("Số bản sao quá lớn. Xin kiểm tra lại."),
        },
    )


class FeeForm(forms.Form):
    """What officials set."""

    since = forms.DateField(label=_("Áp dụng từ ngày"), input_formats=["%d/%m/%Y", "%Y-%m-%d"])
    first_pages = forms.IntegerField(label=_("Số trang tính mức đầu"), min_value=0, max_value=1000)
    first_amount = forms.IntegerField(label=_("Mỗi trang đầu (đồng)"), min_value=0, max_value=10_000_000)
    later_amount = forms.IntegerField(label=_("Mỗi trang sau (đồng)"), min_value=0, max_value=10_000_000)
    most_per_copy = forms.IntegerField(label=_("Tối đa mỗi bản (đồng)"), min_value=0, max_value=10_000_000)
    basis = forms.CharField(label=_("Căn cứ"), max_length=300)

"""What an official types about a process as a whole."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.accounts.public import Account
from motcua.platform.text import clean


class AboutForm(forms.Form):
    """What a process is called, who answers for it, for which procedures it is, and how it begins and ends."""

    name = forms.CharField(label=gettext_lazy("Tên quy trình"), max_length=500)
    owner = forms.CharField(label=gettext_lazy("Người phụ trách (tên đăng nhập)"), required=False, max_length=150)
    review_on = forms.DateField(
        label=gettext_lazy("Rà soát lại trước ngày"), required=False, input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        error_messages={"invalid": gettext_lazy("Xin nhập ngày dạng dd/mm/yyyy.")},
    )  # fmt: skip
    procedures = forms.CharField(
        label=gettext_lazy("Mã thủ tục hành chính"),
        help_text=gettext_lazy(
            "Mỗi dòng một mã, ví dụ 1.001193. Đường dài nhất được so với thời hạn của các thủ tục này."
        ),
        widget=forms.Textarea,
        required=False,
        max_length=2000,
    )
    legal_basis = forms.CharField(
        label=gettext_lazy("Căn cứ pháp lý riêng của quy trình"),
        help_text=gettext_lazy("Mỗi dòng một văn bản, bắt đầu bằng số, ký hiệu. Căn cứ của thủ tục thì không ghi lại."),
        widget=forms.Textarea,
        required=False,
        max_length=4000,
    )
    start = forms.CharField(label=gettext_lazy("Bắt đầu khi"), required=False, max_length=200)
    ends = forms.CharField(
        label=gettext_lazy("Các cách kết thúc"),
        help_text=gettext_lazy("Mỗi dòng một cách; dòng đầu là nơi bước cuối cùng dẫn tới."),
        widget=forms.Textarea,
        required=False,
        max_length=2000,
    )

    def clean_owner(self) -> Account | None:
        """The official of that name."""
        named = clean(self.cleaned_data["owner"])
        if not named:
            return None
        found: Account | None = Account.objects.filter(username=named, kind="official", is_active=True).first()
        if found is None:
            raise forms.ValidationError(_("Không có cán bộ nào mang tên đăng nhập này."))
        return found

    def codes(self) -> list[str]:
        """The codes of procedures, one a line."""
        return self.lines("procedures")

    def lines(self, field: str) -> list[str]:
        """The lines of a field, each once."""
        return list(dict.fromkeys(clean(each) for each in self.cleaned_data[field].splitlines() if clean(each)))

"""What an official types about one question, and how it is read into the form."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.forms.reads.kinds import PERSONAL
from motcua.forms.rules.definition import CHOICES, Widget
from motcua.forms.rules.drawing import Asking, slug
from motcua.forms.rules.sanity import FILE_KINDS, LONGEST, MOST_FILES, MOST_MEGABYTES, MOST_ROWS

LIMITED = frozenset({Widget.TEXT, Widget.TEXTAREA, Widget.EMAIL})
NUMBERS = frozenset({Widget.NUMBER, Widget.MONEY})
ALWAYS = ""


class QuestionForm(forms.Form):
    """One question of one kind; only what that kind needs is asked."""

    label = forms.CharField(label=gettext_lazy("Câu hỏi (nhãn)"), max_length=300)
    hint = forms.CharField(label=gettext_lazy("Gợi ý dưới nhãn"), max_length=500, required=False)
    required = forms.BooleanField(label=gettext_lazy("Bắt buộc trả lời"), required=False)
    options = forms.CharField(
        label=gettext_lazy("Các mục để chọn"),
        help_text=gettext_lazy("Mỗi dòng một mục."),
        widget=forms.Textarea,
        max_length=20_000,
    )
    max_length = forms.IntegerField(label=gettext_lazy("Số ký tự tối đa"), min_value=1, max_value=LONGEST)
    minimum = forms.IntegerField(label=gettext_lazy("Giá trị nhỏ nhất"), required=False)
    maximum = forms.IntegerField(label=gettext_lazy("Giá trị lớn nhất"), required=False)
    within = forms.RegexField(
        r"^[0-9]{2}$",
        label=gettext_lazy("Mã tỉnh, thành phố"),
        help_text=gettext_lazy("Hai chữ số thì hỏi xã, phường trong tỉnh ấy; để trống thì hỏi tỉnh."),
        required=False,
        error_messages={"invalid": gettext_lazy("Mã tỉnh, thành phố gồm đúng 2 chữ số, ví dụ 31.")},
    )
    row_label = forms.CharField(
        label=gettext_lazy("Tên gọi một mục"), help_text=gettext_lazy("Ví dụ: Người con"), max_length=100
    )
    min_rows = forms.IntegerField(label=gettext_lazy("Số mục ít nhất"), min_value=0, max_value=MOST_ROWS)
    max_rows = forms.IntegerField(label=gettext_lazy("Số mục nhiều nhất"), min_value=1, max_value=MOST_ROWS)
    component = forms.RegexField(
        r"^[a-z0-9]+(-[a-z0-9]+)*$",
        label=gettext_lazy("Mã giấy tờ trong thủ tục"),
        help_text=gettext_lazy("Tệp được đính vào thành phần hồ sơ có mã này, ví dụ giay-chung-sinh."),
        max_length=60,
        error_messages={"invalid": gettext_lazy("Mã giấy tờ gồm chữ thường không dấu, chữ số, nối bằng “-”.")},
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Loại tệp nhận"),
        choices=[(kind, kind.upper()) for kind in FILE_KINDS],
        widget=forms.CheckboxSelectMultiple,
    )
    megabytes = forms.IntegerField(label=gettext_lazy("Mỗi tệp không quá (MB)"), min_value=1, max_value=MOST_MEGABYTES)
    count = forms.IntegerField(label=gettext_lazy("Nhiều nhất bao nhiêu tệp"), min_value=1, max_value=MOST_FILES)
    when = forms.ChoiceField(label=gettext_lazy("Hỏi khi nào"), required=False)
    personal = forms.ChoiceField(label=gettext_lazy("Dữ liệu cá nhân"), choices=list(PERSONAL.items()))
    source = forms.RegexField(
        r"^[a-z_]+(\.[a-z_]+)*$",
        label=gettext_lazy("Nguồn dữ liệu để điền sẵn"),
        help_text=gettext_lazy("Ví dụ person.full_name. Để trống nếu người dân tự điền."),
        max_length=100,
        required=False,
        error_messages={"invalid": gettext_lazy("Nguồn dữ liệu gồm chữ thường không dấu, nối bằng dấu chấm.")},
    )

    def __init__(
        self, kind: str, deciders: list[tuple[str, str]], *args: Any, keeps: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.keeps = kind, keeps
        of_kind = {
            "options": kind in CHOICES,
            "max_length": kind in LIMITED,
            "minimum": kind in NUMBERS,
            "maximum": kind in NUMBERS,
            "within": kind == Widget.AREA,
            "source": kind not in (Widget.GROUP, Widget.FILE),
            "when": not keeps and bool(deciders),
            **dict.fromkeys(("row_label", "min_rows", "max_rows"), kind == Widget.GROUP),
            **dict.fromkeys(("component", "kinds", "megabytes", "count"), kind == Widget.FILE),
        }
        for name, is_asked in of_kind.items():
            if not is_asked:
                del self.fields[name]
        if "when" in self.fields:
            when = self.fields["when"]
            assert isinstance(when, forms.ChoiceField)
            when.choices = [(ALWAYS, _("Luôn luôn hỏi")), *deciders]
        for field in self.fields.values():
            field.error_messages["required"] = _("Xin điền “%(label)s”.") % {"label": field.label}

    def clean(self) -> dict[str, Any]:
        """The largest is no smaller than the smallest."""
        told: dict[str, Any] = self.cleaned_data
        for least, most in (("min_rows", "max_rows"), ("minimum", "maximum")):
            low, high = told.get(least), told.get(most)
            if low is not None and high is not None and low > high:
                self.add_error(most, _("Số lớn nhất không thể nhỏ hơn số nhỏ nhất."))
        return told

    def asking(self, before: Asking | None) -> Asking:
        """What was typed, as a question; what this kind does not say stays as before."""
        told = self.cleaned_data
        begun = before or Asking(widget=self.kind, label="")
        plain = {name: told[name] for name in told if name not in ("options", "when", "kinds")}
        known = {label: value for value, label in begun.options}
        labels = dict.fromkeys(" ".join(line.split()) for line in told.get("options", "").splitlines() if line.strip())
        values: dict[str, str] = {}
        for label in labels:
            value, number = known.get(label) or slug(label), 2
            while value in values:
                value, number = f"{slug(label)}-{number}", number + 1
            values[value] = label
        return Asking(
            **{
                **{name: getattr(begun, name) for name in Asking.__dataclass_fields__},
                **plain,
                "options": tuple(values.items()),
                "kinds": tuple(told.get("kinds", begun.kinds)),
                "when": decider_of(told.get("when", ALWAYS)),
                "keeps": self.keeps,
            }
        )


def decider_of(text: str) -> tuple[str, Any] | None:
    """The question and answer behind a choice of “Hỏi khi nào”: `coCon=true`, `loai=khac`."""
    name, equals, value = text.partition("=")
    return (name, {"true": True, "false": False}.get(value, value)) if equals else None


def text_of(when: tuple[str, Any] | None) -> str:
    """The choice of “Hỏi khi nào” for a question and answer."""
    if when is None:
        return ALWAYS
    name, value = when
    return f"{name}={str(value).lower() if isinstance(value, bool) else value}"


def first_values(asking: Asking) -> dict[str, Any]:
    """What stands in the fields when the page opens."""
    values = {name: getattr(asking, name) for name in Asking.__dataclass_fields__}
    options = "\n".join(label for _value, label in asking.options)
    return {**values, "options": options, "when": text_of(asking.when), "max_length": asking.max_length or 200}

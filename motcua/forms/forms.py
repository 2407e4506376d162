"""What an official types about one question, and how it is read into the form."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.forms.reads.kinds import PERSONAL
from motcua.forms.rules.checks import CHECKS
from motcua.forms.rules.conditions import When
from motcua.forms.rules.definition import CHOICES, Widget
from motcua.forms.rules.drawing import Asking, slug
from motcua.forms.rules.sanity import FILE_KINDS, LONGEST, MOST_FILES, MOST_MEGABYTES, MOST_ROWS

LIMITED = frozenset({Widget.TEXT, Widget.TEXTAREA, Widget.EMAIL})
NUMBERS = frozenset({Widget.NUMBER, Widget.MONEY})
DECIDED = frozenset({"when", "must"})


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
    when = forms.MultipleChoiceField(
        label=gettext_lazy("Chỉ hỏi khi"),
        help_text=gettext_lazy("Không đánh dấu thì luôn hỏi; đánh dấu nhiều câu trả lời thì chỉ cần một trong số đó."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    must = forms.MultipleChoiceField(
        label=gettext_lazy("Chỉ bắt buộc khi"),
        help_text=gettext_lazy("Dùng thay cho “Bắt buộc trả lời”, khi có trường hợp để trống được."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    personal = forms.ChoiceField(label=gettext_lazy("Dữ liệu cá nhân"), choices=list(PERSONAL.items()))
    source = forms.ChoiceField(
        label=gettext_lazy("Nguồn dữ liệu để điền sẵn"),
        help_text=gettext_lazy("Thông tin nguồn đã có thì điền sẵn, người dân không phải khai lại."),
        required=False,
    )

    def __init__(
        self,
        kind: str,
        deciders: list[tuple[str, str]],
        *args: Any,
        keeps: bool = False,
        sources: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
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
            "required": not keeps,
            "when": not keeps and bool(deciders),
            "must": not keeps and bool(deciders),
            **dict.fromkeys(("row_label", "min_rows", "max_rows"), kind == Widget.GROUP),
            **dict.fromkeys(("component", "kinds", "megabytes", "count"), kind == Widget.FILE),
        }
        for name, is_asked in of_kind.items():
            if not is_asked:
                del self.fields[name]
        bound = self.fields.get("source")
        if isinstance(bound, forms.ChoiceField):
            kept = str(self.initial.get("source") or "")
            others = [(kept, kept)] if kept not in dict(sources) else []
            bound.choices = [*sources, *others]
        for name in DECIDED & set(self.fields):
            decided = self.fields[name]
            assert isinstance(decided, forms.MultipleChoiceField)
            decided.choices = deciders
        for field in self.fields.values():
            field.error_messages["required"] = _("Xin điền “%(label)s”.") % {"label": field.label}

    def clean(self) -> dict[str, Any]:
        """The largest is no smaller than the smallest; answers that decide are answers to one question."""
        told: dict[str, Any] = self.cleaned_data
        for least, most in (("min_rows", "max_rows"), ("minimum", "maximum")):
            low, high = told.get(least), told.get(most)
            if low is not None and high is not None and low > high:
                self.add_error(most, _("Số lớn nhất không thể nhỏ hơn số nhỏ nhất."))
        for name in DECIDED & set(told):
            if len({text.partition("=")[0] for text in told[name]}) > 1:
                said = _(
                    "Xin chỉ đánh dấu các câu trả lời của một câu hỏi. Điều kiện ghép chỉ viết được trong lược đồ."
                )
                self.add_error(name, said)
        if told.get("required") and told.get("must"):
            self.add_error("must", _("Câu hỏi đã bắt buộc mỗi khi được hỏi. Xin bỏ một trong hai."))
        return told

    def asking(self, before: Asking | None) -> Asking:
        """What was typed, as a question; what this kind does not say stays as before."""
        told = self.cleaned_data
        begun = before or Asking(widget=self.kind, label="")
        plain = {name: told[name] for name in told if name not in ("options", "when", "must", "kinds")}
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
                "when": begun.when if self.keeps else deciding(told.get("when", [])),
                "must": begun.must if self.keeps else deciding(told.get("must", [])),
                "keeps": self.keeps,
            }
        )


def deciding(texts: list[str]) -> When | None:
    """The question and answers behind ticked texts: `coCon=true`, `loai=khac`."""
    if not texts:
        return None
    answers = [text.partition("=")[2] for text in texts]
    return texts[0].partition("=")[0], tuple({"true": True, "false": False}.get(each, each) for each in answers)


def texts_of(when: When | None) -> list[str]:
    """The texts to tick for a question and answers."""
    name, answers = when or ("", ())
    return [f"{name}={str(each).lower() if isinstance(each, bool) else each}" for each in answers]


def first_values(asking: Asking) -> dict[str, Any]:
    """What stands in the fields when the page opens."""
    values = {name: getattr(asking, name) for name in Asking.__dataclass_fields__}
    values["max_length"] = asking.max_length or 200
    options = "\n".join(label for _value, label in asking.options)
    return {**values, "options": options, "when": texts_of(asking.when), "must": texts_of(asking.must)}


class CheckForm(forms.Form):
    """A check across answers: its numbers, and the words in which it refuses."""

    message = forms.CharField(
        label=gettext_lazy("Lời báo khi câu trả lời không qua"),
        help_text=gettext_lazy("Để trống thì dùng lời có sẵn."),
        widget=forms.Textarea,
        max_length=500,
        required=False,
    )

    def __init__(self, check: Mapping[str, Any], posted: QueryDict | None = None) -> None:
        params = check.get("params", {})
        super().__init__(posted, initial={"message": check.get("message", ""), **params})
        words = {"years": _("Số năm"), "days": _("Số ngày")}
        self.numbers = CHECKS[check["rule"]].numbers if check.get("rule") in CHECKS else ()
        for name in self.numbers:
            self.fields[name] = forms.IntegerField(label=words[name], min_value=0, max_value=100_000)
        self.order_fields([*self.numbers, "message"])

    def told(self) -> tuple[dict[str, int], str]:
        """The numbers, and the message."""
        return {name: self.cleaned_data[name] for name in self.numbers}, self.cleaned_data["message"]

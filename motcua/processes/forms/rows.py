"""What an official types about one row of the table, and how it is read."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.accounts.public import Role
from motcua.organisations.public import Organisation
from motcua.platform import clock
from motcua.platform.text import clean, fold
from motcua.processes.ports import step_forms
from motcua.processes.rules import (
    UNIT_PREFIX,
    BadCondition,
    BoundaryTimer,
    Kind,
    Limit,
    LimitUnit,
    Outcome,
    Performer,
    UserTask,
    read_condition,
)
from motcua.processes.rules.definition import UNTIMED
from motcua.processes.rules.table import Step, Timer, Way
from motcua.processes.sheet import outcome_condition, outputs, relations

UNIT, DEFAULT, WRITTEN = "unit", "*", "?"
UNITS = {
    LimitUnit.WORKING_DAY: gettext_lazy("ngày làm việc"),
    LimitUnit.WORKING_HOUR: gettext_lazy("giờ làm việc"),
    LimitUnit.DAY: gettext_lazy("ngày"),
    LimitUnit.HOUR: gettext_lazy("giờ"),
}
TONES = {
    "primary": gettext_lazy("Nút chính"),
    "neutral": gettext_lazy("Nút thường"),
    "danger": gettext_lazy("Từ chối, hủy"),
}
# What dossiers read from the key of a button; only a supplement leaves the step open.
SUPPLEMENT = "request_supplement"
MEANINGS = {
    "": gettext_lazy("Xong bước, đi tiếp"),
    "approve": gettext_lazy("Đồng ý giải quyết"),
    "refuse": gettext_lazy("Từ chối giải quyết"),
    SUPPLEMENT: gettext_lazy("Yêu cầu bổ sung, bước vẫn mở"),
}
# A step may go uncounted where the owner says so; a clock may not.
STEP_UNITS = {**{str(key): words for key, words in UNITS.items()}, UNTIMED: gettext_lazy("không tính thời gian")}
Choices = Sequence[tuple[str, Any]]


class Amount(forms.DecimalField):
    """A number with a comma or a point."""

    def __init__(self, **more: Any) -> None:
        super().__init__(min_value=Decimal("0.01"), max_value=10_000, decimal_places=2, widget=forms.TextInput, **more)
        self.error_messages["invalid"] = _("Xin nhập một số, ví dụ 0,5.")

    def to_python(self, value: Any) -> Any:
        """0,5 as well as 0.5."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        """As Vietnamese writes it."""
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value


class StepForm(forms.Form):
    """What a step is: what is done, by whom, in what time, with which papers."""

    name = forms.CharField(label=gettext_lazy("Tên bước"), max_length=300)
    content = forms.CharField(
        label=gettext_lazy("Nội dung công việc"), widget=forms.Textarea, max_length=10_000, required=False
    )
    role = forms.ChoiceField(label=gettext_lazy("Người thực hiện (vai trò)"), required=False)
    stand_in = forms.ChoiceField(
        label=gettext_lazy("Khi không có ai giữ vai trò"),
        help_text=gettext_lazy("Để trống: lãnh đạo phòng, rồi lãnh đạo đơn vị, rồi lãnh đạo cấp trên."),
        required=False,
    )
    organisation = forms.ChoiceField(label=gettext_lazy("Tại cơ quan"))
    unit = forms.CharField(
        label=gettext_lazy("Mã cơ quan nhất định"),
        help_text=gettext_lazy("Chỉ điền khi chọn “một cơ quan nhất định”."),
        required=False,
        max_length=100,
    )
    amount = Amount(
        label=gettext_lazy("Thời gian"),
        help_text=gettext_lazy("Chờ người dân thì để trống và chọn “không tính thời gian”."),
        required=False,
    )
    time_unit = forms.ChoiceField(label=gettext_lazy("Đơn vị"), choices=[*STEP_UNITS.items()])
    form = forms.ChoiceField(label=gettext_lazy("Biểu mẫu"), required=False)
    outputs = forms.MultipleChoiceField(
        label=gettext_lazy("Phải có khi xong bước"), widget=forms.CheckboxSelectMultiple, required=False
    )
    papers = forms.CharField(
        label=gettext_lazy("Văn bản phải có khác"),
        help_text=gettext_lazy("Mỗi dòng một loại, ví dụ: Tờ trình."),
        widget=forms.Textarea,
        max_length=2000,
        required=False,
    )

    def __init__(self, task: UserTask, posted: Any = None) -> None:
        where = task.performer.organisation
        is_unit = where.startswith(UNIT_PREFIX)
        first = {
            "name": task.name,
            "content": task.content,
            "role": task.performer.role,
            "stand_in": next(iter(task.performer.otherwise), ""),
            "organisation": UNIT if is_unit else where,
            "unit": where.removeprefix(UNIT_PREFIX) if is_unit else "",
            "amount": task.limit.amount if task.limit else None,
            "time_unit": str(task.limit.unit)
            if task.limit
            else UNTIMED
            if task.untimed
            else str(LimitUnit.WORKING_DAY),
            "form": task.form,
            "outputs": [each for each in task.outputs if each in outputs()],
            "papers": "\n".join(each for each in task.outputs if each not in outputs()),
        }
        super().__init__(posted, initial=first, auto_id="id_%s")
        self.task = task
        roles = [*Role.objects.order_by("name").values_list("code", "name")]
        kept = [(task.performer.role, task.performer.role)] if task.performer.role not in dict(roles) else []
        asked = {"role": [("", _("Chưa chọn")), *roles, *(each for each in kept if each[0])]}
        others = [(each, each) for each in task.performer.otherwise if each not in dict(roles)]
        asked["stand_in"] = [("", _("Lãnh đạo")), *roles, *others]
        asked["organisation"] = [*relations().items(), (UNIT, _("một cơ quan nhất định"))]
        known = list(step_forms())
        other = [(task.form, task.form)] if task.form and task.form not in dict(known) else []
        asked["form"] = [("", _("Không có")), *known, *other]
        asked["outputs"] = list(outputs().items())
        for name, choices in asked.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.error_messages["required"] = _("Xin điền “%(label)s”.") % {"label": field.label}

    def clean(self) -> dict[str, Any]:
        """A certain organisation is one that there is."""
        told: dict[str, Any] = self.cleaned_data
        if told.get("organisation") == UNIT:
            known = Organisation.objects.as_of(clock.today()).filter(identifier=clean(told.get("unit", "")))
            if not known.exists():
                self.add_error("unit", _("Không có cơ quan nào mang mã này."))
        if told.get("amount") and told.get("time_unit") == UNTIMED:
            self.add_error("time_unit", _("Đã ghi thời gian thì xin chọn đơn vị."))
        return told

    def told(self) -> UserTask:
        """The step as typed; its buttons stay."""
        told = self.cleaned_data
        where = UNIT_PREFIX + clean(told["unit"]) if told["organisation"] == UNIT else told["organisation"]
        limit = Limit(told["amount"].normalize(), LimitUnit(told["time_unit"])) if told["amount"] else None
        papers = dict.fromkeys(clean(line) for line in told["papers"].splitlines() if clean(line))
        return replace(
            self.task,
            name=clean(told["name"]),
            content=told["content"].strip(),
            performer=Performer(told["role"], where, self.stand_ins(told["stand_in"])),
            limit=limit,
            untimed=told["time_unit"] == UNTIMED,
            form=told["form"],
            outputs=(*told["outputs"], *papers),
        )

    def stand_ins(self, first: str) -> tuple[str, ...]:
        """Who stands in: the first as chosen, those after it as they were; none where the heads are to do it."""
        return tuple(dict.fromkeys((first, *self.task.performer.otherwise[1:]))) if first else ()


class OutcomeLine(forms.Form):
    """One button of a step; a line without words is no button."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)
    label = forms.CharField(label=gettext_lazy("Chữ trên nút"), max_length=100, required=False)
    tone = forms.ChoiceField(label=gettext_lazy("Kiểu nút"), choices=list(TONES.items()), initial="neutral")
    meaning = forms.ChoiceField(label=gettext_lazy("Nghĩa là"), choices=list(MEANINGS.items()), required=False)
    note_required = forms.BooleanField(label=gettext_lazy("Phải ghi ý kiến"), required=False)


class WayLine(forms.Form):
    """One way from a row: when, and where to; a line without "when" is no way."""

    when = forms.ChoiceField(label=gettext_lazy("Khi"), required=False)
    condition = forms.CharField(label=gettext_lazy("Điều kiện (FEEL)"), max_length=1000, required=False)
    target = forms.ChoiceField(label=gettext_lazy("Đi tới"), required=False)
    max_rounds = forms.IntegerField(label=gettext_lazy("Nhiều nhất (lần)"), min_value=0, max_value=1000, required=False)

    def __init__(self, *args: Any, whens: Choices = (), targets: Choices = (), **more: Any) -> None:
        super().__init__(*args, **more)
        said = [("", "–"), *whens, (WRITTEN, _("Điều kiện viết ở bên")), (DEFAULT, _("Mọi trường hợp còn lại"))]
        kept = self.initial.get("target")
        other = [(kept, kept)] if kept and kept not in dict(targets) else []
        self.fields["when"].choices = said  # type: ignore[attr-defined]
        self.fields["target"].choices = [("", _("Chọn bước…")), *targets, *other]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A written condition is one that is understood."""
        told: dict[str, Any] = self.cleaned_data
        if told.get("when") == WRITTEN:
            try:
                read_condition(told.get("condition", ""))
            except BadCondition as bad:
                self.add_error(
                    "condition", _("Điều kiện chưa đúng: %(why)s.") % {"why": _(bad.template).format(**bad.values_)}
                )
        if told.get("when") and not told.get("target"):
            self.add_error("target", _("Xin chọn bước đi tới."))
        return told


class TimerLine(forms.Form):
    """One timer of a step; a line without a time is none."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)
    amount = Amount(label=gettext_lazy("Quá"), required=False)
    time_unit = forms.ChoiceField(label=gettext_lazy("Đơn vị"), choices=[(str(k), v) for k, v in UNITS.items()])
    interrupting = forms.BooleanField(label=gettext_lazy("Lấy bước này khỏi người đang giữ"), required=False)
    target = forms.ChoiceField(label=gettext_lazy("Đi tới"), required=False)

    def __init__(self, *args: Any, targets: Choices = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["target"].choices = [*targets]  # type: ignore[attr-defined]


OutcomeLines = forms.formset_factory(OutcomeLine, extra=2, max_num=30)
WayLines = forms.formset_factory(WayLine, extra=2, max_num=60)
TimerLines = forms.formset_factory(TimerLine, extra=1, max_num=20)


def outcome_lines(task: UserTask, posted: Any = None) -> Any:
    """The buttons of a step as lines to type in."""
    first = [
        {"key": each.key, "label": _(each.label), "tone": each.tone,
         "meaning": each.key if each.key in MEANINGS else "", "note_required": each.note_required}
        for each in task.outcomes
    ]  # fmt: skip
    return OutcomeLines(posted, initial=first, prefix="nut")


def told_outcomes(lines: Any, before: Sequence[Outcome]) -> tuple[tuple[Outcome, ...], dict[str, str]]:
    """The buttons as typed, and the keys that became others; new ones get a key of their words."""
    found: list[Outcome] = []
    renamed: dict[str, str] = {}
    still_open = {each.key for each in before if not each.completes}
    for line in lines:
        told = line.cleaned_data
        label = clean(told.get("label", ""))
        if not label:
            continue
        old = told.get("key", "")
        plain = "" if old in MEANINGS else old
        wanted = told.get("meaning") or plain or _key(label)
        key, number = wanted, 2
        while key in {each.key for each in found}:
            key, number = f"{wanted}_{number}", number + 1
        completes = key != SUPPLEMENT and key not in still_open
        found.append(Outcome(key, label, told["tone"], completes, told["note_required"]))
        if old and old != key:
            renamed[outcome_condition(old)] = outcome_condition(key)
    return tuple(found), renamed


def _key(label: str) -> str:
    words = "_".join(part for part in "".join(c if c.isalnum() else " " for c in fold(label)).split())
    key = "".join(c for c in words if c.isascii())[:50]
    return key if key and key[0].isalpha() else f"k_{key}"


def way_lines(then: Sequence[Way], outcomes: Sequence[Outcome], targets: Choices, posted: Any = None) -> Any:
    """The ways of a row as lines to type in."""
    whens = [(outcome_condition(each.key), _(each.label)) for each in outcomes if each.completes]
    known = {text for text, _words in whens}
    first = [
        {
            "when": DEFAULT
            if way.default
            else way.condition
            if way.condition in known
            else WRITTEN
            if way.condition
            else DEFAULT,
            "condition": "" if way.condition in known else way.condition,
            "target": way.target,
            "max_rounds": way.max_rounds or None,
        }
        for way in then
    ]
    return WayLines(posted, initial=first, prefix="huong", form_kwargs={"whens": whens, "targets": targets})


def told_ways(lines: Any, outcomes: Sequence[Outcome], before: Sequence[Way]) -> tuple[Way, ...]:
    """The ways as typed: those with a condition in their order, then what remains; none where all just goes on.

    A way is called as the button that leads there, or as it was called before.
    """
    names = {(way.condition, way.default): way.name for way in before}
    names |= {(outcome_condition(each.key), False): each.label for each in outcomes}
    ways: list[Way] = []
    for line in lines:
        told = line.cleaned_data
        when = told.get("when", "")
        if when:
            condition = clean(told["condition"]) if when == WRITTEN else "" if when == DEFAULT else when
            name = names.get((condition, when == DEFAULT), "")
            ways.append(Way(told["target"], condition, when == DEFAULT, name, told.get("max_rounds") or 0))
    conditional = [way for way in ways if way.condition]
    rest = [way for way in ways if not way.condition]
    if not conditional:
        return tuple(replace(way, default=False) for way in rest[:1] if way != Way(default=True))
    return (*conditional, *rest[:1])


def timer_lines(step: Step, targets: Choices, posted: Any = None) -> Any:
    """The timers of a step as lines to type in."""
    first = [
        {
            "key": timer.id,
            "amount": timer.node.limit.amount if timer.node.limit else None,
            "time_unit": str(timer.node.limit.unit) if timer.node.limit else str(LimitUnit.WORKING_DAY),
            "interrupting": timer.node.interrupting,
            "target": timer.then.target,
        }
        for timer in step.timers
    ]
    return TimerLines(posted, initial=first, prefix="hen", form_kwargs={"targets": targets})


def told_timers(step: Step, lines: Any) -> tuple[Timer, ...]:
    """The timers as typed; those that run by a plan of instants stay as they are."""
    known = {timer.id: timer for timer in step.timers}
    found = [timer for timer in step.timers if timer.node.limit is None]
    taken = set(known)
    for line in lines:
        told = line.cleaned_data
        if not told.get("amount"):
            continue
        limit = Limit(told["amount"].normalize(), LimitUnit(told["time_unit"]))
        key = told["key"] if told["key"] in known else _free(f"{step.id}_timer", taken)
        taken.add(key)
        old = known[key].node if key in known else BoundaryTimer(key, Kind.TIMER)
        node = replace(old, attached_to=step.id, limit=limit, interrupting=told["interrupting"])
        way = replace(known[key].then, target=told["target"]) if key in known else Way(told["target"])
        found.append(Timer(node, way))
    return tuple(found)


def _free(wanted: str, taken: set[str]) -> str:
    key, number = wanted, 2
    while key in taken:
        key, number = f"{wanted}_{number}", number + 1
    return key

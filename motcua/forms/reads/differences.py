"""What a version of a form changes against another, in words for whoever publishes it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.utils.translation import gettext as _

from motcua.forms.reads.conditions import when_said
from motcua.forms.reads.kinds import KINDS, PERSONAL
from motcua.forms.rules.definition import Schema, Widget
from motcua.forms.rules.drawing import Asking, asking_of, settled
from motcua.forms.rules.sanity import widget_of


@dataclass(frozen=True)
class Difference:
    """One thing that differs: `kind` is added, removed or changed; `before` and `after` may be empty."""

    kind: str
    what: str
    before: str = ""
    after: str = ""


def paths_of(schema: Schema) -> list[str]:
    """Every question by its path, those of a repeating group after it, in the order in which they are asked."""
    drawn = settled(schema)
    found = []
    for name in (name for step in drawn["x-steps"] for name in step["fields"]):
        prop = drawn["properties"].get(name, {})
        found.append(name)
        if prop and widget_of(prop) == Widget.GROUP:
            found += [f"{name}-{inner}" for inner in prop.get("items", {}).get("x-fields", [])]
    return found


def differences(old: Schema, new: Schema) -> list[Difference]:
    """What the new schema asks that the old did not, no longer asks, or asks otherwise; checks by name are not told."""
    was = {path: asking_of(old, path) for path in paths_of(old)}
    now = {path: asking_of(new, path) for path in paths_of(new)}
    found = _steps(old, new)
    found += [Difference("added", _label(path, now)) for path in now if path not in was]
    found += [Difference("removed", _label(path, was)) for path in was if path not in now]
    for path in (path for path in now if path in was and was[path] != now[path]):
        found += _changed(_label(path, now), (was[path], _beside(path, was)), (now[path], _beside(path, now)))
    both = [path for path in now if path in was]
    if both != [path for path in was if path in now]:
        found.append(Difference("changed", _("Thứ tự các câu hỏi")))
    return found


def _steps(old: Schema, new: Schema) -> list[Difference]:
    was = {step["code"]: step.get("title", "") for step in old.get("x-steps", ())}
    now = {step["code"]: step.get("title", "") for step in new.get("x-steps", ())}
    found = [Difference("added", _("Phần “%(title)s”") % {"title": now[code]}) for code in now if code not in was]
    found += [Difference("removed", _("Phần “%(title)s”") % {"title": was[code]}) for code in was if code not in now]
    renamed = [code for code in now if code in was and was[code] != now[code]]
    return found + [Difference("changed", _("Tên phần"), was[code], now[code]) for code in renamed]


def _label(path: str, askings: Mapping[str, Asking]) -> str:
    group, dash, _name = path.partition("-")
    label = askings[path].label
    return f"{askings[group].label}: {label}" if dash and group in askings else label


def _beside(path: str, askings: Mapping[str, Asking]) -> dict[str, Asking]:
    """The questions of the same form or row, by the names by which its conditions call them."""
    group, dash, _name = path.partition("-")
    before = f"{group}-" if dash else ""
    return {each.removeprefix(before): asking for each, asking in askings.items() if each.startswith(before)}


def _changed(
    label: str, was: tuple[Asking, Mapping[str, Asking]], now: tuple[Asking, Mapping[str, Asking]]
) -> list[Difference]:
    words = attribute_words()
    return [
        Difference("changed", f"{label} – {words[each.name]}", _attribute(each.name, *was), _attribute(each.name, *now))
        for each in fields(Asking)
        if getattr(was[0], each.name) != getattr(now[0], each.name)
    ]


def _attribute(name: str, asking: Asking, beside: Mapping[str, Asking]) -> str:
    value = getattr(asking, name)
    return when_said(value, beside) if name in ("when", "must") and value else said(value)


def attribute_words() -> dict[str, str]:
    """What an official calls each thing that is said of a question."""
    return {
        "widget": _("kiểu câu hỏi"),
        "label": _("nhãn"),
        "hint": _("gợi ý"),
        "required": _("bắt buộc"),
        "personal": _("loại dữ liệu cá nhân"),
        "source": _("nguồn dữ liệu"),
        "options": _("các mục để chọn"),
        "max_length": _("số ký tự tối đa"),
        "minimum": _("giá trị nhỏ nhất"),
        "maximum": _("giá trị lớn nhất"),
        "within": _("tỉnh, thành phố"),
        "row_label": _("tên một mục"),
        "min_rows": _("số mục ít nhất"),
        "max_rows": _("số mục nhiều nhất"),
        "component": _("giấy tờ"),
        "kinds": _("loại tệp"),
        "megabytes": _("dung lượng tối đa (MB)"),
        "count": _("số tệp tối đa"),
        "when": _("điều kiện"),
        "must": _("bắt buộc khi"),
        "keeps": _("điều kiện viết tay"),
    }


def said(value: Any) -> str:
    """A value of a question's description as people read it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    if isinstance(value, tuple):
        pairs = [each[1] if isinstance(each, tuple) else said(each) for each in value]
        return ", ".join(pairs)
    return str(KINDS.get(value) or PERSONAL.get(value) or value) if isinstance(value, str) else str(value)

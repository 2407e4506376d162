"""Drawing a form: every act takes a schema and gives the next one, what it does not speak of stays as it was.

A question is named by its path: `name`, or `group-name` inside a repeating group.
"""

import copy
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.forms.rules.conditions import ByHand, Drawn, When, clear_conditions, hangs, is_required, set_conditions
from motcua.forms.rules.definition import CHOICES, Schema, Widget, flattened, in_order, row_schema
from motcua.forms.rules.sanity import widget_of
from motcua.platform.text import fold

ROW_STEP = "row"
_TYPES: Mapping[str, Drawn] = {
    Widget.DATE: {"type": "string", "format": "date"},
    Widget.EMAIL: {"type": "string", "format": "email"},
    Widget.PHONE: {"type": "string", "format": "phone"},
    Widget.PERSONAL_ID: {"type": "string", "format": "personal-id"},
    Widget.NUMBER: {"type": "integer"},
    Widget.MONEY: {"type": "integer"},
    Widget.YES_NO: {"type": "boolean"},
    Widget.GROUP: {"type": "array"},
    Widget.FILE: {"type": "array", "items": {"type": "string"}},
}


class NoSuchPart(LookupError):
    """The form has no step or question of that name."""


@dataclass(frozen=True)
class Asking:
    """What an official says of one question; `options` are pairs of value and label.

    `when` is a question and the answers to it with which this one is asked, `must` those with which it must be
    answered; `required` means whenever it is asked. `keeps` marks conditions written by hand, left as they stand.
    """

    widget: str
    label: str
    hint: str = ""
    required: bool = True
    personal: str = "basic"
    source: str = ""
    options: tuple[tuple[str, str], ...] = ()
    max_length: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    within: str = ""
    row_label: str = ""
    min_rows: int = 0
    max_rows: int = 10
    component: str = ""
    kinds: tuple[str, ...] = ("pdf", "jpg", "png")
    megabytes: int = 10
    count: int = 20
    when: When | None = None
    must: When | None = None
    keeps: bool = False


def blank(title: str, first_step: str) -> Drawn:
    """A form of one step that asks nothing yet."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "type": "object",
        "additionalProperties": False,
        "x-steps": [{"code": "phan-1", "title": first_step, "fields": []}],
        "properties": {},
        "required": [],
    }


def settled(schema: Schema) -> Drawn:
    """A copy in the builder's own way of writing: nothing shared by `$ref`, order told by the lists alone."""
    drawn: Drawn = copy.deepcopy(dict(flattened(schema)))
    properties = drawn.setdefault("properties", {})
    for step in drawn.setdefault("x-steps", []):
        step["fields"] = list(in_order(tuple(step["fields"]), properties))
    for prop in properties.values():
        prop.pop("x-order", None)
    if "if" in drawn:
        hand_written = {key: drawn.pop(key) for key in ("if", "then", "else") if key in drawn}
        drawn["allOf"] = [hand_written, *drawn.get("allOf", [])]
    return drawn


def slug(text: str) -> str:
    """The text as a code: `Người con` → `nguoi-con`."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:40].strip("-") or "muc"


def _name(label: str, taken: Mapping[str, Any]) -> str:
    words = slug(label).split("-")
    name = words[0] + "".join(word.capitalize() for word in words[1:])
    name = name if name[0].isalpha() else "cau" + name.capitalize()
    return _free(name, taken)


def _free(name: str, taken: Mapping[str, Any]) -> str:
    number, free = 2, name
    while free in taken:
        free, number = f"{name}{number}", number + 1
    return free


def _step(drawn: Drawn, code: str) -> Drawn:
    for step in drawn["x-steps"]:
        if step["code"] == code:
            found: Drawn = step
            return found
    raise NoSuchPart(code)


def add_step(schema: Schema, title: str) -> Drawn:
    """One more step at the end."""
    drawn = settled(schema)
    codes = {step["code"]: step for step in drawn["x-steps"]}
    drawn["x-steps"].append({"code": _free(slug(title), codes), "title": title, "fields": []})
    return drawn


def name_step(schema: Schema, code: str, title: str, intro: str) -> Drawn:
    """Another title and introduction for a step; its code stays."""
    drawn = settled(schema)
    step = _step(drawn, code)
    step["title"], step["intro"] = title, intro
    return drawn


def move_step(schema: Schema, code: str, by: int) -> Drawn:
    """A step one place up (-1) or down (1); at the edge it stays."""
    drawn = settled(schema)
    _move(drawn["x-steps"], _step(drawn, code), by)
    return drawn


def remove_step(schema: Schema, code: str) -> Drawn:
    """Take a step out with all it asks."""
    drawn = settled(schema)
    step = _step(drawn, code)
    for name in list(step["fields"]):
        _take_out(drawn, name)
    drawn["x-steps"].remove(step)
    return drawn


def _move(items: list[Any], item: Any, by: int) -> None:
    place = items.index(item)
    if 0 <= place + by < len(items):
        items.insert(place + by, items.pop(place))


def _within(schema: Schema, path: str, act: Callable[[Drawn, str], str]) -> tuple[Drawn, str]:
    """Do something to the form that asks the question: the whole one, or the row of its group."""
    group, dash, name = path.partition("-")
    drawn = settled(schema)
    if not dash:
        return drawn, act(drawn, group)
    prop = drawn["properties"].get(group)
    if prop is None or widget_of(prop) != Widget.GROUP:
        raise NoSuchPart(group)
    row = settled(row_schema(prop))
    named = act(row, name)
    prop["items"] = {**{k: v for k, v in row.items() if k != "x-steps"}, "x-fields": row["x-steps"][0]["fields"]}
    return drawn, f"{group}-{named}"


def add_field(schema: Schema, step: str, asking: Asking, *, group: str = "") -> tuple[Drawn, str]:
    """One more question at the end of a step, or of the row of a group; with the path it got."""

    def act(drawn: Drawn, _name_: str) -> str:
        name = _name(asking.label, drawn["properties"])
        _step(drawn, ROW_STEP if group else step)["fields"].append(name)
        _write(drawn, name, asking)
        return name

    return _within(schema, f"{group}-" if group else "", act)


def change_field(schema: Schema, path: str, asking: Asking) -> Drawn:
    """Another wording, limit or condition of a question; its name stays, so that answers keep their place."""

    if _told(asking) == _told(was := asking_of(schema, path)) and _hanging(asking) == _hanging(was):
        return copy.deepcopy(dict(schema))

    def act(drawn: Drawn, name: str) -> str:
        _asked(drawn, name)
        _write(drawn, name, asking)
        return name

    return _within(schema, path, act)[0]


def move_field(schema: Schema, path: str, by: int) -> Drawn:
    """A question one place up or down; at the edge of its step it goes to the neighbouring one."""

    def act(drawn: Drawn, name: str) -> str:
        _asked(drawn, name)
        steps = drawn["x-steps"]
        here = next(number for number, step in enumerate(steps) if name in step["fields"])
        fields = steps[here]["fields"]
        if 0 <= fields.index(name) + by < len(fields):
            _move(fields, name, by)
        elif 0 <= here + by < len(steps):
            fields.remove(name)
            steps[here + by]["fields"].insert(0 if by > 0 else len(steps[here + by]["fields"]), name)
        return name

    return _within(schema, path, act)[0]


def duplicate_field(schema: Schema, path: str) -> Drawn:
    """The same question once more, right below."""

    def act(drawn: Drawn, name: str) -> str:
        asking = asking_of(drawn, name)
        twin = _free(name, drawn["properties"])
        drawn["properties"][twin] = copy.deepcopy(_asked(drawn, name))
        fields = next(step["fields"] for step in drawn["x-steps"] if name in step["fields"])
        fields.insert(fields.index(name) + 1, twin)
        if not asking.keeps:
            set_conditions(drawn, twin, asking.when, asking.must, required=asking.required)
        return twin

    return _within(schema, path, act)[0]


def remove_field(schema: Schema, path: str) -> Drawn:
    """Take a question out, with its conditions and checks; what hung on it is asked always."""

    def act(drawn: Drawn, name: str) -> str:
        _asked(drawn, name)
        _take_out(drawn, name)
        return name

    return _within(schema, path, act)[0]


def change_check(schema: Schema, place: int, numbers: Mapping[str, int], message: str) -> Drawn:
    """Other numbers or words of a check across answers. Raises NoSuchPart."""
    drawn: Drawn = copy.deepcopy(dict(schema))
    check = _check(drawn, place)
    told = {"params": {**check.get("params", {}), **numbers}, "message": message}
    for key, value in told.items():
        if value != check.get(key, type(value)()):
            check[key] = value
    if not check.get("message", "-"):
        del check["message"]
    return drawn


def remove_check(schema: Schema, place: int) -> Drawn:
    """Take a check across answers out. Raises NoSuchPart."""
    drawn: Drawn = copy.deepcopy(dict(schema))
    drawn["x-rules"].remove(_check(drawn, place))
    return drawn


def _check(drawn: Drawn, place: int) -> Drawn:
    checks = drawn.get("x-rules", [])
    if not 0 <= place < len(checks):
        raise NoSuchPart(str(place))
    found: Drawn = checks[place]
    return found


def _asked(drawn: Schema, name: str) -> Drawn:
    prop = drawn["properties"].get(name)
    if prop is None:
        raise NoSuchPart(name)
    found: Drawn = prop
    return found


def _take_out(drawn: Drawn, name: str) -> None:
    for step in drawn["x-steps"]:
        step["fields"] = [each for each in step["fields"] if each != name]
    for other in list(drawn["properties"]):
        found = hangs(drawn, other)
        if name in (deciding[0] for deciding in (found.when, found.must) if deciding):
            required = is_required(drawn, other)
            when, must = (each if each and each[0] != name else None for each in (found.when, found.must))
            set_conditions(drawn, other, when, must, required=required)
    clear_conditions(drawn, name)
    del drawn["properties"][name]
    drawn["required"] = [each for each in drawn.get("required", []) if each != name]
    if "x-rules" in drawn:
        drawn["x-rules"] = [rule for rule in drawn["x-rules"] if name not in rule["fields"]]


def _write(drawn: Drawn, name: str, asking: Asking) -> None:
    before = asking_of(drawn, name) if name in drawn["properties"] else None
    if before is not None and before.widget == asking.widget:
        old = drawn["properties"][name]
        was = _told(before)
        told = {key: value for key, value in _told(asking).items() if value != was.get(key)}
    else:
        old = dict(_TYPES.get(asking.widget, {"type": "string"}))
        told = _told(asking)
        if asking.widget == Widget.GROUP:
            row = {"type": "object", "additionalProperties": False, "x-fields": [], "properties": {}, "required": []}
            told["items"] = row
    drawn["properties"][name] = {k: v for k, v in {**old, **told}.items() if k not in told or v not in (None, "")}
    if before is None or not (asking.keeps or _hanging(asking) == _hanging(before)):
        set_conditions(drawn, name, asking.when, asking.must, required=asking.required)


def _told(asking: Asking) -> Drawn:
    """What an official says of one question, as the words of a schema."""
    told: Drawn = {
        "x-widget": asking.widget,
        "x-label": asking.label,
        "x-hint": asking.hint,
        "x-personal": asking.personal,
        "x-source": asking.source,
        "maxLength": asking.max_length,
        "minimum": asking.minimum,
        "maximum": asking.maximum,
    }
    if asking.widget in CHOICES:
        told |= {"enum": [value for value, _label in asking.options], "x-options": dict(asking.options)}
    if asking.widget == Widget.AREA:
        told["x-area"] = {"kind": "commune", "within": asking.within} if asking.within else {"kind": "province"}
    if asking.widget == Widget.GROUP:
        told |= {"x-row-label": asking.row_label, "minItems": asking.min_rows, "maxItems": asking.max_rows}
    if asking.widget == Widget.FILE:
        told["x-files"] = {
            "component": asking.component,
            "kinds": list(asking.kinds),
            "megabytes": asking.megabytes,
            "count": asking.count,
        }
    return told


def _hanging(asking: Asking) -> tuple[Any, ...]:
    """What decides when it is asked and must be answered, the order of answers aside."""
    deciding = [(each[0], set(each[1])) if each else None for each in (asking.when, asking.must)]
    return (*deciding, asking.required)


def by_hand(schema: Schema, path: str) -> ByHand | None:
    """Why conditions of a question are left as they stand, where they are. Raises NoSuchPart."""
    group, dash, name = path.partition("-")
    drawn = settled(schema)
    return hangs(settled(row_schema(_asked(drawn, group))), name).by_hand if dash else hangs(drawn, group).by_hand


def asking_of(schema: Schema, path: str) -> Asking:
    """What a form says of one question. Raises NoSuchPart."""
    group, dash, name = path.partition("-")
    drawn: Schema = settled(schema)
    if dash and widget_of(_asked(drawn, group)) != Widget.GROUP:
        raise NoSuchPart(path)
    if dash:
        drawn = settled(row_schema(_asked(drawn, group)))
    else:
        name = group
    prop = _asked(drawn, name)
    labels, limits, found = prop.get("x-options", {}), prop.get("x-files", {}), hangs(drawn, name)
    return Asking(
        widget=widget_of(prop),
        label=prop.get("x-label", ""),
        hint=prop.get("x-hint", ""),
        required=is_required(drawn, name),
        personal=prop.get("x-personal", ""),
        source=prop.get("x-source", ""),
        options=tuple((value, labels.get(value, value)) for value in prop.get("enum", ())),
        max_length=prop.get("maxLength"),
        minimum=prop.get("minimum"),
        maximum=prop.get("maximum"),
        within=prop.get("x-area", {}).get("within", ""),
        row_label=prop.get("x-row-label", ""),
        min_rows=prop.get("minItems", 0),
        max_rows=prop.get("maxItems", 0),
        component=limits.get("component", ""),
        kinds=tuple(limits.get("kinds", ())),
        megabytes=limits.get("megabytes", 0),
        count=limits.get("count", 0),
        when=found.when,
        must=found.must,
        keeps=found.by_hand is not None,
    )

"""May this schema be published? Every reason why not, named, so that whoever drew the form can mend it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from motcua.forms.rules.checks import CHECKS, Check
from motcua.forms.rules.definition import (
    CHOICES,
    Schema,
    Widget,
    compile_schema,
    conditional_nodes,
    default_widget,
    fields_read_by,
    flattened,
    in_order,
    row_schema,
)
from motcua.forms.rules.sources import faults_of_sources


class Fault(StrEnum):
    """What can be wrong with a schema."""

    NOT_A_SCHEMA = "not_a_schema"
    UNSUPPORTED = "unsupported"
    OPEN_ENDED = "open_ended"
    NO_STEPS = "no_steps"
    BAD_STEP = "bad_step"
    TWO_STEPS_OF_ONE_CODE = "two_steps_of_one_code"
    UNKNOWN_FIELD = "unknown_field"
    FIELD_IN_NO_STEP = "field_in_no_step"
    FIELD_IN_TWO_STEPS = "field_in_two_steps"
    BAD_NAME = "bad_name"
    NO_LABEL = "no_label"
    UNKNOWN_WIDGET = "unknown_widget"
    WRONG_TYPE = "wrong_type"
    NO_LIMIT = "no_limit"
    NO_OPTIONS = "no_options"
    OPTION_WITHOUT_LABEL = "option_without_label"
    NO_DATA_CLASS = "no_data_class"
    NO_AREA = "no_area"
    UNKNOWN_SOURCE = "unknown_source"
    ASKS_THE_KNOWN = "asks_the_known"
    UNKNOWN_RULE = "unknown_rule"
    RULE_INCOMPLETE = "rule_incomplete"
    BAD_GROUP = "bad_group"
    NESTED = "nested"
    BAD_FILES = "bad_files"
    ONE_PAPER_TWICE = "one_paper_twice"
    CYCLE = "cycle"
    DEPENDS_ON_LATER = "depends_on_later"


@dataclass(frozen=True)
class SchemaProblem:
    """One reason why a schema may not be published; `params` fill its sentence."""

    fault: Fault
    params: Mapping[str, str] = field(default_factory=dict)


DATA_CLASSES = frozenset({"none", "basic", "sensitive"})
LONGEST, MOST_ROWS, MOST_FILES, MOST_MEGABYTES = 5000, 50, 50, 20
FILE_KINDS = ("pdf", "jpg", "png", "webp", "docx", "xlsx")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,59}")
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FORM_KEYWORDS = "$schema $id title description type properties required additionalProperties allOf if then else"
_FIELD_KEYWORDS = (
    "type title description enum const format pattern minLength maxLength minimum maximum exclusiveMinimum "
    "exclusiveMaximum multipleOf items minItems maxItems $comment"
)
_OF_FORM = frozenset(_FORM_KEYWORDS.split())
_OF_FIELD = frozenset(_FIELD_KEYWORDS.split())
_OF_CONDITION = frozenset({"if", "then", "else", "$comment"})
_OF_BRANCH = frozenset({"properties", "required", "allOf", "if", "then", "else", "$comment"})
_TYPES: Mapping[str, frozenset[str]] = {
    Widget.YES_NO: frozenset({"boolean"}),
    Widget.NUMBER: frozenset({"integer", "number"}),
    Widget.MONEY: frozenset({"integer"}),
    Widget.GROUP: frozenset({"array"}),
    Widget.FILE: frozenset({"array"}),
}
_FORMATS: Mapping[str, str] = {Widget.DATE: "date", Widget.PERSONAL_ID: "personal-id", Widget.PHONE: "phone"}
_FREE_TEXT = frozenset({Widget.TEXT, Widget.TEXTAREA, Widget.EMAIL})


def problems(schema: Any) -> list[SchemaProblem]:
    """All that stands between a schema and its publication; empty when it may be published. Never raises."""
    if isinstance(schema, Mapping):
        schema = flattened(schema)
    shape = list(_shape(schema))
    if shape:
        return shape
    found = [*_steps(schema), *_fields(schema), *_rows(schema), *_papers(schema), *_rules(schema), *_sources(schema)]
    return found or [*_logic(schema)]


def _problem(fault: Fault, **params: str) -> SchemaProblem:
    return SchemaProblem(fault, params)


def _shape(schema: Any) -> Iterator[SchemaProblem]:
    if not isinstance(schema, Mapping) or schema.get("type") != "object":
        yield _problem(Fault.NOT_A_SCHEMA, why="type: object")
        return
    try:
        compile_schema(schema)
    except (ValueError, TypeError, RecursionError) as refusal:
        yield _problem(Fault.NOT_A_SCHEMA, why=str(refusal).split("\n")[0])
        return
    if schema.get("additionalProperties") is not False:
        yield _problem(Fault.OPEN_ENDED)
    yield from _unsupported(schema, _OF_FORM, "")
    properties = schema.get("properties")
    if not isinstance(properties, Mapping) or not properties:
        yield _problem(Fault.NOT_A_SCHEMA, why="properties")
        return
    for name, prop in properties.items():
        if isinstance(prop, Mapping):
            yield from _unsupported(prop, _OF_FIELD, name)
        else:
            yield _problem(Fault.NOT_A_SCHEMA, why=name)
    yield from _shape_of_conditions(schema)
    yield from _shape_of_ours(schema)


def _unsupported(node: Schema, known: frozenset[str], where: str) -> Iterator[SchemaProblem]:
    for key in node:
        if key not in known and not key.startswith("x-"):
            yield _problem(Fault.UNSUPPORTED, keyword=key, where=where)


def _shape_of_conditions(node: Schema) -> Iterator[SchemaProblem]:
    for part in node.get("allOf", ()):
        if not isinstance(part, Mapping) or "if" not in part:
            yield _problem(Fault.UNSUPPORTED, keyword="allOf", where="")
        else:
            yield from _unsupported(part, _OF_CONDITION, "allOf")
    for part in conditional_nodes(node):
        for side in ("then", "else"):
            branch = part.get(side, {})
            if not isinstance(branch, Mapping):
                yield _problem(Fault.UNSUPPORTED, keyword=side, where="")
                continue
            yield from _unsupported(branch, _OF_BRANCH, side)
            if any(rule is not False for rule in branch.get("properties", {}).values()):
                yield _problem(Fault.UNSUPPORTED, keyword="properties", where=side)
            yield from _shape_of_conditions(branch)


def _strings(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _shape_of_ours(schema: Schema) -> Iterator[SchemaProblem]:
    steps, rules = schema.get("x-steps", []), schema.get("x-rules", [])
    if not isinstance(steps, list) or not all(
        isinstance(step, Mapping) and _strings(step.get("fields")) and isinstance(step.get("intro", ""), str)
        for step in steps
    ):
        yield _problem(Fault.NOT_A_SCHEMA, why="x-steps")
    if not isinstance(rules, list) or not all(
        isinstance(rule, Mapping) and _strings(rule.get("fields")) and isinstance(rule.get("params", {}), Mapping)
        for rule in rules
    ):
        yield _problem(Fault.NOT_A_SCHEMA, why="x-rules")
    for name, prop in schema["properties"].items():
        texts = (
            "x-label",
            "x-row-label",
            "x-hint",
            "x-widget",
            "x-autocomplete",
            "x-source",
            "x-personal",
            "x-pattern-message",
        )
        maps = ("x-options", "x-area", "x-files", "items")
        sound = (
            isinstance(prop, Mapping)
            and all(isinstance(prop.get(key, ""), str) for key in texts)
            and all(isinstance(prop.get(key, {}), Mapping) for key in maps)
            and isinstance(prop.get("x-order", 0), int | float)
            and isinstance(prop.get("type"), str)
        )
        if not sound:
            yield _problem(Fault.NOT_A_SCHEMA, why=name)


def _steps(schema: Schema) -> Iterator[SchemaProblem]:
    steps = schema.get("x-steps", [])
    if not steps:
        yield _problem(Fault.NO_STEPS)
    codes: set[str] = set()
    placed: set[str] = set()
    for number, step in enumerate(steps, start=1):
        code = step.get("code")
        if not isinstance(code, str) or not _CODE.fullmatch(code) or not step.get("title") or not step["fields"]:
            yield _problem(Fault.BAD_STEP, number=str(number))
        elif code in codes:
            yield _problem(Fault.TWO_STEPS_OF_ONE_CODE, code=code)
        else:
            codes.add(code)
        for name in step["fields"]:
            if name not in schema["properties"]:
                yield _problem(Fault.UNKNOWN_FIELD, name=name, where="x-steps")
            elif name in placed:
                yield _problem(Fault.FIELD_IN_TWO_STEPS, name=name)
            placed.add(name)
    for name in schema["properties"]:
        if name not in placed:
            yield _problem(Fault.FIELD_IN_NO_STEP, name=name)


def _fields(schema: Schema) -> Iterator[SchemaProblem]:
    for name in schema.get("required", ()):
        if name not in schema["properties"]:
            yield _problem(Fault.UNKNOWN_FIELD, name=name, where="required")
    for name, prop in schema["properties"].items():
        if not _NAME.fullmatch(name):
            yield _problem(Fault.BAD_NAME, name=name)
        if not prop.get("x-label", "").strip():
            yield _problem(Fault.NO_LABEL, name=name)
        if prop.get("x-personal") not in DATA_CLASSES:
            yield _problem(Fault.NO_DATA_CLASS, name=name)
        widget = widget_of(prop)
        if widget not in set(Widget):
            yield _problem(Fault.UNKNOWN_WIDGET, name=name, widget=widget)
        else:
            yield from _widget(name, prop, Widget(widget))


def _widget(name: str, prop: Schema, widget: Widget) -> Iterator[SchemaProblem]:
    wrong_format = widget in _FORMATS and prop.get("format") != _FORMATS[widget]
    if prop.get("type") not in _TYPES.get(widget, frozenset({"string"})) or wrong_format:
        yield _problem(Fault.WRONG_TYPE, name=name, widget=widget)
    if widget in _FREE_TEXT and not 0 < prop.get("maxLength", 0) <= LONGEST:
        yield _problem(Fault.NO_LIMIT, name=name)
    if widget in CHOICES:
        if not _strings(prop.get("enum")) or not prop["enum"]:
            yield _problem(Fault.NO_OPTIONS, name=name)
            return
        labels = prop.get("x-options", {})
        for value in prop["enum"]:
            if not isinstance(labels.get(value), str) or not labels[value].strip():
                yield _problem(Fault.OPTION_WITHOUT_LABEL, name=name, option=value)
    if widget is Widget.AREA:
        area = prop.get("x-area", {})
        if area.get("kind") not in {"province", "commune"} or (area["kind"] == "commune" and not area.get("within")):
            yield _problem(Fault.NO_AREA, name=name)
    if widget is Widget.FILE and not _sound_files(prop.get("x-files", {})):
        yield _problem(Fault.BAD_FILES, name=name)


def _within(value: Any, lowest: int, highest: int) -> bool:
    return type(value) is int and lowest <= value <= highest


def _sound_files(limits: Mapping[str, Any]) -> bool:
    component, kinds = limits.get("component"), limits.get("kinds")
    return (
        isinstance(component, str)
        and bool(_CODE.fullmatch(component))
        and _strings(kinds)
        and bool(kinds)
        and set(kinds or ()) <= set(FILE_KINDS)
        and _within(limits.get("megabytes"), 1, MOST_MEGABYTES)
        and _within(limits.get("count"), 1, MOST_FILES)
    )


def widget_of(prop: Schema) -> str:
    """The widget of a property, named or not."""
    return str(prop.get("x-widget") or default_widget(prop))


def _rows(schema: Schema) -> Iterator[SchemaProblem]:
    """What is wrong inside repeating groups, the questions named `group-question`."""
    for name, prop in schema["properties"].items():
        if widget_of(prop) != Widget.GROUP:
            continue
        items = prop.get("items", {})
        sound_rows = _within(prop.get("maxItems"), 1, MOST_ROWS) and _within(prop.get("minItems", 0), 0, MOST_ROWS)
        if not sound_rows or prop.get("minItems", 0) > prop["maxItems"] or not _strings(items.get("x-fields", [])):
            yield _problem(Fault.BAD_GROUP, name=name)
            continue
        for inner, inside in (items.get("properties") or {}).items():
            if isinstance(inside, Mapping) and widget_of(inside) in {Widget.GROUP, Widget.FILE}:
                yield _problem(Fault.NESTED, name=f"{name}-{inner}")
                return
        for problem in problems(row_schema(prop)):
            named = problem.params.get("name")
            yield SchemaProblem(problem.fault, {**problem.params, "name": f"{name}-{named}" if named else name})


def _papers(schema: Schema) -> Iterator[SchemaProblem]:
    """A paper of the procedure is asked for once."""
    seen: set[str] = set()
    for name, prop in schema["properties"].items():
        if widget_of(prop) == Widget.FILE:
            component = str(prop.get("x-files", {}).get("component"))
            if component in seen:
                yield _problem(Fault.ONE_PAPER_TWICE, name=name, component=component)
            seen.add(component)


def _rules(schema: Schema) -> Iterator[SchemaProblem]:
    for rule in schema.get("x-rules", ()):
        name = str(rule.get("rule"))
        check = CHECKS.get(name)
        if check is None:
            yield _problem(Fault.UNKNOWN_RULE, rule=name)
        elif not _is_complete(check, rule):
            yield _problem(Fault.RULE_INCOMPLETE, rule=name)
        for field_name in rule["fields"]:
            if field_name not in schema["properties"]:
                yield _problem(Fault.UNKNOWN_FIELD, name=field_name, where="x-rules")
            elif schema["properties"][field_name].get("type") == "array":
                yield _problem(Fault.RULE_INCOMPLETE, rule=name)


def _is_complete(check: Check, rule: Mapping[str, Any]) -> bool:
    count, params = len(rule["fields"]), rule.get("params", {})
    enough = count == check.answers if check.answers else count >= 2
    return enough and all(type(params.get(name)) is int for name in check.numbers)


def _sources(schema: Schema) -> Iterator[SchemaProblem]:
    for fault, params in faults_of_sources(schema["properties"], schema.get("x-subjects", {})):
        yield SchemaProblem(Fault(fault), params)


def _dependencies(node: Schema, above: frozenset[str] = frozenset()) -> Iterator[tuple[str, str, bool]]:
    """(field, field that decides about it, whether it may hide it), through all nested conditions."""
    for part in conditional_nodes(node):
        reads = above | fields_read_by(part["if"])
        for side in ("then", "else"):
            branch = part.get(side, {})
            for decider in reads:
                yield from ((name, decider, True) for name in branch.get("properties", {}))
                yield from ((name, decider, False) for name in branch.get("required", ()))
            yield from _dependencies(branch, reads)


def _logic(schema: Schema) -> Iterator[SchemaProblem]:
    properties = schema["properties"]
    edges = sorted(set(_dependencies(schema)))
    unknown = {name for name, decider, _hides in edges for name in (name, decider) if name not in properties}
    for name in sorted(unknown):
        yield _problem(Fault.UNKNOWN_FIELD, name=name, where="if")
    if unknown:
        return
    hiders: dict[str, list[str]] = {}
    for name, decider, hides in edges:
        if hides:
            hiders.setdefault(name, []).append(decider)
    cycle = _cycle(hiders)
    if cycle:
        labels = " → ".join(properties[name]["x-label"] for name in cycle)
        yield _problem(Fault.CYCLE, path=labels)
        return
    order = [name for step in schema["x-steps"] for name in in_order(tuple(step["fields"]), properties)]
    place = {name: position for position, name in enumerate(order)}
    for name, decider, _hides in edges:
        if place[decider] > place[name]:
            label, later = properties[name]["x-label"], properties[decider]["x-label"]
            yield _problem(Fault.DEPENDS_ON_LATER, label=label, later=later)


def _cycle(hiders: Mapping[str, list[str]]) -> list[str]:
    """One cycle of fields that decide about each other, closed; empty when there is none."""
    done: set[str] = set()
    for start in hiders:
        path: list[str] = []
        walk: list[tuple[str, Iterator[str]]] = [(start, iter(hiders[start]))]
        while walk:
            name, deciders = walk[-1]
            if len(path) < len(walk):
                path.append(name)
            following = next((each for each in deciders if each not in done), None)
            if following is None:
                done.add(name)
                walk.pop()
                path.pop()
            elif following in path:
                return [*path[path.index(following) :], following]
            else:
                walk.append((following, iter(hiders.get(following, ()))))
    return []

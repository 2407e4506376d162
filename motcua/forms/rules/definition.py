"""What an e-form's schema says, read once into frozen dataclasses.

A schema is JSON Schema 2020-12 for one object of answers, plus `x-` keywords for what a schema cannot say: steps,
labels, hints, widgets, sources. An answer is one value, or for a repeating group the list of its rows.
`sanity.problems` decides whether a schema may be published; what is here expects one that passed.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

import jsonschema_rs

from motcua.forms.rules.identity import is_personal_id, is_phone
from motcua.forms.rules.sources import Bound, Subject, read_source, read_subjects

Answer: TypeAlias = str | int | float | bool | list[dict[str, Any]] | None
Schema: TypeAlias = Mapping[str, Any]


class Widget(StrEnum):
    """How one question is asked."""

    TEXT = "text"
    TEXTAREA = "textarea"
    EMAIL = "email"
    DATE = "date"
    NUMBER = "number"
    MONEY = "money"
    PHONE = "phone"
    PERSONAL_ID = "personal_id"
    YES_NO = "yes_no"
    RADIO = "radio"
    SELECT = "select"
    AREA = "area"
    GROUP = "group"
    FILE = "file"


CHOICES = frozenset({Widget.RADIO, Widget.SELECT})


@dataclass(frozen=True)
class Option:
    """One answer offered by a choice."""

    value: str
    label: str


@dataclass(frozen=True)
class FileLimits:
    """What a question for files takes; the files belong to the paper that the procedure calls `component`."""

    component: str
    kinds: tuple[str, ...]
    megabytes: int
    count: int


@dataclass(frozen=True)
class Field:
    """One question; a repeating group asks the questions of `row` anew for every row."""

    name: str
    label: str
    hint: str
    widget: Widget
    type: str
    options: tuple[Option, ...]
    max_length: int | None
    autocomplete: str
    source: str
    personal: str
    area_kind: str
    area_within: str
    pattern_message: str
    row: "Definition | None" = None
    row_label: str = ""
    min_rows: int = 0
    max_rows: int = 0
    files: FileLimits | None = None


@dataclass(frozen=True)
class Step:
    """One page of questions, in the order in which they are asked."""

    code: str
    title: str
    intro: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """A check across answers, by the name of a check in `checks.CHECKS`."""

    name: str
    fields: tuple[str, ...]
    message: str
    params: Mapping[str, Any]


@dataclass(frozen=True)
class Branch:
    """What one side of a condition asks for."""

    required: frozenset[str]
    hidden: frozenset[str]
    conditions: "tuple[Condition, ...]"


@dataclass(frozen=True)
class Condition:
    """One if/then/else of the schema."""

    reads: frozenset[str]
    holds: jsonschema_rs.Draft202012Validator
    then: Branch
    otherwise: Branch


@dataclass(frozen=True)
class Definition:
    """A whole e-form, ready to ask, read and check."""

    title: str
    steps: tuple[Step, ...]
    fields: Mapping[str, Field]
    required: frozenset[str]
    conditions: tuple[Condition, ...]
    rules: tuple[Rule, ...]
    validator: jsonschema_rs.Draft202012Validator
    subjects: Mapping[str, Subject]
    bound: tuple[Bound, ...]

    def step(self, code: str) -> Step:
        """The step with this code; KeyError when there is none."""
        for step in self.steps:
            if step.code == code:
                return step
        raise KeyError(code)

    def step_of(self, field: str) -> Step:
        """The step that asks this field."""
        return next(step for step in self.steps if field in step.fields)


def compile_schema(schema: Schema) -> jsonschema_rs.Draft202012Validator:
    """A validator that fetches nothing and whose patterns run in linear time. Raises ValueError on a bad schema."""
    return jsonschema_rs.Draft202012Validator(
        dict(schema),
        formats={"personal-id": is_personal_id, "phone": is_phone},
        validate_formats=True,
        ignore_unknown_formats=False,
        pattern_options=jsonschema_rs.RegexOptions(),
        offline=True,
    )


def flattened(schema: Schema) -> Schema:
    """The schema with each property's `$ref` to `#/$defs/…` replaced by what it names; the property's own words win."""
    shared, properties = schema.get("$defs"), schema.get("properties")
    if not isinstance(shared, Mapping) or not isinstance(properties, Mapping):
        return schema
    whole = {}
    for name, prop in properties.items():
        named = prop.get("$ref") if isinstance(prop, Mapping) else None
        meant = shared.get(named.removeprefix("#/$defs/")) if isinstance(named, str) else None
        if isinstance(meant, Mapping):
            whole[name] = {**meant, **{key: value for key, value in prop.items() if key != "$ref"}}
        else:
            whole[name] = prop
    return {**{key: value for key, value in schema.items() if key != "$defs"}, "properties": whole}


def conditional_nodes(node: Schema) -> Iterator[Schema]:
    """Every if/then/else that stands directly in this schema or in its allOf."""
    if "if" in node:
        yield node
    for part in node.get("allOf", ()):
        if isinstance(part, Mapping) and "if" in part:
            yield part


def fields_read_by(test: Any) -> frozenset[str]:
    """Names of the answers that an `if` looks at."""
    if not isinstance(test, Mapping):
        return frozenset()
    names = set(test.get("properties", {})) | set(test.get("required", ()))
    for key in ("allOf", "anyOf", "oneOf"):
        for part in test.get(key, ()):
            names |= fields_read_by(part)
    return frozenset(names | fields_read_by(test.get("not")))


def _branch(node: Any) -> Branch:
    if not isinstance(node, Mapping):
        return Branch(frozenset(), frozenset(), ())
    hidden = frozenset(name for name, rule in node.get("properties", {}).items() if rule is False)
    return Branch(frozenset(node.get("required", ())), hidden, _conditions(node))


def _conditions(node: Schema) -> tuple[Condition, ...]:
    return tuple(
        Condition(
            reads=fields_read_by(part["if"]),
            holds=compile_schema(part["if"]),
            then=_branch(part.get("then")),
            otherwise=_branch(part.get("else")),
        )
        for part in conditional_nodes(node)
    )


def default_widget(prop: Schema) -> str:
    """The widget of a property that names none."""
    if prop.get("type") == "array":
        return Widget.GROUP
    if "enum" in prop:
        return Widget.RADIO if len(prop["enum"]) <= 6 else Widget.SELECT
    by_format = {"date": Widget.DATE, "email": Widget.EMAIL, "phone": Widget.PHONE, "personal-id": Widget.PERSONAL_ID}
    by_type = {"boolean": Widget.YES_NO, "integer": Widget.NUMBER, "number": Widget.NUMBER}
    return by_format.get(prop.get("format", ""), by_type.get(prop.get("type", ""), Widget.TEXT))


def row_schema(prop: Schema) -> Schema:
    """What a repeating group asks in one row, as the schema of a form of one step."""
    step = {"code": "row", "title": prop.get("x-label"), "fields": prop["items"].get("x-fields", [])}
    return {**prop["items"], "x-steps": [step]}


def _field(name: str, prop: Schema) -> Field:
    labels = prop.get("x-options", {})
    area = prop.get("x-area", {})
    widget = Widget(prop.get("x-widget") or default_widget(prop))
    limits = prop.get("x-files", {})
    return Field(
        name=name,
        label=prop["x-label"],
        hint=prop.get("x-hint", ""),
        widget=widget,
        type=prop["type"],
        options=tuple(Option(value, labels[value]) for value in prop.get("enum", ())),
        max_length=prop.get("maxLength"),
        autocomplete=prop.get("x-autocomplete", ""),
        source=prop.get("x-source", ""),
        personal=prop.get("x-personal", ""),
        area_kind=area.get("kind", ""),
        area_within=area.get("within", ""),
        pattern_message=prop.get("x-pattern-message", ""),
        row=read_definition(row_schema(prop)) if widget is Widget.GROUP else None,
        row_label=prop.get("x-row-label", ""),
        min_rows=prop.get("minItems", 0),
        max_rows=prop.get("maxItems", 0),
        files=FileLimits(limits["component"], tuple(limits["kinds"]), limits["megabytes"], limits["count"])
        if widget is Widget.FILE
        else None,
    )


def in_order(names: tuple[str, ...], properties: Schema) -> tuple[str, ...]:
    """A step's fields by `x-order` where given, else as listed."""
    return tuple(sorted(names, key=lambda name: properties[name].get("x-order", names.index(name))))


def read_definition(schema: Schema) -> Definition:
    """Read a schema that `sanity.problems` found nothing wrong with."""
    schema = flattened(schema)
    properties = schema["properties"]
    return Definition(
        title=schema.get("title", ""),
        steps=tuple(
            Step(step["code"], step["title"], step.get("intro", ""), in_order(tuple(step["fields"]), properties))
            for step in schema["x-steps"]
        ),
        fields={name: _field(name, prop) for name, prop in properties.items()},
        required=frozenset(schema.get("required", ())),
        conditions=_conditions(schema),
        rules=tuple(
            Rule(rule["rule"], tuple(rule["fields"]), rule.get("message", ""), rule.get("params", {}))
            for rule in schema.get("x-rules", ())
        ),
        validator=compile_schema(schema),
        subjects=read_subjects(schema.get("x-subjects", {})),
        bound=tuple(
            Bound(name, *source)
            for step in schema["x-steps"]
            for name in in_order(tuple(step["fields"]), properties)
            if (source := read_source(properties[name].get("x-source", ""))) is not None
        ),
    )


_kept: dict[str, Definition] = {}


def definition_of(digest: str, schema: Callable[[], Schema]) -> Definition:
    """The compiled definition of the schema with this digest; it is asked for once per process."""
    kept = _kept.get(digest)
    if kept is None:
        if len(_kept) >= 256:
            _kept.clear()
        kept = _kept[digest] = read_definition(schema())
    return kept

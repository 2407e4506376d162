"""A form as its builder shows it: sections, questions, what is wrong and where."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from motcua.forms.models import EForm, digest_of
from motcua.forms.reads.kinds import KINDS
from motcua.forms.reads.sentences import sentence_of_problem
from motcua.forms.rules.conditions import condition_of
from motcua.forms.rules.definition import CHOICES, Schema, Widget, row_schema
from motcua.forms.rules.drawing import Asking, asking_of, settled
from motcua.forms.rules.sanity import SchemaProblem, problems, widget_of


@dataclass(frozen=True)
class Line:
    """One question in the outline; `when` says in words when it is asked, `faults` what must be mended."""

    path: str
    label: str
    kind: str
    is_group: bool
    required: bool
    when: str
    faults: tuple[str, ...]
    inside: "tuple[Line, ...]" = ()


@dataclass(frozen=True)
class Part:
    """One section of the form."""

    code: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Outline:
    """The whole form: `faults` are those that belong to no question."""

    parts: tuple[Part, ...]
    faults: tuple[str, ...]
    count: int = field(default=0)


def outline_of(schema: Schema) -> Outline:
    """What stands in the form, in order, with every reason why it cannot be published yet at its question."""
    drawn, found = settled(schema), problems(schema)
    askings = {name: asking_of(drawn, name) for name in drawn["properties"]}
    parts = tuple(
        Part(
            step["code"],
            step.get("title", ""),
            tuple(_line(drawn, name, askings, found) for name in step["fields"] if name in askings),
        )
        for step in drawn["x-steps"]
    )
    placed = {line.path for part in parts for line in part.lines}
    placed |= {inner.path for part in parts for line in part.lines for inner in line.inside}
    elsewhere = tuple(sentence_of_problem(each) for each in found if each.params.get("name") not in placed)
    return Outline(parts, elsewhere, len(found))


def _line(
    drawn: Schema, name: str, askings: dict[str, Asking], found: Sequence[SchemaProblem], group: str = ""
) -> Line:
    asking, prop = askings[name], drawn["properties"][name]
    path = f"{group}-{name}" if group else name
    inside: tuple[Line, ...] = ()
    if asking.widget == Widget.GROUP:
        row = settled(row_schema(prop))
        inner = {each: asking_of(row, each) for each in row["properties"]}
        inside = tuple(_line(row, each, inner, found, name) for each in row["x-steps"][0]["fields"] if each in inner)
    return Line(
        path,
        asking.label,
        str(KINDS.get(asking.widget, asking.widget)),
        asking.widget == Widget.GROUP,
        asking.required,
        _when(drawn, name, askings),
        tuple(sentence_of_problem(each) for each in found if each.params.get("name") == path),
        inside,
    )


def _when(drawn: Schema, name: str, askings: dict[str, Asking]) -> str:
    condition = condition_of(drawn, name)
    if condition is None:
        return ""
    if isinstance(condition, str) or condition[0] not in askings:
        return _("theo điều kiện viết tay")
    decider, value = askings[condition[0]], condition[1]
    return _("khi “%(question)s” là “%(answer)s”") % {"question": decider.label, "answer": _answer(decider, value)}


def _answer(decider: Asking, value: Any) -> str:
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    return dict(decider.options).get(value, str(value))


def deciders_of(schema: Schema, path: str, *, group: str = "") -> list[tuple[str, str]]:
    """On what a question may hang: the answers of choices asked before it, as (text of the choice, words)."""
    drawn = settled(schema)
    named, dash, inner = path.partition("-")
    if group or dash:
        drawn = settled(row_schema(drawn["properties"][group or named]))
    own, found = inner if dash else named, []
    for name in (name for step in drawn["x-steps"] for name in step["fields"]):
        if name == own:
            break
        asking = asking_of(drawn, name)
        if asking.widget == Widget.YES_NO:
            values: list[tuple[str, str]] = [("true", _("Có")), ("false", _("Không"))]
        else:
            values = list(asking.options) if asking.widget in CHOICES else []
        for value, label in values:
            said = _("Khi “%(question)s” là “%(answer)s”") % {"question": asking.label, "answer": label}
            found.append((f"{name}={value}", said))
    return found


def trial_of(eform: EForm) -> EForm | None:
    """The form as the real renderer can show it now, sections that ask nothing left out; None where it cannot yet."""
    if eform.is_published:
        return eform
    steps = [step for step in eform.schema.get("x-steps", []) if step.get("fields")]
    schema = {**eform.schema, "x-steps": steps}
    if problems(schema) or any(not widget_rows(prop) for prop in schema["properties"].values()):
        return None
    return EForm(code=eform.code, version=eform.version, title=eform.title, schema=schema, digest=digest_of(schema))


def widget_rows(prop: Schema) -> bool:
    """Whether a question can be drawn: a group without questions cannot."""
    return widget_of(prop) != Widget.GROUP or bool(prop.get("items", {}).get("x-fields"))

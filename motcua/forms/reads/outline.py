"""A form as its builder shows it: sections, questions, what is wrong and where."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from motcua.forms.models import EForm, digest_of
from motcua.forms.reads.conditions import check_said, conditions_said
from motcua.forms.reads.kinds import KINDS
from motcua.forms.reads.known import asks_the_known, source_words
from motcua.forms.reads.sentences import sentence_of_problem
from motcua.forms.rules.definition import CHOICES, Schema, Widget, row_schema
from motcua.forms.rules.drawing import Asking, asking_of, settled
from motcua.forms.rules.sanity import Fault, SchemaProblem, problems, widget_of

# A choice among more answers than these (peoples, countries) would bury the others on the page of a condition.
MOST_ANSWERS = 12


@dataclass(frozen=True)
class Line:
    """One question in the outline; `when` says when it is asked and must be answered, `faults` what must be mended.

    `asks_the_known`: a source gives it, and it is not bound to one; `source` is the one it is bound to, in words.
    """

    path: str
    label: str
    kind: str
    is_group: bool
    required: bool
    when: str
    faults: tuple[str, ...]
    inside: "tuple[Line, ...]" = ()
    asks_the_known: bool = False
    source: str = ""


@dataclass(frozen=True)
class Part:
    """One section of the form."""

    code: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Outline:
    """The whole form: `faults` are those that belong to no question, `checks` what is asked across answers."""

    parts: tuple[Part, ...]
    faults: tuple[str, ...]
    checks: tuple[str, ...]
    count: int = field(default=0)


def outline_of(schema: Schema, excepted: Iterable[str] = ()) -> Outline:
    """What stands in the form, in order, with every reason why it cannot be published yet at its question."""
    drawn, found = settled(schema), problems(schema)
    found = found or asks_the_known(schema, excepted)
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
    checks = tuple(check_said(rule, askings) for rule in drawn.get("x-rules", ()))
    return Outline(parts, elsewhere, checks, len(found))


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
        asking.required or asking.must is not None or asking.keeps,
        "; ".join(conditions_said(drawn, name, askings)),
        tuple(sentence_of_problem(each) for each in found if each.params.get("name") == path),
        inside,
        any(each.fault is Fault.ASKS_THE_KNOWN and each.params["name"] == path for each in found),
        source_words(asking.source),
    )


def conditions_of(schema: Schema, path: str) -> list[str]:
    """The conditions of one question in words."""
    drawn = settled(schema)
    group, dash, name = path.partition("-")
    if dash:
        drawn = settled(row_schema(drawn["properties"][group]))
    askings = {each: asking_of(drawn, each) for each in drawn["properties"]}
    return conditions_said(drawn, name if dash else group, askings)


def check_of(schema: Schema, place: int) -> str:
    """A check across answers in words."""
    drawn = settled(schema)
    return check_said(drawn["x-rules"][place], {each: asking_of(drawn, each) for each in drawn["properties"]})


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
            values = list(asking.options) if asking.widget in CHOICES and len(asking.options) <= MOST_ANSWERS else []
        for value, label in values:
            said = _("“%(question)s” là “%(answer)s”") % {"question": asking.label, "answer": label}
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

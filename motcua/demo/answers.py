"""Answers that somebody of the demo city could have given, for any form: plausible, valid, and the same for one seed.

What a form says by itself is enough for most questions. `x-sample` of a question helps where it is not: "name",
"address", "birth", "elder" (somebody old), "past" and "soon" (dates), or a list of answers to draw from. Questions of
one person share the first part of their names: nycHoTen, nycNgaySinh, nycSoDinhDanh speak of the same person.
"""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from motcua.forms.public import Answer, EForm, steps_of, submitted
from sandbox.names import full_name, street_address

_SUBJECT = re.compile(r"[a-z]+")
# How often a question that need not be answered is.
_OPTIONAL = 0.7
_YEAR = 365.25


@dataclass(frozen=True)
class Question:
    """One question with all that the form and its rules say of it."""

    name: str
    subject: str
    prop: Mapping[str, Any]
    is_required: bool


@dataclass(frozen=True)
class Plan:
    """How to answer a form: questions in order, dates that bound each other, and the sex that numbers must say."""

    questions: tuple[Question, ...]
    not_after: tuple[tuple[str, str, int], ...]
    ages: Mapping[str, tuple[int, int]]
    recent: Mapping[str, int]
    numbers: Mapping[str, str]
    sexes: Mapping[str, str]


_plans: dict[str, Plan] = {}


def answers_for(
    eform: EForm,
    seed: object,
    *,
    on: date,
    areas: Sequence[str],
    person: Mapping[str, Answer] | None = None,
    chosen: Mapping[str, Answer] | None = None,
) -> dict[str, Answer]:
    """Valid answers to a whole form as of a day, the same for the same arguments.

    `areas` are codes of communes to choose from; `person` holds what the account of the one who files knows, by source
    ("person.full_name"); `chosen` are answers already decided, such as the area. Hidden questions are left out.
    """
    plan = _plans.get(eform.digest)
    if plan is None:
        plan = _plans[eform.digest] = _plan(eform)
    draw = random.Random(f"{eform.code}:{seed}")  # noqa: S311 (makes a demo, keeps no secret)
    sexes = {each.subject: plan.sexes.get(each.subject) or draw.choice(("nam", "nu")) for each in plan.questions}
    known = _known(plan, person or {}) | dict(chosen or {})
    for question in plan.questions:
        subject = question.subject
        if question.prop.get("x-source") == "person.personal_id" and question.name in known:
            sexes[subject] = "nam" if int(str(known[question.name])[3]) % 2 == 0 else "nu"
    dates = _dates(plan, draw, on, known)
    answers: dict[str, Answer] = {}
    for question in plan.questions:
        if question.name in known:
            answers[question.name] = known[question.name]
        elif question.is_required or draw.random() < _OPTIONAL:
            answers[question.name] = _answer(question, plan, draw, dates, sexes, areas)
    return submitted(eform, answers)


def _known(plan: Plan, person: Mapping[str, Answer]) -> dict[str, Answer]:
    known = {each.name: person.get(str(each.prop.get("x-source", ""))) for each in plan.questions}
    return {name: value for name, value in known.items() if value is not None}


def _answer(
    question: Question,
    plan: Plan,
    draw: random.Random,
    dates: Mapping[str, date],
    sexes: Mapping[str, str],
    areas: Sequence[str],
) -> Answer:
    prop, subject = question.prop, question.subject
    sample = prop.get("x-sample")
    if isinstance(sample, list):
        return _drawn(draw, sample)
    if question.name in dates:
        return dates[question.name].isoformat()
    if "enum" in prop:
        is_sex = set(prop["enum"]) == {"nam", "nu"}
        return sexes[subject] if is_sex else str(draw.choice(prop["enum"]))
    if "x-area" in prop:
        return draw.choice(areas) if prop["x-area"].get("kind") == "commune" else str(prop["x-area"].get("within", ""))
    if prop.get("format") == "personal-id":
        born = dates.get(plan.numbers.get(question.name, "")) or dates.get(f"{subject}NgaySinh") or date(1985, 6, 1)
        return personal_id(draw, born, sexes[subject])
    if sample == "name":
        return full_name(draw, sexes[subject])
    return _plain(prop, draw)


def _drawn(draw: random.Random, sample: Sequence[Any]) -> Answer:
    chosen: Answer = draw.choice(sample)
    return chosen


def _plain(prop: Mapping[str, Any], draw: random.Random) -> Answer:
    """An answer that the kind of question alone decides."""
    if prop.get("type") == "boolean":
        return draw.random() < 0.4
    if prop.get("type") in ("integer", "number"):
        low = int(prop.get("minimum", 1))
        return draw.randint(low, max(low, min(int(prop.get("maximum", low + 20)), low + 20)))
    if prop.get("format") == "phone":
        return f"09{draw.randrange(10**8):08d}"
    if prop.get("format") == "email":
        return f"nguoidan{draw.randrange(10**5)}@example.vn"
    return street_address(draw)[: int(prop.get("maxLength", 300))]


def personal_id(draw: random.Random, born: date, sex: str) -> str:
    """A number that somebody born then in Hải Phòng could have; not anyone's."""
    century = 2 * (born.year // 100 - 19) + (sex == "nu")
    return f"031{century}{born.year % 100:02d}{draw.randrange(10**6):06d}"


def _dates(plan: Plan, draw: random.Random, on: date, known: Mapping[str, Answer]) -> dict[str, date]:
    """Every date of the form: drawn by its kind, then moved back until no rule is broken."""
    dates: dict[str, date] = {}
    for question in plan.questions:
        if question.prop.get("format") != "date":
            continue
        given = known.get(question.name)
        dates[question.name] = date.fromisoformat(str(given)) if given else _date(question, plan, draw, on)
    for _round in range(len(plan.not_after)):
        moved = False
        for earlier, later, years in plan.not_after:
            limit = dates[later] - timedelta(days=int(years * _YEAR + (370 if years else 0)))
            if earlier not in known and dates[earlier] > limit:
                dates[earlier] = limit - timedelta(days=draw.randrange(1, 3000) if years else draw.randrange(3))
                moved = True
        if not moved:
            break
    return dates


def _date(question: Question, plan: Plan, draw: random.Random, on: date) -> date:
    sample, name = question.prop.get("x-sample"), question.name
    days = partial(lambda low, high: timedelta(days=draw.randint(int(low), int(high))))
    if name in plan.recent:
        return on - days(0, min(plan.recent[name], 400))
    if sample == "soon":
        return on + days(1, 40)
    if sample == "past":
        return on - days(1, 40)
    low, high = plan.ages.get(name, (66, 90) if sample == "elder" else (23, 60))
    return on - days(low * _YEAR + 2, high * _YEAR)


def _plan(eform: EForm) -> Plan:
    schema = eform.schema
    shared, required = schema.get("$defs", {}), set(schema.get("required", ())) | _sometimes_required(schema)
    questions = []
    for step in steps_of(eform):
        for name in step.fields:
            prop = schema["properties"][name]
            named = shared.get(prop["$ref"].removeprefix("#/$defs/"), {}) if "$ref" in prop else {}
            subject = _SUBJECT.match(name)
            questions.append(Question(name, subject[0] if subject else name, {**named, **prop}, name in required))
    rules = schema.get("x-rules", ())
    return Plan(
        questions=tuple(questions),
        not_after=tuple(pair for rule in rules for pair in _bounds(rule)),
        ages={
            rule["fields"][0]: (rule["params"]["years"] + 2, rule["params"]["years"] + 20)
            for rule in rules
            if rule["rule"] == "at_least_years"
        },
        recent={rule["fields"][0]: _days(rule) for rule in rules if rule["rule"] in ("within_days", "within_years")},
        numbers={rule["fields"][0]: rule["fields"][1] for rule in rules if rule["rule"] == "personal_id_agrees"},
        sexes={
            match[0]: rule["params"]["sex"]
            for rule in rules
            if rule["rule"] == "personal_id_agrees" and "sex" in rule.get("params", {})
            if (match := _SUBJECT.match(rule["fields"][0]))
        },
    )


def _days(rule: Mapping[str, Any]) -> int:
    params = rule["params"]
    return int(params["days"]) if "days" in params else int(params["years"] * 365)


_BOUNDS: Mapping[str, Callable[[Mapping[str, Any]], tuple[str, str, int]]] = {
    "older_by": lambda rule: (rule["fields"][0], rule["fields"][1], int(rule["params"]["years"])),
    "not_before": lambda rule: (rule["fields"][1], rule["fields"][0], 0),
}


def _bounds(rule: Mapping[str, Any]) -> list[tuple[str, str, int]]:
    """(earlier, later, years between them) of a rule that holds two dates together."""
    said = _BOUNDS.get(rule["rule"])
    return [said(rule)] if said else []


def _sometimes_required(node: Mapping[str, Any]) -> set[str]:
    """Questions that must be answered once a condition holds: they are answered wherever they stand."""
    names: set[str] = set()
    for part in node.get("allOf", ()):
        for side in ("then", "else"):
            branch = part.get(side)
            if isinstance(branch, Mapping):
                names |= set(branch.get("required", ())) | _sometimes_required(branch)
    return names

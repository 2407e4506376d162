"""Linked matters (hồ sơ liên thông): the plan of their parts, what is passed on, how each stands, whose the time is."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from motcua.areas.public import Area
from motcua.dossiers.models import Dossier
from motcua.dossiers.reads.places import UNIT
from motcua.dossiers.reads.wording import part_words
from motcua.dossiers.rules import Status
from motcua.dossiers.rules.parts import (
    Held,
    PartSpan,
    PartState,
    end_of_whole,
    part_state,
    part_states,
    running_stretches,
    shares,
)
from motcua.organisations.public import Organisation, calendar_of, unit_of_area, working_time_between
from motcua.papers.public import Fact
from motcua.platform.clock import VIETNAM
from motcua.procedures.public import LinkedPart

KIND, SAME, WORDS, RESULT = "kind:", "same", "=", "result:"


@dataclass(frozen=True)
class Plan:
    """The parts of a linked matter that are asked for, in order, with the dossiers of those that have begun."""

    whole: Dossier
    parts: tuple[LinkedPart, ...]
    begun: Mapping[str, Dossier]
    states: Mapping[str, PartState]

    @property
    def after(self) -> dict[str, list[str]]:
        """For each part those before it, as far as they are asked for."""
        keys = {part.key for part in self.parts}
        return {part.key: [each for each in part.after if each in keys] for part in self.parts}

    @property
    def end(self) -> PartState | None:
        """How the whole ends, None while it goes on."""
        return end_of_whole(self.states.values())

    def result_of(self, key: str) -> Any:
        """The result of a part; None where there is none yet."""
        dossier = self.begun.get(key)
        return getattr(dossier, "result", None) if dossier is not None else None


def plan_of(whole: Dossier) -> Plan | None:
    """The plan of a dossier's parts as its version has it; None for one that is no linked matter. Two statements."""
    planned = LinkedPart.objects.filter(version=whole.version_id)
    parts = tuple(part for part in planned if not part.asked_by or whole.answers.get(part.asked_by))
    if not parts:
        return None
    dossiers = Dossier.objects.filter(whole=whole).select_related(
        "part", "version", "unit_of_record", "competent_authority", "result__paper"
    )
    begun = {dossier.part.key: dossier for dossier in dossiers if dossier.part is not None}
    states = {key: part_state(Status(each.status), _kind_of(each)) for key, each in begun.items()}
    plan = Plan(whole, parts, begun, {})
    return Plan(whole, parts, begun, part_states(plan.after, states))


def _kind_of(dossier: Dossier) -> str | None:
    result = getattr(dossier, "result", None)
    return result.kind if result is not None else None


def agency_of(part: LinkedPart, whole: Dossier, at: datetime) -> Organisation | None:
    """The unit that does a part, as it stands that day: by the plan the same, the one named, or of a kind.

    One of a kind is that of the area where the whole is filed or, where there is none, of the area above it.
    """
    on = at.astimezone(VIETNAM).date()
    if part.agency == SAME:
        return whole.unit_of_record
    if part.agency.startswith(UNIT):
        return Organisation.objects.as_of(on).filter(identifier=part.agency.removeprefix(UNIT)).first()
    code, kind = whole.answers.get(whole.version.area_answer), part.agency.removeprefix(KIND)
    area = Area.objects.as_of(on).filter(code=code).first() if isinstance(code, str) else whole.unit_of_record.area
    while area is not None:
        if (found := unit_of_area(area.code, on=on, kinds=(kind,))) is not None:
            return found
        area = area.parent
    return None


def passed_answers(part: LinkedPart, plan: Plan, fields: Collection[str]) -> dict[str, Any]:
    """What a part is told: the answers of the whole of the same name that its form has, and those that the plan maps.

    An answer of the whole that was not given is not passed.
    """
    told = plan.whole.answers
    answers = {name: told[name] for name in fields if name in told}
    for name, source in part.passes.items():
        value = _passed(source, plan)
        answers.pop(name, None)
        if value not in (None, ""):
            answers[name] = value
    return answers


def _passed(source: str, plan: Plan) -> Any:
    if source.startswith(WORDS):
        return {"=true": True, "=false": False}.get(source, source[1:])
    if source.startswith(RESULT):
        key, _dot, what = source.removeprefix(RESULT).partition(".")
        result = plan.result_of(key)
        value = getattr(result, what or "number", None)
        return value.astimezone(VIETNAM).date().isoformat() if isinstance(value, datetime) else value
    return plan.whole.answers.get(source)


@dataclass(frozen=True)
class Share:
    """How much of the total clock is one holder's: working time, and how many hundredths of all there was."""

    key: str
    spent: timedelta
    percent: int


def held_of(plan: Plan, now: datetime) -> list[Held]:
    """Whose every instant of the total clock was, in order; nobody's before it was accepted."""
    whole = plan.whole
    if whole.received_at is None:
        return []
    end = whole.settled_at or now
    pauses = [(pause.started_at, pause.ended_at or end) for pause in whole.pauses.all()]
    spans = [
        PartSpan(part.key, dossier.received_at, dossier.settled_at, dossier.due_at)
        for part in plan.parts
        if (dossier := plan.begun.get(part.key)) is not None and dossier.received_at is not None
    ]
    return shares(running_stretches(whole.received_at, end, pauses), spans, now)


def shares_of(plan: Plan, now: datetime) -> dict[str, Share]:
    """The share of each holder in working time of the unit that received the whole; they add up to the total."""
    calendar = calendar_of(plan.whole.unit_of_record_id)
    spent: dict[str, timedelta] = {}
    for held in held_of(plan, now):
        worked = working_time_between(calendar, held.began_at, held.ended_at)
        spent[held.key] = spent.get(held.key, timedelta()) + worked
    total = sum(spent.values(), timedelta())
    return {key: Share(key, each, round(each / total * 100) if total else 0) for key, each in spent.items()}


def part_facts(whole: Dossier) -> tuple[Fact, ...]:
    """What came of each part, for the paper that ends the whole; none for what is no linked matter."""
    plan = plan_of(whole)
    if plan is None:
        return ()
    return tuple(Fact(label=part.name, value=part_end_words(plan, part)) for part in plan.parts)


def part_end_words(plan: Plan, part: LinkedPart) -> str:
    """How a part ended, in the words of a paper."""
    dossier = plan.begun.get(part.key)
    said = part_words(plan.states[part.key])
    result = plan.result_of(part.key)
    told: Sequence[str] = (
        said,
        result.number if result is not None else "",
        dossier.competent_authority.name if dossier is not None else "",
    )
    return " · ".join(filter(None, told))

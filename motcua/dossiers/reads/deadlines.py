"""Passing time, as pages and acts ask for it: the rules in force, form 04, who kept a dossier waiting."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from motcua.dossiers.models import ClockPause, ClockPolicy, Dossier, Extension, OutsideWait
from motcua.dossiers.reads.acting import reaches
from motcua.dossiers.reads.clock import counted, unit_calendar
from motcua.dossiers.rules import PAUSE_ARTICLES, UNDECIDED, ClockRules, Status
from motcua.organisations.public import (
    DueExplanation,
    WorkingCalendar,
    extended,
    working_time_between,
)
from motcua.platform.action import Actor
from motcua.platform.clock import VIETNAM
from motcua.processes.public import Task

OPEN_STATES = ("draft", "proposed")


def rules_on(on: date) -> ClockRules:
    """How passing time is watched on a date."""
    policy = ClockPolicy.objects.filter(valid_from__lte=on).first()
    return policy.rules if policy else ClockRules()


def rules_at(at: datetime) -> ClockRules:
    """The same at an instant."""
    return rules_on(at.astimezone(VIETNAM).date())


def open_extension(dossier: Dossier) -> Extension | None:
    """The form 04 of a dossier that is neither signed nor dropped."""
    return dossier.extensions.filter(state__in=OPEN_STATES).first()


def due_if_extended(dossier: Dossier, days: int, at: datetime) -> datetime | None:
    """When it would be due with so many working days more; None where it has no due date.

    Counted from the due date, or from today where that has passed.
    """
    calendar = unit_calendar(dossier)
    explanation = counted(dossier, dossier.pauses.all(), calendar, as_of=at)
    return None if explanation is None else new_due(explanation, days, calendar, at)


def new_due(explanation: DueExplanation, days: int, calendar: WorkingCalendar, at: datetime) -> datetime:
    """That many working days after what is due, or after today where that has passed."""
    if at <= explanation.due_at:
        base = explanation.extension.days if explanation.extension else 0
        if not base or explanation.extension is None:
            return extended(explanation, days, calendar).due_at
        return extended(_unextended(explanation), base + days, calendar).due_at
    day = calendar.day(at.astimezone(VIETNAM).date())
    for _number in range(days):
        day = calendar.next_working_day(day.on)
    return day.closing


def _unextended(explanation: DueExplanation) -> DueExplanation:
    assert explanation.extension is not None
    return replace(explanation, due_at=explanation.extension.before, extension=None)


def may_propose(dossier: Dossier, actor: Actor, *, has_step: bool) -> bool:
    """Whether the actor may give the reasons for form 04: who has an open step of it, or decides at the authority."""
    if Status(dossier.status) not in UNDECIDED or dossier.due_at is None:
        return False
    here = (dossier.competent_authority_id, dossier.unit_of_record_id)
    return may_sign(dossier, actor) or (has_step and reaches(actor, "dossiers.propose_extension", *here))


def has_step_of(dossier: Dossier, actor: Actor) -> bool:
    """Whether an open step of the dossier is the actor's to do."""
    return Task.objects.visible_to(actor).filter(instance=dossier.instance_id, state="open").exists()


def may_sign(dossier: Dossier, actor: Actor) -> bool:
    """Whether the actor signs form 04: a leader of the authority."""
    return Status(dossier.status) in UNDECIDED and reaches(
        actor, "dossiers.approve_extension", dossier.competent_authority_id
    )


@dataclass(frozen=True)
class Stretch:
    """A line of the ledger: what kept a dossier, from when to when, how much working time, on what ground, by whom.

    `stops` says whether the legal clock stood; where it ran, `partner` is who kept it waiting
    and `wait` the key of that.
    """

    started_at: datetime
    ended_at: datetime | None
    working: timedelta
    stops: bool
    ground: str
    article: str
    partner: str
    by: str
    wait: int = 0


@dataclass(frozen=True)
class Shares:
    """The working time from receipt to now or to the end, whose it was: paused, kept by partners, the office's own."""

    whole: timedelta
    paused: timedelta
    partners: timedelta
    own: timedelta


def ledger_of(dossier: Dossier, now: datetime) -> list[Stretch]:
    """Every pause and every wait for others, in order, of a dossier read `for_page`: without a statement of its own."""
    calendar = unit_calendar(dossier)
    waits: list[dict[str, Any]] = getattr(dossier, "waits_told", [])
    lines = [
        *(_pause(each, calendar, now) for each in dossier.pauses.all()),
        *(_wait(each, calendar, now) for each in waits),
    ]
    return sorted(lines, key=lambda line: line.started_at)


def _pause(pause: ClockPause, calendar: WorkingCalendar, now: datetime) -> Stretch:
    return Stretch(
        pause.started_at,
        pause.ended_at,
        _working(calendar, pause.started_at, pause.ended_at or now),
        True,
        pause.get_ground_display(),
        pause.article or PAUSE_ARTICLES.get(pause.ground, ""),
        "",
        pause.approved_by.display_name if pause.approved_by else "",
        0,
    )


def _wait(told: dict[str, Any], calendar: WorkingCalendar, now: datetime) -> Stretch:
    begun = datetime.fromisoformat(told["begun"])
    ended = datetime.fromisoformat(told["ended"]) if told["ended"] else None
    kind = str(dict(OutsideWait.KINDS)[told["kind"]])
    working = _working(calendar, begun, ended or now)
    return Stretch(begun, ended, working, False, kind, told["ground"], told["partner"], told["by"] or "", told["id"])


def _working(calendar: WorkingCalendar, start: datetime, end: datetime) -> timedelta:
    return max(timedelta(), working_time_between(calendar, start, end))


def shares_of(dossier: Dossier, lines: Iterable[Stretch], now: datetime) -> Shares | None:
    """Whose the working time was; None before receipt. Two partners at once count once, as does a wait in a pause."""
    if dossier.received_at is None:
        return None
    calendar = unit_calendar(dossier)
    end = min(dossier.settled_at or now, now)
    whole = _working(calendar, dossier.received_at, end)
    stopped = _merged([(each.started_at, each.ended_at or end) for each in lines if each.stops], end)
    either = _merged([(each.started_at, each.ended_at or end) for each in lines], end)
    paused = sum((_working(calendar, *each) for each in stopped), timedelta())
    others = sum((_working(calendar, *each) for each in either), timedelta()) - paused
    return Shares(whole, paused, others, max(timedelta(), whole - paused - others))


def _merged(spans: list[tuple[datetime, datetime]], end: datetime) -> list[tuple[datetime, datetime]]:
    result: list[tuple[datetime, datetime]] = []
    for start, stop in sorted((start, min(stop, end)) for start, stop in spans if start < end):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(stop, result[-1][1]))
        else:
            result.append((start, stop))
    return result

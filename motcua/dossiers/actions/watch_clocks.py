"""Passing time: which shares of their time dossiers used, and form 04 drafted before the due date."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction

from django.db.models import Prefetch

from motcua.dossiers.events import ClockMarkReached, ExtensionMoved
from motcua.dossiers.models import ClockMark, ClockPause, Dossier, Extension
from motcua.dossiers.reads.clock import counted
from motcua.dossiers.reads.deadlines import OPEN_STATES, new_due, rules_at
from motcua.dossiers.rules import UNDECIDED, ClockRules, Status
from motcua.organisations.public import (
    DueExplanation,
    WorkingCalendar,
    calendars_of,
    instant_of_share,
    left_of,
    running_time,
)
from motcua.platform.action import Actor, action, emit, note

AT_ONCE = 500
_READ = (
    "status", "unit_of_record", "received_at", "limit_amount", "limit_unit", "first_day", "cutoff", "due_at",
    "extended_days", "used_percent", "watch_at", "resolved_at", "ended_at",
)  # fmt: skip
# A limit shorter than this many times the lead gets its draft in the last part of it.
_PART = 4


@dataclass
class _Look:
    """What looking at many clocks found."""

    marks: list[ClockMark] = field(default_factory=list)
    drafts: list[Extension] = field(default_factory=list)


@action("dossiers.watch_clocks")
def watch_clocks(*, at_once: int = AT_ONCE, by: Actor, at: datetime) -> bool:
    """Look at the clocks that are to be looked at by now; whether more of them wait.

    Writes each mark that was reached, once; drafts form 04 (Thông tư 03/2025/TT-VPCP) with the date that the clock
    gives where the due date is near; drops drafts of what has been settled; sets when to look again. As many statements
    for one as for `at_once`.
    """
    rules = rules_at(at)
    dossiers = _waiting(at_once, at)
    keys = [dossier.pk for dossier in dossiers]
    calendars = calendars_of({dossier.unit_of_record_id for dossier in dossiers})
    marked: defaultdict[int, set[int]] = defaultdict(set)
    for dossier_id, percent in ClockMark.objects.filter(dossier__in=keys).values_list("dossier", "percent"):
        marked[dossier_id].add(percent)
    drafted = set(
        Extension.objects.filter(dossier__in=keys).exclude(state="dropped").values_list("dossier_id", "due_at")
    )
    open_drafts = set(
        Extension.objects.filter(dossier__in=keys, state__in=OPEN_STATES).values_list("dossier_id", flat=True)
    )
    found = _Look()
    for dossier in dossiers:
        known = (dossier.pk, dossier.due_at) in drafted or dossier.pk in open_drafts
        _look(dossier, calendars[dossier.unit_of_record_id], rules, marked[dossier.pk], known, found, at)
    ClockMark.objects.bulk_create(found.marks, ignore_conflicts=True)
    Extension.objects.bulk_create(found.drafts)
    Dossier.objects.bulk_update(dossiers, ["watch_at", "used_percent"])
    dropped = Extension.objects.filter(state__in=OPEN_STATES).exclude(dossier__status__in=list(UNDECIDED))
    dropped.exclude(dossier__status=Status.AWAITING_SUPPLEMENT).update(state="dropped")
    for mark in _highest(found.marks):
        emit(ClockMarkReached(mark.dossier_id, mark.percent, at))
    for draft in found.drafts:
        emit(ExtensionMoved(draft.pk, "draft", at))
    note(looked_at=len(dossiers), marks=len(found.marks), drafts=len(found.drafts))
    return len(dossiers) == at_once


def _waiting(at_once: int, at: datetime) -> Sequence[Dossier]:
    rows = Dossier.objects.filter(watch_at__lte=at).order_by("watch_at", "id").only(*_READ)
    pauses = Prefetch("pauses", ClockPause.objects.all())
    return list(rows.select_for_update(of=("self",), skip_locked=True).prefetch_related(pauses)[:at_once])


def _look(
    dossier: Dossier,
    calendar: WorkingCalendar,
    rules: ClockRules,
    marked: set[int],
    is_drafted: bool,
    found: _Look,
    at: datetime,
) -> None:
    """One clock: its marks and its draft; a clock that stands or is over is looked at no more until it runs on."""
    dossier.watch_at = None
    pauses = list(dossier.pauses.all())
    runs = Status(dossier.status) in UNDECIDED and not any(pause.ended_at is None for pause in pauses)
    explanation = counted(dossier, pauses, calendar) if runs else None
    if explanation is None:
        return
    spans = running_time(explanation, calendar)
    instants = {percent: instant_of_share(spans, Fraction(percent, 100)) for percent in rules.marks}
    reached = [percent for percent, instant in instants.items() if instant <= at]
    dossier.used_percent = max(reached, default=0)
    found.marks += [
        ClockMark(dossier=dossier, percent=percent, reached_at=instants[percent], due_at=explanation.due_at)
        for percent in reached
        if percent not in marked
    ]
    later = [instant for instant in instants.values() if instant > at]
    if not is_drafted:
        draft_at = _draft_at(spans, rules)
        if draft_at <= at:
            found.drafts.append(_draft(dossier, explanation, calendar, rules, at))
        else:
            later.append(draft_at)
    dossier.watch_at = min(later, default=None)


def _draft_at(spans: list[tuple[datetime, datetime]], rules: ClockRules) -> datetime:
    whole = left_of(spans, spans[0][0])
    lead = min(timedelta(hours=rules.draft_before_hours), whole / _PART)
    return instant_of_share(spans, 1 - Fraction(lead // timedelta(microseconds=1), whole // timedelta(microseconds=1)))


def _draft(
    dossier: Dossier, explanation: DueExplanation, calendar: WorkingCalendar, rules: ClockRules, at: datetime
) -> Extension:
    return Extension(
        dossier=dossier,
        due_at=explanation.due_at,
        days=rules.extension_days,
        new_due_at=new_due(explanation, rules.extension_days, calendar, at),
        drafted_at=at,
    )


def _highest(marks: Sequence[ClockMark]) -> list[ClockMark]:
    """Of several marks that a dossier reached at once, one is told."""
    told: dict[int, ClockMark] = {}
    for mark in marks:
        if mark.dossier_id not in told or told[mark.dossier_id].percent < mark.percent:
            told[mark.dossier_id] = mark
    return list(told.values())

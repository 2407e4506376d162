"""The due date that is stored is the one that follows from what happened, whatever happened."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.dossiers.models import Dossier
from motcua.dossiers.public import explain, receive, withdraw
from motcua.dossiers.tests import make
from motcua.organisations.public import (
    DayKind,
    FirstDay,
    Pause,
    TimeLimit,
    Unit,
    calendar_of,
    explain_due,
    national_calendar,
)
from motcua.organisations.tests import make as organisations
from motcua.platform.clock import VIETNAM

pytestmark = pytest.mark.django_db
# Around Tết 2026, 30 April, the swap of August 2026 and the Day of Vietnamese Culture.
SEASONS = [date(2026, 2, 9), date(2026, 4, 22), date(2026, 8, 17), date(2026, 11, 18)]


@dataclass(frozen=True)
class Life:
    """What happens to one dossier, and under which limit."""

    received_at: datetime
    limit: TimeLimit
    asked_after: timedelta
    answered_after: timedelta | None
    ended_after: timedelta | None


@st.composite
def lives(draw: st.DrawFn) -> Life:
    start = draw(st.sampled_from(SEASONS)) + timedelta(days=draw(st.integers(0, 12)))
    minute = draw(st.one_of(st.sampled_from([450, 689, 780, 900, 1019, 1020]), st.integers(0, 1439)))
    unit = draw(st.sampled_from(list(Unit)))
    amount = Decimal(0) if unit is Unit.IMMEDIATE else Decimal(draw(st.integers(1, 40))) / 4
    spans = st.timedeltas(min_value=timedelta(minutes=1), max_value=timedelta(days=12))
    return Life(
        received_at=datetime.combine(start, time(minute // 60, minute % 60), VIETNAM),
        limit=TimeLimit(
            amount=amount,
            unit=unit,
            first_day=draw(st.sampled_from(FirstDay)),
            cutoff=draw(st.sampled_from([None, time(15), time(10, 30)])),
        ),
        asked_after=draw(spans),
        answered_after=draw(st.one_of(st.none(), spans)),
        ended_after=draw(st.one_of(st.none(), spans)),
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(life=lives())
def test_the_stored_due_date_follows_from_the_history(db: None, life: Life) -> None:
    dossier = live(life)
    assert dossier.due_at == due_by_history(dossier)
    assert dossier.original_due_at == explain_due(life.received_at, life.limit, national_calendar()).due_at
    told = explain(dossier, dossier.ended_at or life.received_at)
    assert told is not None
    if not dossier.pauses.filter(ended_at=None).exists():
        assert told.due_at == dossier.due_at


def live(life: Life) -> Dossier:
    """A dossier that has this life, by the actions."""
    ward, citizen = make.ward(), make.citizen()
    for name in ("amount", "unit"):
        setattr(ward.case, f"limit_{name}", getattr(life.limit, name))
    ward.case.first_day, ward.case.cutoff = life.limit.first_day.value, life.limit.cutoff
    ward.case.save()
    by = make.actor(citizen)
    dossier = make.dossier(ward, by=citizen, at=life.received_at)
    receive(dossier, by=ward.officer, at=life.received_at)
    now = life.received_at + life.asked_after
    make.ask(dossier, by=ward.specialist, at=now)
    if life.answered_after is not None:
        now += life.answered_after
        make.answer(dossier, by=by, at=now)
    if life.ended_after is not None:
        now += life.ended_after
        withdraw(dossier, reason="Đổi ý", by=by, at=now)
    return make.fresh(dossier)


def due_by_history(dossier: Dossier) -> datetime | None:
    """Counted from the events alone, on the calendar as it was shipped: a pause ends when anything follows it."""
    events = {event.kind: event.at for event in dossier.events.all()}
    limit = dossier.limit
    assert limit is not None
    until = events.get("supplemented") or events.get("withdrawn")
    pauses = [Pause(events["supplement_requested"], until)] if until else []
    return explain_due(events["received"], limit, national_calendar(), pauses).due_at


def test_a_pause_that_still_runs_is_counted_until_now() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    make.ask(dossier, by=ward.specialist, at=make.AT + timedelta(hours=1))
    shown = [explain(dossier, make.AT + timedelta(days=days)) for days in (1, 8, 15)]
    dues = [each.due_at for each in shown if each]
    assert len(set(dues)) == 3
    assert dues == sorted(dues)


def test_the_units_own_calendar_counts() -> None:
    ward = make.ward()
    organisations.day(organisation=ward.unit, on=date(2026, 11, 25), kind=DayKind.CLOSURE, name="Mất điện")
    dossier = make.dossier(ward, received=True)
    assert dossier.due_at == datetime(2026, 12, 2, 17, 0, tzinfo=VIETNAM)
    assert calendar_of(ward.unit.pk) != national_calendar()

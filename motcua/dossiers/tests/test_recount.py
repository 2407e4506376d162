"""The calendar changes after the fact: what is open is counted anew, with an entry in each that moved."""

from datetime import date, datetime, timedelta
from functools import partial

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.actions.recount import recount
from motcua.dossiers.handlers.recounting import count_due_dates_anew
from motcua.dossiers.models import Dossier
from motcua.dossiers.public import explain, receive, why_words
from motcua.dossiers.rules import Phase
from motcua.dossiers.tests import make
from motcua.notifications.public import Notification
from motcua.organisations.events import CalendarChanged
from motcua.organisations.public import DayKind, import_holidays, withdraw_day
from motcua.organisations.tests import make as organisations
from motcua.platform.action import SYSTEM
from motcua.platform.clock import VIETNAM, frozen
from motcua.platform.testing import run_jobs
from motcua.processes.public import open_tasks

pytestmark = pytest.mark.django_db


def at(day: date, hour: int = 17, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=VIETNAM)


def due(dossier: Dossier) -> datetime | None:
    return make.fresh(dossier).due_at


def test_a_closure_declared_after_receipt_moves_what_is_open_and_says_why() -> None:
    ward, other = make.ward(), make.ward()
    ours, theirs = make.dossier(ward, received=True), make.dossier(other, received=True)
    done = make.dossier(ward, resolved=True)
    before, told = due(ours), Notification.objects.count()
    organisations.day(organisation=ward.unit, on=date(2026, 11, 25), kind=DayKind.CLOSURE, name="Mất điện")
    with frozen(make.AT + timedelta(hours=1)):
        run_jobs()
    fresh = make.fresh(ours)
    assert (before, fresh.due_at) == (at(date(2026, 12, 1)), at(date(2026, 12, 2)))
    assert open_tasks(fresh.subject).get().listed_due_at == fresh.due_at
    assert [event.kind for event in fresh.events.all()][-1] == "recounted"
    told_why = why_words(explain(fresh, make.AT), fresh.events.all())[-1]
    assert "Mất điện (25/11/2026)" in told_why
    assert "17:00 01/12/2026 thành 17:00 02/12/2026" in told_why
    assert not make.fresh(theirs).events.filter(kind="recounted").exists()
    assert not make.fresh(done).events.filter(kind="recounted").exists()
    assert fresh.original_due_at == before
    news = Notification.objects.filter(pk__gt=told, kind__code="dossier_recounted", channel="in_app")
    assert [each.subject for each in news] == [fresh.subject]
    assert "Mất điện (25/11/2026)" in news.get().text


def test_it_is_shown_to_the_official_and_to_who_follows(client: Client) -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    organisations.day(organisation=ward.committee, on=date(2026, 11, 25), kind=DayKind.CLOSURE, name="Mất điện")
    run_jobs()
    page = client.get(f"/theo-doi/{dossier.tracking_key}").content.decode()
    assert "lịch làm việc thay đổi: Mất điện (25/11/2026)" in page
    client.force_login(ward.leader_account)
    page = client.get(f"/ho-so/{dossier.code}").content.decode()
    assert "lịch làm việc thay đổi: Mất điện (25/11/2026)" in page
    assert "Tính lại hạn" in page


def test_a_withdrawn_day_takes_it_back_and_doing_it_again_changes_nothing() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    before = due(dossier)
    organisations.day(organisation=ward.unit, on=date(2026, 11, 25), kind=DayKind.CLOSURE, name="Mất điện")
    run_jobs()
    withdraw_day(ward.unit, on=date(2026, 11, 25), by=SYSTEM, at=make.AT)
    run_jobs()
    assert due(dossier) == before
    count_due_dates_anew(CalendarChanged(ward.unit.pk, date(2026, 11, 25)))
    assert make.fresh(dossier).events.filter(kind="recounted").count() == 2


def test_tet_announced_late_and_a_swapped_saturday() -> None:
    ward = make.ward()
    # Received on the Thursday before Tết of 2030, which no list knows yet.
    dossier = make.dossier(ward, at=at(date(2030, 1, 31), 9))
    receive(dossier, by=ward.officer, at=at(date(2030, 1, 31), 9))
    assert due(dossier) == at(date(2030, 2, 7))
    days = [f'{{"date": "2030-02-0{day}", "name": "Tết"}}' for day in range(1, 8)]
    swaps = '"working_saturdays_swapped": [{"date": "2030-02-09", "for": "2030-02-01"}]'
    import_holidays(f'{{{swaps}, "holidays": [{", ".join(days)}]}}'.encode(), by=SYSTEM, at=make.AT)
    run_jobs()
    # The 8th, the worked Saturday, 11th, 12th, 13th.
    assert due(dossier) == at(date(2030, 2, 13))


def test_a_filing_that_waits_gets_another_time_to_be_accepted() -> None:
    ward = make.ward()
    dossier = make.dossier(ward)
    organisations.day(organisation=ward.unit, on=date(2026, 11, 25), kind=DayKind.CLOSURE, name="Bão")
    run_jobs()
    fresh = make.fresh(dossier)
    assert (dossier.accept_by, fresh.accept_by) == (at(date(2026, 11, 25), 9), at(date(2026, 11, 26), 9))
    assert "Hạn tiếp nhận từ 09:00 25/11/2026 thành 09:00 26/11/2026" in why_words(None, fresh.events.all())[-1]


def test_a_clock_that_stands_is_counted_as_it_was_when_it_stopped() -> None:
    ward, citizen = make.ward(), make.citizen()
    paused = make.dossier(ward, by=citizen, supplement=Phase.EXAMINATION)
    organisations.day(organisation=ward.unit, on=date(2026, 11, 25), kind=DayKind.CLOSURE, name="Mất điện")
    run_jobs()
    assert due(paused) == at(date(2026, 12, 2))
    assert not open_tasks(paused.subject).get().listed_due_at
    make.answer(paused, by=make.actor(citizen), at=make.AT + timedelta(hours=1))
    told = explain(make.fresh(paused), make.AT)
    assert told is not None and due(paused) == told.due_at


def test_many_take_as_many_statements_as_one_and_lots_follow_each_other() -> None:
    ward = make.ward()
    for _number in range(5):
        make.dossier(ward, received=True)
    organisations.day(organisation=ward.unit, on=date(2026, 11, 25), kind=DayKind.CLOSURE, name="Mất điện")
    count_anew = partial(recount, ward.unit.pk, from_on=date(2026, 11, 25), what="", by=SYSTEM, at=make.AT)
    counts, after = [], 0
    for at_once in (1, 1, 3):
        with CaptureQueriesContext(connection) as statements:
            last = count_anew(after=after, at_once=at_once)
        counts.append(len(statements))
        assert last is not None
        after = last
    assert counts[1] == counts[2]
    assert count_anew(after=after) is None
    assert Dossier.objects.filter(due_at=at(date(2026, 12, 2))).count() == 5

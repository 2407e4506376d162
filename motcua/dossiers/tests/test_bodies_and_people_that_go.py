"""A unit ends or an official leaves while dossiers are under way: nothing is lost, and pages say what happened."""

from datetime import date, timedelta

import pytest
from django.test import Client

from motcua.accounts.public import Account, PositionHolding, actor_of, end_holding, register_absence
from motcua.accounts.tests import make as accounts
from motcua.dossiers.handlers.coordination import place_orphaned_dossiers
from motcua.dossiers.models import Dossier
from motcua.dossiers.public import claim_step, complete_step, explain, take_at_counter
from motcua.dossiers.rules import Status
from motcua.dossiers.tests import make
from motcua.notifications.public import Notification
from motcua.organisations.public import DayKind, close_organisation
from motcua.organisations.tests import make as organisations
from motcua.papers.public import papers_of
from motcua.platform.action import SYSTEM, Actor, NotAllowed, Refused
from motcua.platform.clock import frozen
from motcua.platform.events import heartbeats
from motcua.platform.testing import run_jobs
from motcua.processes.public import Task, open_tasks

pytestmark = pytest.mark.django_db
LATER = make.AT + timedelta(hours=2)


def merged(ward: make.Ward, heir: make.Ward) -> None:
    """Both bodies of a ward end; those of another carry their matters on."""
    for ended, to in ((ward.unit, heir.unit), (ward.committee, heir.committee)):
        close_organisation(ended, valid_to=make.AT.date(), successor=to, by=SYSTEM, at=make.AT)
    with frozen(LATER):
        run_jobs()


def test_a_unit_that_ends_in_the_middle_of_a_sitting_leaves_its_dossiers_to_its_heir() -> None:
    ward = make.ward()
    heir = make.ward(procedure=ward.procedure)
    organisations.day(organisation=heir.committee, on=date(2026, 11, 25), kind=DayKind.CLOSURE, name="Mất điện")
    first = take_at_counter(ward.unit, make.counter_filing(ward), by=ward.officer, at=make.AT)
    claim_step(first, task_id=make.task_id(first), by=ward.specialist, at=make.AT)
    numbers = [paper.number for paper in papers_of(first.subject)]
    ended_before = make.dossier(ward, delivered=True)
    merged(ward, heir)
    fresh = make.fresh(first)
    assert (fresh.unit_of_record, fresh.competent_authority) == (heir.unit, heir.committee)
    assert (fresh.code, fresh.place_of_receipt) == (first.code, ward.unit)
    assert [paper.number for paper in papers_of(first.subject)] == numbers
    told = explain(fresh, LATER)
    assert told is not None and fresh.due_at == told.due_at != first.due_at
    step = open_tasks(fresh.subject).get()
    assert (step.organisation_id, step.assignee_id, step.listed_due_at) == (heir.committee.pk, None, fresh.due_at)
    assert make.fresh(ended_before).unit_of_record == ward.unit
    sitting = Client()
    sitting.force_login(ward.officer_account)
    with frozen(LATER):
        page = Client().get(f"/theo-doi/{first.tracking_key}").content.decode()
        answer = sitting.post(f"/tiep-nhan/{ward.procedure.procedure.code}", {"full_name": "Trần Thị Bưởi"})
    assert "Nhiệm vụ chuyển sang" in page and "mã hồ sơ giữ nguyên" in page
    assert answer.status_code == 403
    said = answer.content.decode()
    assert "đã kết thúc hoạt động từ 23/11/2026" in said and "giữ nguyên mã" in said and heir.unit.name in said
    make.decide(fresh, heir, at=LATER)
    assert make.fresh(first).status == Status.RESOLVED
    with frozen(LATER):
        place_orphaned_dossiers()
    assert Dossier.objects.get(pk=first.pk).events.filter(kind="passed_on").count() == 1


def test_whoever_still_acts_for_a_unit_that_has_ended_is_refused_and_takes_nothing() -> None:
    ward = make.ward()
    by = ward.officer
    close_organisation(ward.unit, valid_to=make.AT.date(), successor=ward.committee, by=SYSTEM, at=make.AT)
    ward.unit.refresh_from_db()
    with pytest.raises(Refused, match="đã kết thúc hoạt động, không tiếp nhận nữa"):
        take_at_counter(ward.unit, make.counter_filing(ward), by=by, at=LATER)
    assert not Dossier.objects.exists()


def test_more_dossiers_than_one_lot_all_go_to_the_heir(monkeypatch: pytest.MonkeyPatch) -> None:
    ward = make.ward()
    heir = make.ward(procedure=ward.procedure)
    for _number in range(3):
        make.dossier(ward, received=True)
    # Filed where nobody carries on: it stays, and holds nothing else up.
    lonely = make.ward(procedure=ward.procedure)
    stays = make.dossier(lonely)
    close_organisation(lonely.unit, valid_to=make.AT.date(), by=SYSTEM, at=make.AT)
    close_organisation(lonely.committee, valid_to=make.AT.date(), by=SYSTEM, at=make.AT)
    monkeypatch.setattr("motcua.dossiers.reads.orphans.MOST", 1)
    merged(ward, heir)
    assert Dossier.objects.filter(unit_of_record=heir.unit, competent_authority=heir.committee).count() == 3
    assert make.fresh(stays).unit_of_record == lonely.unit


def test_the_applicant_is_told_once_of_another_day() -> None:
    ward = make.ward()
    heir = make.ward(procedure=ward.procedure)
    dossier = make.dossier(ward, received=True)
    organisations.day(organisation=heir.committee, on=date(2026, 11, 25), kind=DayKind.CLOSURE, name="Mất điện")
    merged(ward, heir)
    place_orphaned_dossiers()
    run_jobs()
    told = Notification.objects.filter(kind__code="dossier_recounted", subject=dossier.subject, channel="in_app")
    assert told.get().person_id == dossier.submitter_id
    assert "17:00 01/12/2026" in told.get().text and "17:00 02/12/2026" in told.get().text


def test_who_leaves_in_the_middle_of_a_case_leaves_nothing_undone() -> None:
    ward = make.ward()
    other = accounts.official(role="specialist", organisation=ward.committee)
    deputy = accounts.official(role="specialist", organisation=ward.committee)
    dossiers = [make.dossier(ward, received=True) for _number in range(3)]
    for dossier in dossiers:
        claim_step(dossier, task_id=make.task_id(dossier), by=ward.specialist, at=make.AT)
    holding = PositionHolding.objects.get(person=ward.specialist_account.person_id)
    absence = register_absence(
        holding, by=ward.specialist, at=make.AT, delegate=deputy.person, valid_from=make.AT,
        valid_to=make.AT + timedelta(days=7), reason="Nghỉ phép",
    )  # fmt: skip
    standing_in = actor_of(deputy, at=make.AT, position_id=absence.holding.position_id)
    complete_step(dossiers[0], task_id=make.task_id(dossiers[0]), outcome="propose", by=standing_in, at=make.AT)
    end_holding(holding, by=SYSTEM, at=LATER)
    for gone in (ward.specialist, standing_in):
        _may_not(dossiers[1], _again(gone))
    with frozen(LATER):
        next(each.run for each in heartbeats() if each.name.endswith(".man_steps"))()
    mine = Task.objects.filter(instance__in=[each.instance_id for each in dossiers], state="open")
    assert not mine.filter(assignee=ward.specialist_account).exists()
    assert set(mine.values_list("role_code", flat=True)) == {"specialist", "department_leader"}
    by = accounts.actor(other, at=LATER)
    for dossier in dossiers[1:]:
        claim_step(dossier, task_id=make.task_id(dossier), by=by, at=LATER)
        complete_step(dossier, task_id=make.task_id(dossier), outcome="propose", by=by, at=LATER)
    for dossier in dossiers:
        complete_step(dossier, task_id=make.task_id(dossier), outcome="approve", by=ward.leader, at=LATER)
        assert make.fresh(dossier).status == Status.RESOLVED
    gone_home = Client()
    gone_home.force_login(ward.specialist_account)
    with frozen(LATER):
        answer = gone_home.get("/viec")
    assert answer.status_code == 403
    assert "không giữ chức vụ nào" in answer.content.decode()


def _again(actor: Actor) -> Actor:
    """Who this account acts as by now."""
    account = Account.objects.get(pk=actor.account_id or 0)
    return actor_of(account, at=LATER)


def _may_not(dossier: Dossier, by: Actor) -> None:
    if by.position_id is None:
        with pytest.raises(NotAllowed):
            complete_step(dossier, task_id=make.task_id(dossier), outcome="propose", by=by, at=LATER)
    else:
        assert not Task.objects.visible_to(by).filter(pk=make.task_id(dossier), assignee=by.account_id).exists()

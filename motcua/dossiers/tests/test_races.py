"""Many at once, in real threads with connections of their own."""

from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from motcua.accounts.tests import make as accounts
from motcua.audit.public import AuditEntry
from motcua.dossiers.actions.complain import complain
from motcua.dossiers.actions.reopen import reopen
from motcua.dossiers.events import DossierSubmitted
from motcua.dossiers.handlers import acknowledge_filing
from motcua.dossiers.models import Dossier, Draft, DraftFile
from motcua.dossiers.public import (
    claim_step,
    complete_step,
    coordinate,
    receive,
    refuse,
    submit,
    supply,
    take_at_counter,
    withdraw,
)
from motcua.dossiers.rules import Phase, Status
from motcua.dossiers.tests import make
from motcua.files.tests import make as files
from motcua.organisations.tests import make as organisations
from motcua.papers.public import papers_of
from motcua.platform.action import SYSTEM
from motcua.platform.testing import all_at_once
from motcua.procedures.public import LineSpec, approve_competence, propose_competence
from motcua.processes.public import open_tasks

pytestmark = pytest.mark.django_db(transaction=True)


def test_pressing_twenty_times_files_once() -> None:
    citizen = make.citizen()
    draft, by = make.draft(by=citizen), make.actor(citizen)
    codes: list[str] = []
    ended = all_at_once([lambda: codes.append(submit(draft, by=by, at=make.AT).code)] * 20)
    assert ended == {"done": 20}
    assert len(set(codes)) == 1
    assert Dossier.objects.count() == 1
    assert Dossier.objects.get().events.count() == 1


def test_one_form_at_the_counter_is_one_dossier_however_often_it_is_sent() -> None:
    ward = make.ward()
    filing, codes = make.counter_filing(ward, key=uuid4()), list[str]()
    by = ward.officer
    ended = all_at_once([lambda: codes.append(take_at_counter(ward.unit, filing, by=by, at=make.AT).code)] * 8)
    assert ended == {"done": 8}
    assert set(codes) == {f"{ward.unit.identifier}-261123-0001"}
    assert papers_of(Dossier.objects.get().subject).count() == 1


@pytest.mark.parametrize("many", [40, pytest.param(200, marks=pytest.mark.soak)])
def test_parallel_submissions_have_codes_without_gap(many: int) -> None:
    ward, citizen = make.ward(), make.citizen()
    by = make.actor(citizen)
    first = make.draft(ward, by=citizen)
    drafts = [first, *(_copy(first) for _ in range(many - 1))]
    ended = all_at_once([partial(submit, draft, by=by, at=make.AT) for draft in drafts])
    assert ended == {"done": many}
    codes = sorted(Dossier.objects.values_list("code", flat=True))
    assert codes == [f"{ward.unit.identifier}-261123-{serial:04d}" for serial in range(1, many + 1)]


def _copy(draft: Draft) -> Draft:
    """Another draft with the same answers and files."""
    same = Draft.objects.create(
        account_id=draft.account_id,
        person_id=draft.person_id,
        version=draft.version,
        case=draft.case,
        answers=draft.answers,
        created_at=draft.created_at,
        saved_at=draft.saved_at,
    )
    for each in draft.files.all():
        DraftFile.objects.create(draft=same, component=each.component, file=each.file, added_at=each.added_at)
    return same


def test_two_officers_accept_at_once() -> None:
    ward = make.ward()
    dossier = make.dossier(ward)
    ended = all_at_once([lambda: receive(dossier, revision=1, by=ward.officer, at=make.AT)] * 2)
    assert ended == {"done": 1, "Stale": 1}
    assert papers_of(dossier.subject).count() == 1
    assert AuditEntry.objects.filter(name="dossiers.receive", outcome="done").count() == 1


def test_one_accepts_while_another_refuses() -> None:
    ward = make.ward()
    dossier = make.dossier(ward)
    ended = all_at_once(
        [
            lambda: receive(dossier, by=ward.officer, at=make.AT),
            lambda: refuse(dossier, reason="Sai nơi nộp", by=ward.officer, at=make.AT),
        ]
    )
    assert ended == {"done": 1, "Stale": 1}
    dossier = make.fresh(dossier)
    assert (dossier.status == Status.RECEIVED) == (dossier.instance_id is not None)


def test_two_counters_that_take_the_same_new_person_record_them_once() -> None:
    here = make.ward()
    there = make.ward(procedure=here.procedure)
    filings = [(ward, make.counter_filing(ward, key=uuid4()), ward.officer) for ward in (here, there) for _ in range(2)]
    ended = all_at_once(
        [partial(take_at_counter, ward.unit, filing, by=by, at=make.AT) for ward, filing, by in filings]
    )
    assert ended == {"done": 4}
    assert Dossier.objects.values("owner").distinct().count() == 1


def test_two_coordinators_decide_once() -> None:
    ward, bodies = make.ward(), [organisations.organisation() for _ in range(2)]
    about = ward.procedure.procedure.code
    specs = [LineSpec(about, each.identifier, "QĐ 1/2026", make.AT.date()) for each in bodies]
    approve_competence(propose_competence(specs, by=SYSTEM, at=make.AT), by=SYSTEM, at=make.AT)
    dossier = take_at_counter(ward.unit, make.counter_filing(ward), by=ward.officer, at=make.AT)
    by = accounts.actor(accounts.official(role="coordinator"), at=make.AT)
    ended = all_at_once(
        [partial(coordinate, dossier, each, reason="Theo nơi cư trú", by=by, at=make.AT) for each in bodies]
    )
    assert ended == {"done": 1, "Stale": 1}
    assert open_tasks(dossier.subject).count() == 1


def test_a_step_is_taken_and_done_once_however_many_press() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    task = make.task_id(dossier)
    press: dict[str, Any] = {"task_id": task, "by": ward.specialist, "at": make.AT}
    ended = all_at_once([lambda: claim_step(dossier, **press)] * 5)
    assert ended["done"] == 5, "taking one's own step again changes nothing"
    revision = make.fresh(dossier).revision
    ended = all_at_once([lambda: complete_step(dossier, outcome="propose", revision=revision, **press)] * 8)
    assert ended == {"done": 1, "Stale": 7}
    ended = all_at_once([lambda: complete_step(dossier, outcome="propose", **press)] * 3)
    assert ended == {"Refused": 3}
    assert dossier.events.filter(kind="step_completed").count() == 1


def test_a_supplement_is_asked_for_and_supplied_once() -> None:
    ward, citizen = make.ward(), make.citizen()
    by = make.actor(citizen)
    dossier = make.dossier(ward, received=True, by=citizen)
    ended = all_at_once([lambda: make.ask(dossier, by=ward.specialist)] * 4)
    assert ended == {"done": 1, "Stale": 3}
    item = dossier.supplements.get().items.get().pk
    ended = all_at_once(
        [lambda: supply(dossier, uploads={item: [files.taken(files.pdf())]}, by=by, at=make.AT) for _ in range(4)]
    )
    assert ended == {"done": 1, "Stale": 3}
    assert dossier.components.get().files.filter(supplement__isnull=False).count() == 1


@pytest.mark.parametrize("phase", Phase)
def test_an_answer_against_a_withdrawal_leaves_one_of_them(phase: Phase) -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = make.dossier(ward, by=citizen, supplement=phase)
    by = make.actor(citizen)
    ended = all_at_once(
        [
            lambda: make.answer(dossier, by=by),
            lambda: withdraw(dossier, reason="Đổi ý", by=by, at=make.AT),
        ]
    )
    assert ended["done"] >= 1
    dossier = make.fresh(dossier)
    assert dossier.status == Status.WITHDRAWN
    assert not dossier.pauses.filter(ended_at=None).exists()


def test_the_acknowledgement_is_made_once_by_rival_workers() -> None:
    dossier = make.dossier()
    filed = DossierSubmitted(dossier_id=dossier.pk, at=make.AT)
    assert all_at_once([lambda: acknowledge_filing(filed)] * 4) == {"done": 4}
    assert list(papers_of(dossier.subject).values_list("template__code", flat=True)) == ["acknowledgement"]


def test_two_leaders_who_reopen_at_once_reopen_once_and_a_complaint_stands_once() -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = make.dossier(ward, by=citizen, delivered=True)
    theirs = make.actor(citizen)
    ended = all_at_once([lambda: complain(dossier, text="Trả sai", by=theirs, at=make.AT)] * 4)
    assert (ended.pop("done"), sum(ended.values())) == (1, 3)
    assert dossier.complaints.count() == 1
    other = accounts.actor(at=make.AT, role="department_leader", organisation=ward.committee)
    leaders = [ward.leader, other] * 2
    ended = all_at_once([partial(reopen, dossier, reason="Theo khiếu nại", by=by, at=make.AT) for by in leaders])
    assert (ended.pop("done"), sum(ended.values())) == (1, 3)
    assert list(Dossier.objects.filter(reopens=dossier).values_list("code", flat=True)) == [f"{dossier.code}-M1"]

"""Taking back what one just did: by a new event, within five minutes, and only while nothing came of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motcua.accounts.tests import make as accounts
from motcua.dossiers.public import (
    Dossier,
    assign_step,
    claim_step,
    complete_step,
    history_of,
    open_tasks_of,
    trail_for_citizen,
    undo,
    undoable,
    withdraw,
)
from motcua.dossiers.rules import Phase, Status
from motcua.dossiers.tests import make
from motcua.dossiers.tests.see import refused
from motcua.notifications.public import Notification, told_about
from motcua.notifications.public import State as MessageState
from motcua.notifications.tests import make as messages
from motcua.papers.public import issue_paper
from motcua.platform import clock
from motcua.platform.action import SYSTEM, Actor, NotAllowed, Refused, Stale
from motcua.platform.testing import all_at_once, run_jobs
from motcua.processes.public import Task

pytestmark = pytest.mark.django_db
SOON = make.AT + timedelta(minutes=4, seconds=59)
LATE = make.AT + timedelta(minutes=5, seconds=1)


def last(dossier: Dossier) -> int:
    return make.fresh(dossier).events.order_by("at", "id").last().pk  # type: ignore[union-attr]


def steps(dossier: Dossier) -> list[dict[str, Any]]:
    kept = ("node", "state", "assignee", "outcome", "note", "closed_at", "due_at", "listed_number", "listed_due_at")
    return list(Task.objects.of_subject(dossier.subject).filter(state="open").order_by("node").values(*kept))


def test_a_claim_is_given_back() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    before = steps(dossier)
    claim_step(dossier, task_id=make.task_id(dossier), by=ward.specialist, at=make.AT)
    assert steps(dossier) != before
    undo(dossier, event_id=last(dossier), by=ward.specialist, at=SOON)
    assert steps(dossier) == before
    dossier = make.fresh(dossier)
    assert dossier.status == Status.RECEIVED
    assert [event.kind for event in dossier.events.all()][-2:] == ["claimed", "undone"]


def test_a_step_just_done_is_open_again_and_the_next_is_gone() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    claim_step(dossier, task_id=make.task_id(dossier), by=ward.specialist, at=make.AT)
    before = steps(dossier)
    complete_step(dossier, task_id=make.task_id(dossier), outcome="propose", note="Đủ", by=ward.specialist, at=make.AT)
    assert [step["node"] for step in steps(dossier)] == ["decide"]
    undo(dossier, event_id=last(dossier), by=ward.specialist, at=SOON)
    assert steps(dossier) == before
    dossier = make.fresh(dossier)
    citizen_sees = [step.title for step in trail_for_citizen(dossier, history_of(dossier), open_tasks_of(dossier))]
    assert not any("Thẩm tra" in title and "Xong" in title for title in citizen_sees)
    complete_step(dossier, task_id=make.task_id(dossier), outcome="propose", by=ward.specialist, at=LATE)
    assert [step["node"] for step in steps(dossier)] == ["decide"]


def test_somebody_elses_assignment_comes_back_to_who_had_it() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    other = accounts.official(role="specialist", organisation=ward.committee)
    task = make.task_id(dossier)
    claim_step(dossier, task_id=task, by=ward.specialist, at=make.AT)
    assign_step(dossier, task_id=task, account=other, by=ward.leader, at=make.AT)
    undo(dossier, event_id=last(dossier), by=ward.leader, at=SOON)
    assert Task.objects.get(pk=task).assignee_id == ward.specialist_account.pk


def test_it_is_refused_after_a_later_event_too_late_and_for_others() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    claim_step(dossier, task_id=make.task_id(dossier), by=ward.specialist, at=make.AT)
    complete_step(dossier, task_id=make.task_id(dossier), outcome="propose", by=ward.specialist, at=make.AT)
    done = last(dossier)
    with refused(dossier, Refused, "quá thời gian"):
        undo(dossier, event_id=done, by=ward.specialist, at=LATE)
    with refused(dossier, NotAllowed):
        undo(dossier, event_id=done, by=ward.leader, at=SOON)
    with refused(dossier, Stale):
        undo(dossier, event_id=done - 1, by=ward.specialist, at=SOON)
    claim_step(dossier, task_id=make.task_id(dossier), by=ward.leader, at=make.AT)
    with refused(dossier, Stale, "việc khác"):
        undo(dossier, event_id=done, by=ward.specialist, at=SOON)


def test_what_put_a_paper_into_the_world_is_not_undone() -> None:
    ward = make.ward()
    for dossier, by in (
        (make.dossier(ward, received=True), ward.officer),
        (make.dossier(ward, supplement=Phase.EXAMINATION), ward.specialist),
        (make.dossier(ward, resolved=True), ward.leader),
    ):
        with refused(dossier, Refused, "không hoàn tác được"):
            undo(dossier, event_id=last(dossier), by=by, at=SOON)
    dossier = make.dossier(ward, received=True)
    claim_step(dossier, task_id=make.task_id(dossier), by=ward.specialist, at=make.AT)
    _issue(dossier, SYSTEM)
    with refused(dossier, Refused, "phát hành giấy tờ"):
        undo(dossier, event_id=last(dossier), by=ward.specialist, at=SOON)


def _issue(dossier: Dossier, by: Actor) -> None:
    from motcua.dossiers.reads.slips import receipt_slip

    later = make.AT + timedelta(minutes=1)
    issue_paper(
        receipt_slip(make.fresh(dossier), by=by, at=later),
        subject=dossier.subject, organisation_id=dossier.unit_of_record_id, by=by, at=later,
    )  # fmt: skip


def test_word_of_what_can_be_undone_waits_and_is_taken_back_with_it() -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = make.dossier(ward, by=citizen)
    run_jobs()
    by = make.actor(citizen)
    withdraw(dossier, reason="Bấm nhầm", by=by, at=make.AT)
    run_jobs()
    waiting = told_about(dossier.subject).filter(kind__code="dossier_withdrawn")
    assert {row.state for row in waiting} == {MessageState.QUEUED}
    assert not Notification.objects.shown().filter(kind__code="dossier_withdrawn").exists()
    with clock.frozen(SOON):
        messages.wake(clock.now())
    assert {row.state for row in waiting} == {MessageState.QUEUED}
    undo(dossier, event_id=last(dossier), by=by, at=SOON)
    run_jobs()
    assert {row.state for row in waiting.all()} == {MessageState.RECALLED}
    assert make.fresh(dossier).status == Status.SUBMITTED
    assert make.fresh(dossier).ended_at is None


def test_word_goes_out_once_the_time_is_over_and_then_nothing_is_undone() -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = make.dossier(ward, by=citizen)
    withdraw(dossier, reason="Đổi ý", by=make.actor(citizen), at=make.AT)
    run_jobs()
    with clock.frozen(LATE):
        messages.wake(clock.now())
    told = told_about(dossier.subject).filter(kind__code="dossier_withdrawn")
    assert MessageState.QUEUED not in {row.state for row in told.filter(channel="in_app")}
    with refused(dossier, Refused):
        undo(dossier, event_id=last(dossier), by=make.actor(citizen), at=LATE)


def test_undone_before_the_word_was_written_nobody_is_told() -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = make.dossier(ward, by=citizen)
    by = make.actor(citizen)
    withdraw(dossier, reason="Bấm nhầm", by=by, at=make.AT)
    undo(dossier, event_id=last(dossier), by=by, at=SOON)
    run_jobs()
    assert not told_about(dossier.subject).filter(kind__code="dossier_withdrawn").exists()


def test_what_cannot_be_taken_back_is_not_offered() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    assert undoable(history_of(dossier), ward.officer, SOON) is None
    claim_step(dossier, task_id=make.task_id(dossier), by=ward.specialist, at=make.AT)
    events = history_of(dossier)
    found = undoable(events, ward.specialist, make.AT + timedelta(minutes=1))
    assert found is not None
    assert found.left == "4 phút"
    assert undoable(events, ward.leader, SOON) is None
    assert undoable(events, ward.specialist, LATE) is None


def test_the_pages_offer_it_with_the_time_left() -> None:
    with clock.frozen(make.AT + timedelta(minutes=1)):
        _undo_on_the_pages()


def _undo_on_the_pages() -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = make.dossier(ward, by=citizen, received=True)
    client = Client()
    client.force_login(ward.specialist_account)
    page = reverse("dossiers:dossier", args=[dossier.code])
    client.post(reverse("dossiers:claim", args=[dossier.code, make.task_id(dossier)]))
    shown = client.get(page).content.decode()
    assert "Hoàn tác được đến" in shown
    answer = client.post(reverse("dossiers:undo", args=[dossier.code]), {"event": last(dossier)}, follow=True)
    assert "Đã hoàn tác" in answer.content.decode()
    assert make.fresh(dossier).status == Status.RECEIVED
    mine = make.dossier(ward, by=citizen)
    client.force_login(citizen)
    client.post(reverse("portal:withdraw", args=[mine.code]), {"reason": "Bấm nhầm"})
    assert "Hoàn tác được đến" in client.get(reverse("portal:follow", args=[mine.code])).content.decode()
    client.post(reverse("portal:undo", args=[mine.code]), {"event": last(mine)})
    assert make.fresh(mine).status == Status.SUBMITTED


@pytest.mark.django_db(transaction=True)
def test_undo_against_the_next_step_leaves_one_of_them() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    claim_step(dossier, task_id=make.task_id(dossier), by=ward.specialist, at=make.AT)
    complete_step(dossier, task_id=make.task_id(dossier), outcome="propose", by=ward.specialist, at=make.AT)
    done, task = last(dossier), make.task_id(dossier)
    ended = all_at_once(
        [
            lambda: undo(dossier, event_id=done, by=ward.specialist, at=SOON),
            lambda: complete_step(dossier, task_id=task, outcome="approve", by=ward.leader, at=SOON),
        ]
    )
    assert ended["done"] == 1, ended
    now = make.fresh(dossier)
    assert (now.status == Status.RESOLVED) == (not now.events.filter(kind="undone").exists())
    assert Task.objects.of_subject(now.subject).filter(state="open").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_undos_undo_once() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    claim_step(dossier, task_id=make.task_id(dossier), by=ward.specialist, at=make.AT)
    complete_step(dossier, task_id=make.task_id(dossier), outcome="propose", by=ward.specialist, at=make.AT)
    done = last(dossier)
    ended = all_at_once([lambda: undo(dossier, event_id=done, by=ward.specialist, at=SOON)] * 6)
    assert ended == {"done": 1, "Stale": 5}
    assert make.fresh(dossier).events.filter(kind="undone").count() == 1

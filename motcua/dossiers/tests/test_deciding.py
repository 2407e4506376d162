"""The steps between acceptance and result: taken, given, done by those whose they are, once."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from motcua.accounts.tests import make as accounts
from motcua.dossiers.public import assign_step, claim_step, complete_step, deliver, receive
from motcua.dossiers.rules import Status
from motcua.dossiers.tests import make
from motcua.dossiers.tests.see import refused
from motcua.notifications.public import Notification
from motcua.organisations.public import Position
from motcua.papers.public import papers_of
from motcua.platform.action import NotAllowed, Refused, Stale
from motcua.platform.testing import run_jobs
from motcua.processes.public import Task, open_tasks

pytestmark = pytest.mark.django_db
LATER = make.AT + timedelta(hours=1)
HANDED: dict[str, Any] = {"way": "counter", "receiver": "Nguyễn Văn An", "identity_seen": "Căn cước"}


def test_a_step_is_taken_once() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    second = accounts.actor(at=make.AT, role="specialist", organisation=ward.committee)
    first = claim_step(dossier, task_id=make.task_id(dossier), by=ward.specialist, at=LATER)
    assert first.status == Status.IN_PROGRESS
    dossier = make.fresh(dossier)
    with refused(dossier, Stale):
        claim_step(dossier, task_id=make.task_id(dossier), by=second, at=LATER)
    with refused(dossier, NotAllowed):
        complete_step(dossier, task_id=make.task_id(dossier), outcome="propose", by=second, at=LATER)


def test_a_step_is_given_to_somebody_who_does_such_steps() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    task = make.task_id(dossier)
    with refused(dossier, Refused):
        assign_step(dossier, task_id=task, account=ward.officer_account, by=ward.leader, at=LATER)
    with refused(dossier, NotAllowed):
        assign_step(dossier, task_id=task, account=ward.specialist_account, by=ward.specialist, at=LATER)
    given = assign_step(dossier, task_id=task, account=ward.specialist_account, by=ward.leader, at=LATER)
    assert given.status == Status.IN_PROGRESS
    assert Task.objects.get(pk=task).assignee == ward.specialist_account
    complete_step(given, task_id=task, outcome="propose", by=ward.specialist, at=LATER)


def test_a_forged_step_or_one_of_another_dossier_is_refused() -> None:
    ward = make.ward()
    dossier, other = make.dossier(ward, received=True), make.dossier(ward, received=True)
    waiting = make.dossier(ward)
    for forged in (0, -1, 10**9, 2**63, 10**30, make.task_id(other)):
        with refused(dossier, Refused, "không thuộc hồ sơ"):
            complete_step(dossier, task_id=forged, outcome="propose", by=ward.specialist, at=LATER)
        with refused(dossier, Refused, "không thuộc hồ sơ"):
            claim_step(dossier, task_id=forged, by=ward.specialist, at=LATER)
        with refused(dossier, Refused, "không thuộc hồ sơ"):
            assign_step(dossier, task_id=forged, account=ward.specialist_account, by=ward.leader, at=LATER)
    with refused(waiting, Stale):
        claim_step(waiting, task_id=make.task_id(dossier), by=ward.specialist, at=LATER)
    assert open_tasks(other.subject).get().assignee_id is None


def test_a_step_ends_only_in_an_outcome_of_its_own() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    for forged in ("", "approve", "propose ", "x" * 4000):
        with refused(dossier, Refused):
            complete_step(dossier, task_id=make.task_id(dossier), outcome=forged, by=ward.specialist, at=LATER)
    with refused(dossier, Stale):
        complete_step(
            dossier, task_id=make.task_id(dossier), outcome="propose", revision=1, by=ward.specialist, at=LATER
        )


def test_each_does_only_the_steps_of_their_role_and_place() -> None:
    ward, elsewhere = make.ward(), make.ward()
    dossier = make.dossier(ward, received=True)
    task = make.task_id(dossier)
    for by in (ward.officer, ward.leader, elsewhere.specialist, make.actor(make.citizen())):
        with refused(dossier, NotAllowed):
            complete_step(dossier, task_id=task, outcome="propose", by=by, at=LATER)


def test_approval_makes_the_result() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, resolved=True)
    assert (dossier.status, dossier.resolved_at, dossier.ended_at) == (Status.RESOLVED, make.AT, None)
    assert (dossier.result.kind, dossier.result.signed_by) == ("granted", ward.leader_account)
    assert dossier.result.paper in papers_of(dossier.subject)
    assert open_tasks(dossier.subject).get().node == "hand_over"
    kinds = [event.kind for event in dossier.events.all()]
    assert kinds == ["submitted", "received", "claimed", "step_completed", "step_completed", "resolved"]


def test_refusing_the_matter_needs_a_reason_and_tells_it() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    complete_step(dossier, task_id=make.task_id(dossier), outcome="propose", by=ward.specialist, at=LATER)
    dossier = make.fresh(dossier)
    with refused(dossier, Refused):
        complete_step(dossier, task_id=make.task_id(dossier), outcome="refuse", by=ward.leader, at=LATER)
    complete_step(
        dossier, task_id=make.task_id(dossier), outcome="refuse", note="Thiếu căn cứ", by=ward.leader, at=LATER
    )
    dossier = make.fresh(dossier)
    assert (dossier.status, dossier.result.kind) == (Status.RESOLVED, "refused")
    assert dossier.events.get(kind="not_granted").public_text == "Thiếu căn cứ"
    paper = dossier.result.paper
    assert (paper.template.code, paper.organisation) == ("refusal_notice", ward.committee)
    assert paper.data["letterhead"]["unit"] == ward.committee.name
    assert paper.data["signer"]["position"] == Position.objects.get(pk=ward.leader.position_id or 0).name
    run_jobs()
    told = Notification.objects.filter(subject=dossier.subject, kind__code="dossier_not_granted")
    assert "Thiếu căn cứ" in told.get(channel="in_app").text


def test_a_refused_matter_is_never_called_a_result_to_be_fetched() -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = make.dossier(ward, by=citizen, received=True)
    make.decide(dossier, ward, "refuse", note="Thiếu căn cứ")
    client = Client()
    client.force_login(citizen)
    mine = client.get(f"/ho-so-cua-toi/{dossier.code}").content.decode()
    assert "Không được giải quyết" in mine
    assert mine.count("Thiếu căn cứ") >= 2
    assert "mời ông/bà nhận" not in mine
    assert "Không được giải quyết" in client.get("/ho-so-cua-toi").content.decode()
    held = Client().get(f"/theo-doi/{dossier.tracking_key}").content.decode()
    assert "không được giải quyết" in held
    assert "Thiếu căn cứ" not in held


def test_a_leader_gives_each_step_within_reach_from_the_page() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    task = make.task_id(dossier)
    client = Client()
    client.force_login(ward.leader_account)
    address = f"/ho-so/{dossier.code}/buoc/{task}/phan-cong"
    name = ward.specialist_account.username
    page = client.get(f"/ho-so/{dossier.code}").content.decode()
    assert address in page
    assert f'value="{name}"' in page
    assert client.post(address, {"account": name}).status_code == 302
    assert Task.objects.get(pk=task).assignee == ward.specialist_account
    client.force_login(ward.officer_account)
    assert address not in client.get(f"/ho-so/{dossier.code}").content.decode()


def test_what_is_sent_back_is_verified_again() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    make.decide(dossier, ward, "return", note="Kiểm tra lại ngày sinh")
    dossier = make.fresh(dossier)
    assert dossier.status == Status.IN_PROGRESS
    assert open_tasks(dossier.subject).get().node == "verify"
    assert not hasattr(dossier, "result")
    make.decide(dossier, ward, "approve")
    assert make.fresh(dossier).status == Status.RESOLVED


def test_handing_over_ends_the_dossier() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, resolved=True)
    for change, words in [
        ({"receiver": "  "}, "họ tên người nhận"),
        ({"identity_seen": ""}, "giấy tờ tùy thân"),
    ]:
        with refused(dossier, Refused, words):
            deliver(dossier, **{**HANDED, **change}, by=ward.officer, at=LATER)
    for by in (ward.specialist, make.ward().officer, make.actor(make.citizen())):
        with refused(dossier, NotAllowed):
            deliver(dossier, **HANDED, by=by, at=LATER)
    with refused(dossier, Stale):
        deliver(dossier, **HANDED, revision=1, by=ward.officer, at=LATER)
    deliver(dossier, **HANDED, by=ward.officer, at=LATER)
    dossier = make.fresh(dossier)
    assert (dossier.status, dossier.ended_at) == (Status.DELIVERED, LATER)
    delivery = dossier.deliveries.get(has_last=True)
    assert (delivery.receiver, delivery.delivered_by) == ("Nguyễn Văn An", ward.officer_account)
    assert not open_tasks(dossier.subject).exists()
    with refused(dossier, Stale):
        deliver(dossier, **HANDED, by=ward.officer, at=LATER)


def test_the_step_of_handing_over_is_done_by_handing_over_alone() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, resolved=True)
    for by in (ward.officer, ward.leader):
        with refused(dossier):
            complete_step(dossier, task_id=make.task_id(dossier), outcome="done", by=by, at=LATER)


@pytest.mark.parametrize("state", ["filed", "received"])
def test_nothing_is_handed_over_before_there_is_a_result(state: str) -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=state == "received")
    with refused(dossier, Stale):
        deliver(dossier, **HANDED, by=ward.officer, at=LATER)


def test_every_act_raises_the_revision() -> None:
    ward = make.ward()
    dossier = make.dossier(ward)
    seen = [dossier.revision]
    receive(dossier, by=ward.officer, at=LATER)
    seen.append(make.fresh(dossier).revision)
    claim_step(dossier, task_id=make.task_id(dossier), by=ward.specialist, at=LATER)
    seen.append(make.fresh(dossier).revision)
    complete_step(dossier, task_id=make.task_id(dossier), outcome="propose", by=ward.specialist, at=LATER)
    seen.append(make.fresh(dossier).revision)
    complete_step(dossier, task_id=make.task_id(dossier), outcome="approve", by=ward.leader, at=LATER)
    seen.append(make.fresh(dossier).revision)
    assert seen == sorted(set(seen))

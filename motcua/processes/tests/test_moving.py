"""Matters that move: started, worked on, held, cancelled, timed."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.platform.action import SYSTEM, NotAllowed, Refused, Stale
from motcua.platform.clock import VIETNAM, frozen
from motcua.processes.actions.publish_version import FlawedProcess
from motcua.processes.handlers import fire_timers
from motcua.processes.models import InstanceHold, ProcessInstance, ProcessVersion, Task, TaskTimer
from motcua.processes.public import (
    Movement,
    cancel,
    complete,
    define_process,
    find_task,
    hold,
    instance_of,
    next_actions,
    open_tasks,
    publish_version,
    resume,
    start,
    step_of,
    version_in_force,
)
from motcua.processes.tests import make
from motcua.processes.tests.shapes import flows, hours, line, node, parallel, task, timed

pytestmark = pytest.mark.django_db
AT = make.AT


def instance(movement: Movement) -> ProcessInstance:
    """The instance as it stands now."""
    return ProcessInstance.objects.get(pk=movement.instance_id)


def do(subject: str, key: str, outcome: str = "done", **more: Any) -> Movement:
    """Complete the open task at a step."""
    return complete(make.task(subject, key), outcome=outcome, by=SYSTEM, at=AT, **more)


def nodes(subject: str) -> list[str]:
    """The steps that wait."""
    return list(open_tasks(subject).values_list("node", flat=True))


def test_birth_registration_from_receipt_to_result() -> None:
    subject = instance(make.started()).subject
    assert [each.key for each in next_actions(make.task(subject, "verify"))] == [
        "propose_approval",
        "propose_refusal",
        "request_supplement",
    ]
    do(subject, "verify", "propose_approval")
    back = do(subject, "approve", "return_to_specialist", note=" Thiếu giấy chứng sinh ")
    assert back.closed[0].note == "Thiếu giấy chứng sinh" and back.opened[0].node == "verify"
    do(subject, "verify", "propose_approval")
    do(subject, "approve", "approve")
    assert step_of(make.task(subject, "issue")).outputs == ("birth_certificate",)
    do(subject, "issue")
    last = do(subject, "hand_over")
    assert last.finished and nodes(subject) == []
    ended = ProcessInstance.objects.get(subject=subject)
    assert (ended.state, ended.marking, ended.finished_at) == ("finished", {}, AT)
    assert ended.variables["outcomes"]["approve"] == "approve"
    assert Task.objects.of_subject(subject).filter(state="done").count() == 6


def test_a_step_is_due_in_working_time_of_its_organisation() -> None:
    friday = datetime(2026, 3, 6, 16, 30, tzinfo=VIETNAM)
    opened = make.started(at=friday).opened[0]
    assert opened.due_at == datetime(2026, 3, 9, 9, 0, tzinfo=VIETNAM)
    assert Task.objects.get(pk=opened.pk).due_at == opened.due_at
    assert list(Task.objects.overdue(friday + timedelta(days=4))) == [opened]


def test_one_step_is_two_statements_beside_the_transaction() -> None:
    subject = instance(make.started()).subject
    todo = make.task(subject, "verify")
    with CaptureQueriesContext(
        connection,
    ) as seen:
        complete(todo, outcome="propose_approval", by=SYSTEM, at=AT)
    own = [query["sql"] for query in seen if "processes_" in query["sql"]]
    assert len(own) == 2, own


def test_what_comes_second_is_stale() -> None:
    subject = instance(make.started()).subject
    todo = make.task(subject, "verify")
    complete(todo, outcome="propose_approval", by=SYSTEM, at=AT)
    with pytest.raises(Stale, match="vừa được người khác xử lý"):
        complete(Task.objects.get(pk=todo.pk), outcome="propose_approval", by=SYSTEM, at=AT)
    assert nodes(subject) == ["approve"]


def test_a_task_done_before_a_loop_is_not_the_task_of_the_next_round() -> None:
    subject = instance(make.started()).subject
    first = make.task(subject, "verify")
    do(subject, "verify", "propose_approval")
    do(subject, "approve", "return_to_specialist", note="x")
    with pytest.raises(Stale):
        complete(first, outcome="propose_approval", by=SYSTEM, at=AT)
    assert nodes(subject) == ["verify"]


@pytest.mark.parametrize(
    ("outcome", "field", "words"),
    [
        ("forged", "outcome", "không có kết quả"),
        ("request_supplement", "outcome", "không có kết quả"),
        ("propose_refusal", "note", "lý do"),
    ],
)
def test_outcomes_that_are_refused_change_nothing(outcome: str, field: str, words: str) -> None:
    subject = instance(make.started()).subject
    with pytest.raises(Refused, match=words) as refused:
        do(subject, "verify", outcome)
    assert refused.value.field == field
    assert nodes(subject) == ["verify"]


def test_unknown_tasks_are_refused() -> None:
    here = make.organisation()
    for forged in ("0", "abc", "-1", "9" * 30, None, "１２"):
        with pytest.raises(NotAllowed, match="Không tìm thấy"):
            find_task(forged, make.officer("specialist", at=here))
    ghost = Task(pk=999_999_999, organisation_id=here.pk)
    with pytest.raises(Refused, match="Không tìm thấy"):
        complete(ghost, outcome="done", by=SYSTEM, at=AT)


def test_a_published_version_stays() -> None:
    version = make.process()
    changes: list[dict[str, Any]] = [{"definition": {}}, {"number": 7}, {"state": "draft"}, {"checksum": "x"}]
    for change in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            ProcessVersion.objects.filter(pk=version.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        version.delete()
    with pytest.raises(Stale):
        publish_version(version, valid_from=date(2026, 1, 1), by=SYSTEM, at=AT)


def test_a_running_matter_keeps_its_version() -> None:
    owner = make.organisation()
    old = make.draft(line("a", "b"), owner=owner)
    publish_version(old, valid_from=date(2025, 7, 1), by=SYSTEM, at=AT)
    subject = instance(make.started(version=ProcessVersion.objects.get(pk=old.pk))).subject
    new = define_process(owner, code=old.process.code, name="Mới", definition=line("a", "c"), by=SYSTEM, at=AT)
    assert (new.number, new.state) == (2, "draft")
    publish_version(new, valid_from=date(2026, 4, 1), by=SYSTEM, at=AT)
    assert version_in_force(old.process.code, date(2026, 3, 31)) == old
    assert version_in_force(old.process.code, date(2026, 4, 1)) == new
    do(subject, "a")
    assert nodes(subject) == ["b"]
    with pytest.raises(Refused, match="chưa có phiên bản"):
        version_in_force(old.process.code, date(2025, 1, 1))


def test_a_draft_is_kept_flawed_but_not_published() -> None:
    definition = line("a")
    definition["nodes"][1]["performer"] = {}
    draft = make.draft(definition)
    with pytest.raises(FlawedProcess, match="chưa có người thực hiện") as refused:
        publish_version(draft, valid_from=date(2026, 1, 1), by=SYSTEM, at=AT)
    assert [flaw.node for flaw in refused.value.flaws] == ["a"]
    with pytest.raises(Refused, match="chưa được ban hành"):
        make.started(version=draft)
    definition["nodes"][1]["performer"] = {"role": "specialist"}
    again = define_process(
        draft.process.organisation, code=draft.process.code, name="Tên", definition=definition, by=SYSTEM, at=AT
    )
    assert again.pk == draft.pk
    assert publish_version(again, valid_from=date(2026, 1, 1), by=SYSTEM, at=AT).state == "published"


def test_a_code_belongs_to_one_organisation() -> None:
    version = make.draft()
    with pytest.raises(Refused, match="cơ quan khác"):
        define_process(make.organisation(), code=version.process.code, name="x", definition={}, by=SYSTEM, at=AT)


def test_one_live_process_per_matter() -> None:
    version, here = make.process(line("a")), make.organisation()
    begin: dict[str, Any] = {"subject": "matter:x", "organisation_id": here.pk, "by": SYSTEM, "at": AT}
    start(version, **begin)
    with pytest.raises(Refused, match="đã có quy trình"):
        start(version, **begin)
    do("matter:x", "a")
    assert start(version, **begin).opened[0].node == "a"


def test_steps_go_to_the_organisation_they_name() -> None:
    unit, receiving, competent = make.organisation(), make.organisation(), make.organisation()
    definition = parallel("a", "b")
    definition["nodes"][2]["performer"]["organisation"] = f"unit:{unit.identifier}"
    definition["nodes"][3]["performer"]["organisation"] = "receiving"
    version = make.process(definition)
    begin: dict[str, Any] = {"subject": "matter:y", "organisation_id": competent.pk, "by": SYSTEM, "at": AT}
    with pytest.raises(Refused, match="“receiving”"):
        start(version, **begin)
    moved = start(version, relations={"receiving": receiving.pk}, **begin)
    assert [each.organisation_id for each in moved.opened] == [unit.pk, receiving.pk]
    assert instance(moved).scope().organisations == {unit.pk, receiving.pk, competent.pk}
    nowhere = line("a")
    nowhere["nodes"][1]["performer"]["organisation"] = "unit:KHONG-CO"
    with pytest.raises(Refused, match="KHONG-CO"):
        make.started(nowhere)


def test_variables_decide_and_reserved_names_are_kept() -> None:
    definition = {
        "nodes": [
            node("start", "start_event"),
            task("a"),
            node("way", "exclusive_gateway"),
            task("b"),
            node("end", "end_event"),
        ],
        "flows": flows("start > a", "a > way", "way > b if fee > 0", "way > end else", "b > end"),
    }
    subject = instance(make.started(definition, variables={"fee": 0})).subject
    with pytest.raises(ValueError, match="outcome"):
        do(subject, "a", variables={"outcome": "x"})
    do(subject, "a", variables={"fee": 8000})
    assert nodes(subject) == ["b"]


def test_branches_meet_once() -> None:
    subject = instance(make.started(parallel("a", "b", "c"))).subject
    assert nodes(subject) == ["a", "b", "c"]
    do(subject, "a")
    do(subject, "c")
    assert nodes(subject) == ["b"]
    assert [each.node for each in do(subject, "b").opened] == ["after"]


def test_a_held_matter_waits_and_gets_its_time_back() -> None:
    subject = instance(make.started()).subject
    due = make.task(subject, "verify").due_at
    assert due == AT + timedelta(hours=2)
    held_at, resumed_at = AT + timedelta(minutes=30), datetime(2026, 3, 5, 11, 0, tzinfo=VIETNAM)
    hold(instance_of(subject), ground="supplement", by=SYSTEM, at=held_at)
    held = make.task(subject, "verify")
    assert (held.due_at, held.remaining_minutes) == (None, 90)
    assert next_actions(held) == ()
    with pytest.raises(Refused, match="tạm dừng"):
        do(subject, "verify", "propose_approval")
    with pytest.raises(Stale):
        hold(instance_of(subject), ground="supplement", by=SYSTEM, at=held_at)
    resume(instance_of(subject), by=SYSTEM, at=resumed_at)
    # Half an hour before the noon break, the rest after it.
    assert make.task(subject, "verify").due_at == datetime(2026, 3, 5, 14, 0, tzinfo=VIETNAM)
    assert list(InstanceHold.objects.values_list("ground", "started_at", "ended_at")) == [
        ("supplement", held_at, resumed_at)
    ]
    with pytest.raises(Stale):
        resume(instance_of(subject), by=SYSTEM, at=resumed_at)
    do(subject, "verify", "propose_approval")


def test_an_overdue_step_stays_overdue_through_a_hold() -> None:
    subject = instance(make.started()).subject
    due, late = make.task(subject, "verify").due_at, AT + timedelta(days=1)
    hold(instance_of(subject), ground="supplement", by=SYSTEM, at=late)
    resume(instance_of(subject), by=SYSTEM, at=late + timedelta(days=1))
    assert make.task(subject, "verify").due_at == due


def test_a_cancelled_matter_is_over() -> None:
    moved = make.started(timed(interrupting=True))
    subject = instance(moved).subject
    over = cancel(instance_of(subject), ground="withdrawn", by=SYSTEM, at=AT)
    assert [each.state for each in over.closed] == ["cancelled"] and nodes(subject) == []
    assert TaskTimer.objects.armed().count() == 0
    with pytest.raises(Stale):
        complete(moved.opened[0], outcome="done", by=SYSTEM, at=AT)
    with pytest.raises(Stale):
        cancel(instance(moved), ground="withdrawn", by=SYSTEM, at=AT)
    with pytest.raises(Refused, match="không có quy trình"):
        instance_of(subject)


@pytest.mark.parametrize("interrupting", [True, False])
def test_a_timer_runs_out_once(interrupting: bool) -> None:
    subject = instance(make.started(timed(interrupting=interrupting, limit=hours(1)))).subject
    with frozen(AT + timedelta(minutes=59)):
        fire_timers()
    assert nodes(subject) == ["work"]
    with frozen(AT + timedelta(minutes=60)):
        fire_timers()
        fire_timers()
    assert nodes(subject) == (["remind"] if interrupting else ["work", "remind"])
    if not interrupting:
        do(subject, "work")
    assert do(subject, "remind").finished


def test_a_timer_does_not_outlive_its_step() -> None:
    subject = instance(make.started(timed(interrupting=False, limit=hours(1)))).subject
    do(subject, "work")
    with frozen(AT + timedelta(days=5)):
        fire_timers()
    assert nodes(subject) == [] and TaskTimer.objects.get().state == "cancelled"


def test_a_timer_does_not_run_while_held() -> None:
    subject = instance(make.started(timed(interrupting=True, limit=hours(1)))).subject
    hold(instance_of(subject), ground="supplement", by=SYSTEM, at=AT + timedelta(minutes=20))
    with frozen(AT + timedelta(days=5)):
        fire_timers()
    assert nodes(subject) == ["work"]
    resume(instance_of(subject), by=SYSTEM, at=AT + timedelta(days=1))
    assert TaskTimer.objects.get().fires_at == AT + timedelta(days=1, minutes=40)

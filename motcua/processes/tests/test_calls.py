"""Processes that call others: where those run, how they come back, what happens to one happens to all."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest

from motcua.organisations.public import Organisation
from motcua.platform.action import SYSTEM, Refused
from motcua.platform.clock import VIETNAM, frozen
from motcua.platform.testing import run_jobs
from motcua.processes.actions.publish_version import FlawedProcess
from motcua.processes.handlers import fire_timers
from motcua.processes.models import InstanceState, ProcessInstance, ProcessVersion, Task, Wait
from motcua.processes.public import (
    Listing,
    cancel,
    deliver_message,
    hold,
    instance_of,
    open_tasks,
    publish_version,
    resume,
    send_signal,
    start,
)
from motcua.processes.tests import make
from motcua.processes.tests.shapes import every_kind, hours, line, node, process, task
from motcua.processes.tests.test_waiting import PAID, begun, do, nodes, root, wait_then, waits
from motcua.processes.tests.test_waiting import fee as fee

pytestmark = pytest.mark.django_db
AT = make.AT
JSON = dict[str, Any]


def family(inner: JSON, *, code: str = "QT-CON", more: list[JSON] | None = None, ways: tuple[str, ...] = ()) -> JSON:
    """A process that calls another, in the organisation of record, then has one step; the other is published."""
    version = make.draft(inner)
    version.process.code = code
    version.process.save()
    publish_version(version, valid_from=make.AT.date(), by=SYSTEM, at=AT)
    call = node("call", "call_activity", name="Gọi", process=code, organisation="record")
    return process(
        [task("before"), call, task("after"), *(more or [])],
        "start > before",
        "before > call",
        "call > after",
        "after > end",
        *ways,
    )


def with_record(definition: JSON, record: Organisation) -> str:
    """The subject of a matter of which another organisation keeps the record."""
    here = make.organisation()
    relations = {"receiving": here.pk, "record": record.pk}
    version: ProcessVersion = make.process(definition)
    start(
        version,
        subject="matter:family",
        organisation_id=here.pk,
        relations=relations,
        variables={"area": 3},
        listed=Listing(77, AT),
        by=SYSTEM,
        at=AT,
    )
    return "matter:family"


def test_a_called_process_runs_elsewhere_and_comes_back() -> None:
    record = make.organisation()
    subject = with_record(family(line("x", "y")), record)
    (child_task,) = do(subject, "before").opened
    assert (child_task.node, child_task.organisation_id) == ("x", record.pk)
    assert Task.objects.get(pk=child_task.pk).listed_number == 77
    child = ProcessInstance.objects.get(pk=child_task.instance_id)
    assert (child.parent, child.root, child.subject) == (root(subject), root(subject), subject)
    assert child.variables == {"area": 3}
    assert not do(subject, "x").finished
    back = do(subject, "y", variables={"found": "yes"})
    assert [each.node for each in back.opened] == ["after"] and not back.finished
    assert Task.objects.get(pk=back.opened[0].pk).listed_number == 77
    parent = root(subject)
    assert parent.variables["found"] == "yes" and parent.variables["outcomes"]["call"] == "end"
    child.refresh_from_db()
    assert child.state == "finished" and waits(subject) == []
    assert do(subject, "after").finished
    assert root(subject).state == "finished"


def test_a_called_process_that_ends_at_once_comes_back_at_once() -> None:
    inner = {
        "nodes": [node("start", "start_event"), node("end", "end_event")],
        "flows": [{"id": "f", "source": "start", "target": "end"}],
    }
    subject = with_record(family(inner), make.organisation())
    assert [each.node for each in do(subject, "before").opened] == ["after"]


def test_cancelling_a_matter_cancels_what_it_called() -> None:
    subject = with_record(family(wait_then(PAID)), make.organisation())
    do(subject, "before")
    assert waits(subject) == ["call", "w"]
    cancel(instance_of(subject), ground="withdrawn", by=SYSTEM, at=AT)
    assert waits(subject) == [] and nodes(subject) == []
    assert set(ProcessInstance.objects.filter(subject=subject).values_list("state", flat=True)) == {"cancelled"}


def test_an_interrupted_call_takes_its_child_along() -> None:
    boundary = node("b", "boundary_message", attached_to="call", message="stop", interrupting=True)
    definition = family(line("x"), more=[boundary, task("c")], ways=("b > c", "c > end"))
    subject = with_record(definition, make.organisation())
    do(subject, "before")
    (moved,) = deliver_message(subject, name="stop", by=SYSTEM, at=AT)
    assert nodes(subject) == ["c"] and waits(subject) == []
    assert [each.node for each in moved.closed] == ["x"]
    assert ProcessInstance.objects.exclude(parent=None).get().state == InstanceState.CANCELLED


@pytest.mark.parametrize("interrupting", [True, False])
def test_an_escalation_reaches_the_process_that_called(interrupting: bool) -> None:
    inner = process(
        [task("x"), node("up", "throw_escalation", escalation="late"), task("y")],
        "start > x",
        "x > up",
        "up > y",
        "y > end",
    )
    boundary = node("b", "boundary_escalation", attached_to="call", escalation="late", interrupting=interrupting)
    subject = with_record(family(inner, more=[boundary, task("c")], ways=("b > c", "c > end")), make.organisation())
    do(subject, "before")
    moved = do(subject, "x")
    assert nodes(subject) == (["c"] if interrupting else ["c", "y"])
    assert [each.node for each in moved.opened] == (["c"] if interrupting else ["y", "c"])


def test_a_held_family_stands_still_and_goes_on() -> None:
    inner = process(
        [node("w", "catch_timer", limit=hours(4)), task("x", limit=hours(2))], "start > w", "w > x", "x > end"
    )
    subject = with_record(family(inner), make.organisation())
    do(subject, "before")
    hold(instance_of(subject), ground="supplement", by=SYSTEM, at=AT + timedelta(hours=1))
    with frozen(AT + timedelta(days=3)):
        fire_timers()
    assert nodes(subject) == []
    resume(instance_of(subject), listed=Listing(77, AT), by=SYSTEM, at=AT + timedelta(days=1))
    timer = Wait.objects.waiting().get(kind="timer")
    # Three hours were left on Tuesday at 8.
    assert timer.fires_at == AT + timedelta(days=1, hours=3)
    with frozen(AT + timedelta(days=1, hours=3)):
        fire_timers()
    assert nodes(subject) == ["x"] and open_tasks(subject).get().listed_number == 77


def test_processes_that_call_each_other_without_end_are_stopped() -> None:
    call = node("call", "call_activity", name="Gọi", process="QT-VONG")
    again = process([call], "start > call", "call > end")
    subject_definition = family(again, code="QT-VONG")
    with pytest.raises(Refused, match="gọi nhau quá 5 tầng"):
        subject = with_record(subject_definition, make.organisation())
        do(subject, "before")


def test_a_process_that_nobody_published_cannot_be_called() -> None:
    definition = process(
        [task("a"), node("call", "call_activity", name="Gọi", process="QT-CHUA-CO")],
        "start > a",
        "a > call",
        "call > end",
    )
    with pytest.raises(FlawedProcess, match="gọi quy trình “QT-CHUA-CO” chưa có"):
        make.process(definition)
    subject = begun({}, version=make.unchecked(definition))
    with pytest.raises(Refused, match="QT-CHUA-CO"):
        do(subject, "a")
    assert nodes(subject) == ["a"]


def test_every_kind_goes_its_way(fee: list[Mapping[str, Any]]) -> None:
    definition = every_kind()
    make_child = family(line("x"), code="QT-CON")
    assert make_child
    here = make.organisation()
    version = make.process(definition)
    subject = "matter:every"
    start(
        version,
        subject=subject,
        organisation_id=here.pk,
        relations={"record": here.pk},
        variables={"area": 20},
        by=SYSTEM,
        at=AT,
    )
    assert root(subject).variables["level"] == "commune"
    do(subject, "measure")
    assert nodes(subject) == ["review"] and root(subject).marking == {"review": 1}
    assert waits(subject) == ["withdrawn"]
    do(subject, "review", "back")
    do(subject, "measure")
    do(subject, "review", "ok")
    with frozen(AT):
        run_jobs()
    assert waits(subject) == ["open_day", "paid"]
    deliver_message(subject, name="payment.done", by=SYSTEM, at=AT)
    with frozen(datetime(2026, 3, 9, 8, 0, tzinfo=VIETNAM)):
        fire_timers()
    deliver_message(subject, name="citizen.answer", by=SYSTEM, at=AT)
    assert waits(subject) == ["all_clear"]
    send_signal("book.open", by=SYSTEM, at=datetime(2026, 3, 10, 8, 0, tzinfo=VIETNAM))
    with frozen(datetime(2026, 3, 10, 8, 0, tzinfo=VIETNAM)):
        run_jobs()
    assert nodes(subject) == ["x"]
    assert do(subject, "x", at=datetime(2026, 3, 10, 8, 0, tzinfo=VIETNAM)).finished
    assert root(subject).state == "finished" and not Wait.objects.waiting().filter(instance__subject=subject).exists()

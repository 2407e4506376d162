"""Matters that wait for more than officials: messages, signals, times, services, called processes."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest

from motcua.platform.action import SYSTEM, Refused, Stale
from motcua.platform.clock import frozen
from motcua.platform.registry import PortUnanswered
from motcua.platform.testing import run_jobs
from motcua.processes.actions.follow_wait import follow_wait
from motcua.processes.actions.publish_version import FlawedProcess
from motcua.processes.handlers import fire_timers
from motcua.processes.models import ProcessInstance, Task, Wait
from motcua.processes.ports import SERVICES
from motcua.processes.public import (
    Movement,
    complete,
    deliver_message,
    hold,
    instance_of,
    open_tasks,
    resume,
    send_signal,
)
from motcua.processes.tests import make
from motcua.processes.tests.shapes import EMBEDDED, hours, node, outcome, process, task

pytestmark = pytest.mark.django_db
AT = make.AT
JSON = dict[str, Any]


def begun(definition: JSON, **more: Any) -> str:
    """The subject of a matter that has just begun."""
    return ProcessInstance.objects.get(pk=make.started(definition, **more).instance_id).subject


def nodes(subject: str) -> list[str]:
    """The steps that wait for officials."""
    return sorted(open_tasks(subject).values_list("node", flat=True))


def waits(subject: str) -> list[str]:
    """What else is waited for."""
    return sorted(Wait.objects.waiting().filter(instance__subject=subject).values_list("node", flat=True))


def do(subject: str, key: str, result: str = "done", at: datetime = AT, **more: Any) -> Movement:
    """Complete the open task at a step."""
    return complete(make.task(subject, key), outcome=result, by=SYSTEM, at=at, **more)


def root(subject: str) -> ProcessInstance:
    """The matter's own process."""
    return ProcessInstance.objects.roots().filter(subject=subject).latest("id")


def wait_then(kind: JSON) -> JSON:
    """One wait, then one step."""
    return process([{**kind, "id": "w"}, task("a")], "start > w", "w > a", "a > end")


PAID = node("w", "receive_task", message="payment.done")


def test_a_message_brings_what_it_says_and_the_matter_goes_on() -> None:
    subject = begun(wait_then(PAID))
    assert (nodes(subject), waits(subject)) == ([], ["w"])
    deliver_message(subject, name="other", by=SYSTEM, at=AT)
    assert waits(subject) == ["w"]
    (moved,) = deliver_message(subject, name="payment.done", variables={"amount": 8000}, by=SYSTEM, at=AT)
    assert [each.node for each in moved.opened] == ["a"] and waits(subject) == []
    assert root(subject).variables["amount"] == 8000
    assert do(subject, "a").finished


def test_a_message_before_its_time_is_kept() -> None:
    subject = begun(process([task("a"), {**PAID}, task("b")], "start > a", "a > w", "w > b", "b > end"))
    assert deliver_message(subject, name="payment.done", variables={"amount": 5}, by=SYSTEM, at=AT) == ()
    assert [each.node for each in do(subject, "a").opened] == ["b"]
    assert root(subject).variables["amount"] == 5 and waits(subject) == []


def test_the_same_message_twice_is_heard_once() -> None:
    two = process([{**PAID}, {**PAID, "id": "w2"}, task("a")], "start > w", "w > w2", "w2 > a", "a > end")
    subject = begun(two)
    for _ in range(3):
        deliver_message(subject, name="payment.done", key="receipt-1", by=SYSTEM, at=AT)
    assert waits(subject) == ["w2"]
    deliver_message(subject, name="payment.done", key="receipt-2", by=SYSTEM, at=AT)
    assert nodes(subject) == ["a"]


def test_a_message_to_nobody_is_refused() -> None:
    with pytest.raises(Refused, match="không có quy trình"):
        deliver_message("matter:none", name="payment.done", by=SYSTEM, at=AT)
    subject = begun(wait_then(PAID))
    with pytest.raises(ValueError, match="outcomes"):
        deliver_message(subject, name="payment.done", variables={"outcomes": {}}, by=SYSTEM, at=AT)


def test_a_signal_is_heard_by_every_matter_that_waits() -> None:
    version, here = make.process(wait_then(node("w", "catch_signal", signal="book.open"))), make.organisation()
    started = [make.started(version=version, competent=here).instance_id for _ in range(3)]
    send_signal("book.open", by=SYSTEM, at=AT)
    late = make.started(version=version, competent=here, at=AT + timedelta(seconds=1)).instance_id
    run_jobs()
    assert Task.objects.open().filter(instance__in=started).count() == 3
    assert not Task.objects.filter(instance=late).exists()


@pytest.mark.parametrize(
    ("timer", "early", "due"),
    [
        ({"limit": hours(7.5)}, AT + timedelta(hours=8), AT + timedelta(hours=9)),
        ({"cron": "0 8 * * 1"}, AT + timedelta(days=6), AT + timedelta(days=7)),
    ],
)
def test_a_time_comes_by_itself(timer: JSON, early: datetime, due: datetime) -> None:
    subject = begun(wait_then(node("w", "catch_timer", **timer)))
    with frozen(early):
        fire_timers()
    assert nodes(subject) == []
    with frozen(due):
        fire_timers()
        fire_timers()
    assert nodes(subject) == ["a"]


@pytest.fixture
def fee() -> Iterator[list[Mapping[str, Any]]]:
    """A service that says what a matter costs; what it was asked."""
    asked: list[Mapping[str, Any]] = []

    def service(subject: str, variables: Mapping[str, Any]) -> Mapping[str, Any]:
        asked.append({**variables, "subject": subject})
        return {"fee": 8000}

    SERVICES.register("land.fee", service)
    yield asked
    SERVICES._answers.pop("land.fee")


def test_a_service_is_called_by_a_job_and_never_in_the_step(fee: list[Mapping[str, Any]]) -> None:
    served = process(
        [task("s"), node("w", "service_task", service="land.fee"), task("a")], "start > s", "s > w", "w > a", "a > end"
    )
    subject = begun(served, variables={"area": 3})
    do(subject, "s")
    assert (nodes(subject), waits(subject), fee) == ([], ["w"], [])
    run_jobs()
    assert nodes(subject) == ["a"] and root(subject).variables["fee"] == 8000
    assert [(each["area"], each["subject"]) for each in fee] == [(3, subject)]


def test_a_service_that_is_not_there_leaves_the_matter_waiting_for_it_by_name() -> None:
    definition = wait_then(node("w", "service_task", service="no.such"))
    with pytest.raises(FlawedProcess, match=r"dịch vụ “no\.such” chưa được cài đặt"):
        make.process(definition)
    subject = begun({}, version=make.unchecked(definition))
    with pytest.raises(PortUnanswered, match=r"no\.such"):
        run_jobs()
    wait = Wait.objects.get(instance__subject=subject)
    assert (wait.state, wait.kind, wait.event) == ("waiting", "service", "no.such")


@pytest.mark.parametrize("interrupting", [True, False])
def test_a_message_on_a_step(interrupting: bool) -> None:
    boundary = node("b", "boundary_message", attached_to="a", message="withdrawn", interrupting=interrupting)
    definition = process([task("a"), boundary, task("c")], "start > a", "a > end", "b > c", "c > end")
    subject = begun(definition)
    deliver_message(subject, name="withdrawn", by=SYSTEM, at=AT)
    deliver_message(subject, name="withdrawn", by=SYSTEM, at=AT)
    assert nodes(subject) == (["c"] if interrupting else ["a", "c"]) and waits(subject) == []
    gone = Task.objects.filter(instance__subject=subject, state="cancelled").values_list("node", flat=True)
    assert list(gone) == (["a"] if interrupting else [])
    other = begun(definition)
    do(other, "a")
    assert waits(other) == [] and root(other).state == "finished"


def test_a_step_that_leads_back_to_itself_keeps_its_new_task() -> None:
    again = [outcome("ok", "Đạt"), outcome("again", "Lại")]
    boundary = node("b", "boundary_message", attached_to="a", message="m", interrupting=True)
    definition = process(
        [task("a", outcomes=again), node("g", "exclusive_gateway", name="Đạt?"), boundary],
        "start > a", "a > g", 'g > end if outcome = "ok"', "g > a else", "b > a",
    )  # fmt: skip
    subject = begun(definition)
    do(subject, "a", "again")
    assert (nodes(subject), waits(subject)) == (["a"], ["b"])
    deliver_message(subject, name="m", by=SYSTEM, at=AT)
    assert (nodes(subject), waits(subject)) == (["a"], ["b"])
    assert do(subject, "a", "ok").finished and waits(subject) == []


def test_a_sub_process_with_a_clock_on_it() -> None:
    subject = begun(EMBEDDED)
    assert (nodes(subject), waits(subject)) == (["x", "y"], ["late", "told"])
    do(subject, "x")
    with frozen(AT + timedelta(days=2)):
        fire_timers()
    assert (nodes(subject), waits(subject)) == (["rescue"], [])
    assert Task.objects.get(instance__subject=subject, node="y").state == "cancelled"
    assert do(subject, "rescue").finished


def test_what_comes_while_a_matter_is_held_follows_when_it_goes_on() -> None:
    subject = begun(wait_then(PAID))
    hold(instance_of(subject), ground="supplement", by=SYSTEM, at=AT)
    deliver_message(subject, name="payment.done", variables={"amount": 5}, by=SYSTEM, at=AT)
    run_jobs()
    assert nodes(subject) == [] and waits(subject) == ["w"]
    resume(instance_of(subject), by=SYSTEM, at=AT + timedelta(hours=1))
    with frozen(AT + timedelta(hours=1)):
        run_jobs()
    assert nodes(subject) == ["a"] and root(subject).variables["amount"] == 5


def test_what_came_comes_once() -> None:
    subject = begun(wait_then(PAID))
    wait = Wait.objects.get(instance__subject=subject)
    follow_wait(wait, by=SYSTEM, at=AT)
    with pytest.raises(Stale):
        follow_wait(wait, by=SYSTEM, at=AT)
    timer = Wait.objects.get(instance__subject=begun(wait_then(node("w", "catch_timer", limit=hours(1)))))
    with pytest.raises(Stale):
        follow_wait(timer, by=SYSTEM, at=AT)


def test_a_thrown_message_is_heard_in_the_same_matter_alone() -> None:
    ready = node("m", "throw_message", message="ready")
    gates = [node("fork", "parallel_gateway"), node("join", "parallel_gateway")]
    definition = process(
        [*gates, task("a"), ready, {**PAID, "message": "ready"}, task("b")],
        "start > fork", "fork > a", "a > m", "m > join", "fork > w", "w > b", "b > join", "join > end",
    )  # fmt: skip
    first, second = begun(definition), begun(definition)
    do(first, "a")
    run_jobs()
    assert (nodes(first), nodes(second)) == (["b"], ["a"])

"""Processes within processes as BPMN 2.0 means them: when they are over, what takes them away, who hears of it."""

import pytest

from motcua.processes.rules import NoWay, begin, escalate
from motcua.processes.tests.shapes import EMBEDDED, JSON, node, process, sub, task
from motcua.processes.tests.test_elements import do, net_of


def test_an_embedded_sub_process_is_over_when_nothing_in_it_is_left() -> None:
    net = net_of(EMBEDDED)
    step = begin(net, {})
    assert step.marking == {"sub": 1, "x": 1, "y": 1} and [each.id for each in step.entered] == ["sub"]
    step = do(net, step, "y")
    assert step.marking == {"sub": 1, "x": 1} and step.left == ("y",)
    step = do(net, step, "x")
    assert step.marking == {"after": 1} and step.left == ("x", "sub")


def test_an_interrupting_event_takes_all_of_a_sub_process_away() -> None:
    net = net_of(EMBEDDED)
    step = do(net, do(net, begin(net, {}), "y"), "late")
    assert step.marking == {"rescue": 1} and set(step.left) == {"sub", "x"}


def test_an_event_beside_a_sub_process_leaves_it_running() -> None:
    net = net_of(EMBEDDED)
    step = do(net, begin(net, {}), "told")
    assert step.marking == {"sub": 1, "x": 1, "y": 1, "read": 1} and step.left == ()
    assert do(net, do(net, step, "x"), "y").marking == {"after": 1, "read": 1}


def escalating(*, interrupting: bool, catches: str = "late") -> JSON:
    """A step, then an escalation, then another step, in a sub-process that catches it."""
    inner = sub(
        "sub",
        [task("x"), node("up", "throw_escalation", escalation="late"), task("y")],
        "sub_in > x",
        "x > up",
        "up > y",
        "y > sub_out",
    )
    boundary = node("b", "boundary_escalation", attached_to="sub", interrupting=interrupting)
    if catches:
        boundary["escalation"] = catches
    return process([inner, boundary, task("boss")], "start > sub", "sub > end", "b > boss", "boss > end")


@pytest.mark.parametrize("catches", ["late", ""])
def test_an_escalation_is_caught_by_what_is_around(catches: str) -> None:
    away = net_of(escalating(interrupting=True, catches=catches), sound=False)
    step = do(away, begin(away, {}), "x")
    assert step.marking == {"boss": 1} and step.told == () and set(step.left) == {"x", "sub"}
    beside = net_of(escalating(interrupting=False, catches=catches))
    step = do(beside, begin(beside, {}), "x")
    assert step.marking == {"sub": 1, "y": 1, "boss": 1} and step.told == ()


def test_an_escalation_that_nothing_catches_is_told_upwards() -> None:
    net = net_of(escalating(interrupting=False, catches="other"))
    step = do(net, begin(net, {}), "x")
    assert step.marking == {"sub": 1, "y": 1} and [each.name for each in step.told] == ["late"]


def test_an_escalation_of_a_called_process_is_caught_on_the_call() -> None:
    nodes = [
        node("call", "call_activity", process="QT-2"),
        node("b", "boundary_escalation", attached_to="call", escalation="late", interrupting=True),
        task("boss"),
    ]
    net = net_of(process(nodes, "start > call", "call > end", "b > boss", "boss > end"))
    step = begin(net, {})
    assert escalate(net, step.marking, "call", "late", {}).marking == {"boss": 1}
    other = escalate(net, step.marking, "call", "other", {})
    assert other.marking == {"call": 1} and [each.name for each in other.told] == ["other"]
    with pytest.raises(NoWay):
        escalate(net, {"boss": 1}, "call", "late", {})


def test_a_terminating_end_takes_everything_along() -> None:
    definition = process(
        [node("fork", "parallel_gateway"), task("a"), task("b"), node("stop", "end_event", terminate=True)],
        "start > fork",
        "fork > a",
        "fork > b",
        "a > end",
        "b > stop",
    )
    net = net_of(definition)
    step = do(net, begin(net, {}), "b")
    assert step.is_finished and set(step.left) == {"a", "b"} and step.ended == "stop"
    assert do(net, begin(net, {}), "a").marking == {"b": 1}


def test_a_terminating_end_in_a_sub_process_ends_that_alone() -> None:
    inner = sub(
        "sub",
        [node("fork", "parallel_gateway"), task("a"), task("b"), node("stop", "end_event", terminate=True)],
        "sub_in > fork",
        "fork > a",
        "fork > b",
        "a > sub_out",
        "b > stop",
    )
    net = net_of(process([inner, task("after")], "start > sub", "sub > after", "after > end"))
    assert do(net, begin(net, {}), "b").marking == {"after": 1}

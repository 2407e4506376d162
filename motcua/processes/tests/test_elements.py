"""Each element as BPMN 2.0 means it, in our own words: what a token does there. No database."""

from typing import Any

import pytest

from motcua.processes.rules import (
    Flawed,
    Net,
    NoWay,
    Step,
    begin,
    compile_definition,
    complete,
    fire,
    flaws_of,
    read_definition,
)
from motcua.processes.tests.shapes import every_kind, hours, line, node, outcome, process, sub, task

JSON = dict[str, Any]


def net_of(definition: JSON, *, sound: bool = True) -> Net:
    """Compiled, and proved sound."""
    read = read_definition(definition)
    assert [flaw.sentence() for flaw in flaws_of(read)] == [] or not sound
    return compile_definition(read)


def do(net: Net, step: Step, key: str, result: str = "done", **variables: Any) -> Step:
    """One step done, or what a node waited for come."""
    known = {**step.variables, **variables}
    if net.nodes[key].kind == "user_task":
        return complete(net, step.marking, key, result, known)
    return fire(net, step.marking, key, known)


@pytest.mark.parametrize(
    "waiting",
    [
        node("w", "receive_task", message="paid"),
        node("w", "catch_message", message="paid"),
        node("w", "catch_signal", signal="opened"),
        node("w", "catch_timer", limit=hours(4)),
        node("w", "catch_timer", cron="0 8 * * 1"),
        node("w", "service_task", service="fee"),
        node("w", "call_activity", process="QT-2"),
    ],
)
def test_a_token_waits_until_what_it_waits_for_comes(waiting: JSON) -> None:
    net = net_of(process([waiting, task("a")], "start > w", "w > a", "a > end"))
    step = begin(net, {})
    assert (step.marking, step.opened) == ({"w": 1}, ()) and [each.id for each in step.entered] == ["w"]
    after = do(net, step, "w")
    assert after.marking == {"a": 1} and after.left == ("w",)
    with pytest.raises(NoWay, match="không đang mở"):
        do(net, after, "w")


def test_a_message_that_came_before_is_taken_when_it_is_asked_for() -> None:
    net = net_of(
        process(
            [task("a"), node("w", "receive_task", message="paid"), task("b")], "start > a", "a > w", "w > b", "b > end"
        )
    )
    step = do(net, begin(net, {"messages": {"paid": {"amount": 5}, "other": {}}}), "a")
    assert step.marking == {"b": 1} and step.entered == ()
    assert step.variables["amount"] == 5 and step.variables["messages"] == {"other": {}}


def test_what_is_thrown_is_told_and_the_token_goes_on() -> None:
    nodes = [
        node("m", "throw_message", message="ready"),
        node("s", "throw_signal", signal="open"),
        node("e", "throw_escalation", escalation="late"),
    ]
    step = begin(net_of(process(nodes, "start > m", "m > s", "s > e", "e > end")), {})
    assert step.is_finished
    assert [(each.kind, each.name) for each in step.told] == [
        ("message", "ready"),
        ("signal", "open"),
        ("escalation", "late"),
    ]


INCLUSIVE = process(
    [
        node("split", "inclusive_gateway", name="Ai?"),
        *(task(key) for key in ("a", "b", "c")),
        node("join", "inclusive_gateway"),
        task("after"),
    ],
    "start > split",
    "split > a if x > 0",
    "split > b if x > 1",
    "split > c else",
    "a > join",
    "b > join",
    "c > join",
    "join > after",
    "after > end",
)


@pytest.mark.parametrize(("x", "opened"), [(0, ["c"]), (1, ["a"]), (2, ["a", "b"])])
def test_an_inclusive_gateway_takes_every_true_way_and_joins_those(x: int, opened: list[str]) -> None:
    net = net_of(INCLUSIVE)
    step = begin(net, {"x": x})
    assert [each.id for each in step.opened] == opened
    for number, key in enumerate(opened, 1):
        step = do(net, step, key)
        assert [each.id for each in step.opened] == (["after"] if number == len(opened) else [])
    assert step.marking == {"after": 1}


def test_an_inclusive_join_opens_when_a_branch_ends_elsewhere() -> None:
    definition = process(
        [
            node("split", "inclusive_gateway", name="Ai?"),
            task("a"),
            task("b", outcomes=[outcome("on", "Tiếp"), outcome("off", "Thôi")]),
            node("way", "exclusive_gateway", name="Tiếp?"),
            node("join", "inclusive_gateway"),
            task("after"),
            node("gone", "end_event"),
        ],
        "start > split",
        "split > a if true",
        "split > b else",
        "a > join",
        "b > way",
        'way > join if outcome = "on"',
        "way > gone else",
        "join > after",
        "after > end",
    )
    definition["flows"][2] |= {"default": False, "condition": "true"}
    definition["flows"].append({"id": "f9x", "source": "split", "target": "gone", "default": True})
    net = net_of(definition)
    both = begin(net, {})
    assert both.marking == {"a": 1, "b": 1}
    waits = do(net, both, "a")
    assert waits.marking == {"b": 1, "f4": 1}
    assert do(net, waits, "b", "on").marking == {"after": 1}
    assert do(net, waits, "b", "off").marking == {"after": 1}


def test_no_true_way_out_of_an_inclusive_gateway_is_refused() -> None:
    definition = process(
        [node("g", "inclusive_gateway", name="Ai?"), task("a"), task("b")],
        "start > g",
        "g > a if x = 1",
        "g > b if x = 2",
        "a > end",
        "b > end",
    )
    assert "cần một hướng mặc định" in str([flaw.sentence() for flaw in flaws_of(read_definition(definition))])
    with pytest.raises(NoWay, match="đúng điều kiện"):
        begin(net_of(definition, sound=False), {"x": 3})


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("boundary_timer", {"limit": hours(1)}),
        ("boundary_message", {"message": "m"}),
        ("boundary_signal", {"signal": "s"}),
    ],
)
@pytest.mark.parametrize("interrupting", [True, False])
def test_what_stands_on_a_step(kind: str, more: JSON, interrupting: bool) -> None:
    boundary = node("b", kind, attached_to="a", interrupting=interrupting, **more)
    net = net_of(process([task("a"), boundary, task("c")], "start > a", "a > end", "b > c", "c > end"))
    step = do(net, begin(net, {}), "b")
    assert step.marking == ({"c": 1} if interrupting else {"a": 1, "c": 1})
    with pytest.raises(NoWay):
        fire(net, {"c": 1}, "b", {})


ROUNDS = process(
    [
        task("a"),
        task("judge", outcomes=[outcome("ok", "Đạt"), outcome("back", "Trả lại")]),
        node("way", "exclusive_gateway", name="Đạt?"),
        task("boss"),
    ],
    "start > a",
    "a > judge",
    "judge > way",
    'way > end if outcome = "ok"',
    'way > a if outcome = "back"',
    "way > boss else",
    "boss > end",
)
ROUNDS["flows"][4]["max_rounds"] = 2


def test_a_way_back_is_taken_no_more_often_than_allowed() -> None:
    net = net_of(ROUNDS)
    step = begin(net, {})
    for _ in range(2):
        step = do(net, do(net, step, "a"), "judge", "back")
        assert step.marking == {"a": 1}
    assert step.variables["rounds"] == {"f5": 2}
    assert do(net, do(net, step, "a"), "judge", "back").marking == {"boss": 1}


def test_a_way_back_that_is_used_up_is_refused_where_no_other_leads_on() -> None:
    definition = process(
        [
            task("a", outcomes=[outcome("ok", "Đạt"), outcome("back", "Lại")]),
            node("way", "exclusive_gateway", name="Đạt?"),
        ],
        "start > a",
        "a > way",
        'way > end if outcome = "ok"',
        'way > a if outcome = "back"',
    )
    definition["flows"][3]["max_rounds"] = 1
    net = net_of(definition)
    step = do(net, begin(net, {}), "a", "back")
    with pytest.raises(NoWay, match="hết số lần được quay lại"):
        do(net, step, "a", "back")
    assert do(net, step, "a", "ok").is_finished


def test_a_decision_table_decides_at_once() -> None:
    net = net_of(every_kind())
    step = begin(net, {"area": 700})
    assert step.variables["level"] == "province" and step.marking == {"tax": 1}
    assert begin(net, {"area": 50}).marking == {"field": 1, "measure": 1}


LOOPING = sub(
    "s",
    [node("g", "exclusive_gateway", name="?"), task("x"), task("y")],
    "s_in > g",
    "g > x if v = 1",
    "g > s_out else",
    "x > y",
    "y > x",
)


@pytest.mark.parametrize(
    ("definition", "where", "words"),
    [
        (
            process(
                [node("m", "throw_message", message="m"), node("g", "exclusive_gateway", name="?")],
                "start > g",
                "g > m if x = 1",
                "g > end else",
                "m > g",
            ),
            "m",
            "mà không qua bước nào",
        ),
        (
            process(
                [LOOPING, task("a")],
                "start > s",
                "s > a",
                "a > end",
            ),
            "x",
            "không có đường tới điểm kết thúc",
        ),
        (
            process(
                [
                    node("fork", "parallel_gateway"),
                    task("a"),
                    task("b"),
                    sub("s", [task("x")], "s_in > x", "x > s_out"),
                ],
                "start > fork",
                "fork > a",
                "fork > b",
                "a > s",
                "b > s",
                "s > end",
            ),
            "s",
            "hai lần cùng một lúc",
        ),
        (
            process(
                [
                    node("i", "inclusive_gateway", name="?"),
                    task("a"),
                    task("b"),
                    node("join", "parallel_gateway", name="Đủ"),
                ],
                "start > i",
                "i > a if x = 1",
                "i > b else",
                "a > join",
                "b > join",
                "join > end",
            ),
            "join",
            "chờ mãi",
        ),
    ],
)
def test_what_cannot_run_well_is_found_before_it_runs(definition: JSON, where: str, words: str) -> None:
    found = {flaw.node: flaw.sentence() for flaw in flaws_of(read_definition(definition))}
    assert where in found, found
    assert words in found[where]


def test_a_net_for_every_kind_runs_to_its_end() -> None:
    net = net_of(every_kind())
    step = begin(net, {"area": 700})
    for key in ("tax", "review", "fetch", "paid", "open_day", "told", "all_clear", "other"):
        step = do(net, step, key, "ok" if key == "review" else "done")
    assert step.is_finished and step.ended == "end"


def test_too_deep_and_unknown_are_refused() -> None:
    deep: JSON = sub("s5", [task("x")], "s5_in > x", "x > s5_out")
    for number in (4, 3, 2, 1, 0):
        deep = sub(f"s{number}", [deep], f"s{number}_in > s{number + 1}", f"s{number + 1} > s{number}_out")
    with pytest.raises(Flawed, match="lồng nhau quá 5 tầng"):
        read_definition(process([deep], "start > s0", "s0 > end"))
    assert flaws_of(read_definition(line("a"))) == []

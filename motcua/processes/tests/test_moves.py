"""Tokens: none is lost, none is doubled, everything ends or waits for a step that can be named."""

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.processes.rules import (
    Net,
    NoWay,
    UserTask,
    begin,
    compile_definition,
    complete,
    fire,
    flaws_of,
    outcome_of,
    read_definition,
)
from motcua.processes.tests.shapes import birth_registration, flows, node, outcome, parallel, task, timed

JSON = dict[str, Any]


def net_of(definition: JSON) -> Net:
    """Compiled."""
    return compile_definition(read_definition(definition))


def opened(step: Any) -> list[str]:
    """The ids of the steps that opened."""
    return [each.id for each in step.opened]


def test_birth_registration_goes_its_way() -> None:
    net = net_of(birth_registration())
    step = begin(net, {})
    way = [opened(step)]
    for key, result in [
        ("verify", "propose_approval"),
        ("approve", "return_to_specialist"),
        ("verify", "propose_approval"),
        ("approve", "approve"),
        ("issue", "done"),
        ("hand_over", "done"),
    ]:
        step = complete(net, step.marking, key, result, {})
        way.append(opened(step))
    assert way == [["verify"], ["approve"], ["verify"], ["approve"], ["issue"], ["hand_over"], []]
    assert step.is_finished


def test_a_refusal_ends_it() -> None:
    net = net_of(birth_registration())
    step = complete(net, {"approve": 1}, "approve", "refuse", {})
    assert step.is_finished and step.path == ("f3", "f6")


def test_a_join_waits_for_every_branch_and_opens_once() -> None:
    net = net_of(parallel("a", "b", "c"))
    step = begin(net, {})
    assert opened(step) == ["a", "b", "c"]
    for key in ("b", "c"):
        step = complete(net, step.marking, key, "done", {})
        assert opened(step) == [] and not step.is_finished
    step = complete(net, step.marking, "a", "done", {})
    assert opened(step) == ["after"] and step.marking == {"after": 1}


@given(st.lists(st.permutations(["a", "b", "c"]), min_size=1, max_size=4))
def test_a_join_in_a_loop_waits_for_every_branch_in_every_round(rounds: list[list[str]]) -> None:
    """A gateway consumes one token of each way in (BPMN 2.0, 13.4.1): who came in an earlier round counts no more."""
    shape = parallel("a", "b", "c", after="judge")
    shape["nodes"] += [node("good", "exclusive_gateway"), node("again", "exclusive_gateway")]
    shape["flows"] = flows(
        "start > again", "again > split", "split > a", "split > b", "split > c", "a > join", "b > join", "c > join",
        "join > judge", "judge > good", 'good > again if outcome = "no"', "good > end else",
    )  # fmt: skip
    net = net_of(shape)
    step = begin(net, {})
    for number, order in enumerate(rounds, 1):
        assert sorted(opened(step)) == ["a", "b", "c"]
        for key in order[:-1]:
            step = complete(net, step.marking, key, "done", {})
            assert opened(step) == []
        step = complete(net, step.marking, order[-1], "done", {})
        assert step.marking == {"judge": 1}
        step = complete(net, step.marking, "judge", "no" if number < len(rounds) else "yes", {})
    assert step.is_finished


def test_a_step_that_is_not_open_cannot_be_done() -> None:
    net = net_of(parallel("a", "b"))
    with pytest.raises(NoWay, match="không đang mở"):
        complete(net, {"b": 1}, "a", "done", {})


def test_an_outcome_that_asks_for_something_else_does_not_complete() -> None:
    verify = net_of(birth_registration()).task("verify")
    assert outcome_of(verify, "propose_approval").label == "Đề xuất phê duyệt"
    for key in ("request_supplement", "forged"):
        with pytest.raises(NoWay):
            outcome_of(verify, key)


def test_a_choice_reads_variables_and_earlier_outcomes() -> None:
    definition = {
        "nodes": [
            node("start", "start_event"),
            node("way", "exclusive_gateway"),
            task("a"),
            task("b"),
            node("end", "end_event"),
        ],
        "flows": flows(
            "start > way",
            'way > a if fee > 0 and outcomes.before != "free"',
            "way > b else",
            "a > end",
            "b > end",
        ),
    }
    net = net_of(definition)
    assert opened(begin(net, {"fee": 5, "outcomes": {"before": "paid"}})) == ["a"]
    assert opened(begin(net, {"fee": 5, "outcomes": {"before": "free"}})) == ["b"]
    assert opened(begin(net, {})) == ["b"]


def test_no_condition_true_is_refused_by_name() -> None:
    net = net_of(birth_registration())
    with pytest.raises(NoWay, match="Lãnh đạo quyết định"):
        complete(net, {"approve": 1}, "approve", "other", {})


def test_timers() -> None:
    away, beside = net_of(timed(interrupting=True)), net_of(timed(interrupting=False))
    assert fire(away, {"work": 1}, "late", {}).marking == {"remind": 1}
    assert fire(beside, {"work": 1}, "late", {}).marking == {"work": 1, "remind": 1}
    with pytest.raises(NoWay):
        fire(away, {"remind": 1}, "late", {})


def test_gateways_that_turn_for_ever_are_stopped() -> None:
    net = net_of(
        {
            "nodes": [node("start", "start_event"), node("one", "exclusive_gateway"), node("two", "exclusive_gateway")],
            "flows": flows("start > one", "one > two", "two > one"),
        }
    )
    with pytest.raises(NoWay, match="quay vòng"):
        begin(net, {})


class Draw:
    """Draws a well-formed process: blocks in sequence, in parallel, by choice, in loops, with timers."""

    kinds: tuple[str, ...] = ("step", "row", "both", "one", "loop", "timer")

    def __init__(self, random: Random) -> None:
        self.random = random
        self.nodes: list[JSON] = [node("start", "start_event"), node("end", "end_event")]
        self.flows: list[JSON] = []
        self.count = 0
        self.end = "end"

    def id(self) -> str:
        self.count += 1
        return f"n{self.count}"

    def add(self, kind: str) -> str:
        key = self.id()
        self.nodes.append(node(key, kind))
        return key

    def flow(self, source: str, target: str, **more: Any) -> None:
        self.flows.append({"id": self.id(), "source": source, "target": target, **more})

    def step(self) -> str:
        key = self.id()
        self.nodes.append(task(key, outcomes=[outcome("yes", "Có"), outcome("no", "Không")]))
        return key

    def block(self, depth: int) -> tuple[str, str]:
        """A block's first and last node."""
        kind = self.random.choice(self.kinds) if depth else "step"
        if kind == "step":
            key = self.step()
            return key, key
        if kind == "row":
            (first, a), (b, last) = self.block(depth - 1), self.block(depth - 1)
            self.flow(a, b)
            return first, last
        if kind == "loop":
            return self.loop(depth)
        if kind == "timer":
            key, other, out = self.step(), self.step(), self.add("exclusive_gateway")
            interrupting = self.random.random() < 0.5
            timer = {"attached_to": key, "limit": {"amount": 1, "unit": "hour"}, "interrupting": interrupting}
            late = self.id()
            self.nodes.append(node(late, "boundary_timer", **timer))
            self.flow(late, other)
            self.flow(key, out)
            self.flow(other, out if interrupting else self.end)
            return key, out
        gateway = "parallel_gateway" if kind == "both" else "exclusive_gateway"
        split, join = self.add(gateway), self.add(gateway)
        for number in range(self.random.randint(2, 3)):
            first, last = self.block(depth - 1)
            choice = {} if kind == "both" else {"default": True} if number == 0 else {"condition": f"x = {number}"}
            self.flow(split, first, **choice)
            self.flow(last, join)
        return split, join

    def loop(self, depth: int) -> tuple[str, str]:
        """A block that is gone through again until somebody says yes."""
        first, a = self.block(depth - 1)
        back, again = self.add("exclusive_gateway"), self.add("exclusive_gateway")
        judge = self.step()
        self.flow(again, first)
        self.flow(a, judge)
        self.flow(judge, back)
        self.flow(back, again, condition='outcome = "no"')
        out = self.add("exclusive_gateway")
        self.flow(back, out, default=True)
        return again, out

    def whole(self) -> JSON:
        first, last = self.block(self.random.randint(1, 3))
        self.flow("start", first)
        self.flow(last, "end")
        return {"nodes": self.nodes, "flows": self.flows}


@given(st.integers(0, 2**32))
def test_random_processes_are_sound_and_lose_no_token(seed: int) -> None:
    random = Random(seed)
    definition = read_definition(Draw(random).whole())
    assert flaws_of(definition) == []
    net = compile_definition(definition)
    variables = {"x": random.randint(0, 3)}
    step = begin(net, variables)
    waiting = [each.id for each in step.opened]
    for round_ in range(1000):
        places = {key: count for key, count in step.marking.items() if isinstance(net.nodes.get(key), UserTask)}
        assert places == {key: waiting.count(key) for key in waiting}, "a token was lost or doubled"
        if step.is_finished:
            assert not waiting
            return
        assert waiting, f"waits for nothing that can be named: {step.marking}"
        key = random.choice(waiting)
        timers = net.timers.get(key, ())
        if timers and round_ < 100 and random.random() < 0.3:
            step = fire(net, step.marking, timers[0].id, variables)
            if timers[0].interrupting:
                waiting.remove(key)
        else:
            # After a while everybody says yes in time, so that loops come to their end.
            answer = "yes" if round_ > 100 else random.choice(["yes", "no"])
            step = complete(net, step.marking, key, answer, variables)
            waiting.remove(key)
        waiting += [each.id for each in step.opened]
    raise AssertionError("it never ends")

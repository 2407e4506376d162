"""Random well-formed processes of every kind, under random and concurrent completions: no token is lost or doubled."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from motcua.platform.action import SYSTEM
from motcua.platform.testing import all_at_once
from motcua.processes.actions.fire_timer import fire_timer
from motcua.processes.actions.follow_wait import follow_wait
from motcua.processes.models import ProcessInstance, Task, TaskTimer, Wait
from motcua.processes.public import complete
from motcua.processes.rules import WAITING, begin, compile_definition, fire, flaws_of, read_definition
from motcua.processes.rules import complete as done
from motcua.processes.tests import make
from motcua.processes.tests.shapes import JSON, node
from motcua.processes.tests.test_moves import Draw

WAITS: tuple[JSON, ...] = (
    {"kind": "receive_task", "message": "m"},
    {"kind": "catch_message", "message": "m"},
    {"kind": "catch_signal", "signal": "s"},
    {"kind": "catch_timer", "limit": {"amount": 1, "unit": "hour"}},
    {"kind": "service_task", "service": "fee"},
)
THROWS: tuple[JSON, ...] = ({"kind": "throw_message", "message": "t"}, {"kind": "throw_signal", "signal": "t"})


class DrawAll(Draw):
    """Draws with waits, embedded sub-processes, inclusive gateways and throws besides."""

    def block(self, depth: int) -> tuple[str, str]:
        kind = self.random.choice(["plain", "plain", "plain", "wait", "throw", "some", "sub"]) if depth else "plain"
        if kind == "plain":
            return super().block(depth)
        if kind in ("wait", "throw"):
            key, step = self.id(), self.step()
            self.nodes.append({"id": key, **self.random.choice(WAITS if kind == "wait" else THROWS)})
            self.flow(key, step)
            return key, step
        if kind == "some":
            split, join = self.add("inclusive_gateway"), self.add("inclusive_gateway")
            for number in range(self.random.randint(2, 3)):
                first, last = self.block(depth - 1)
                self.flow(split, first, **({"condition": f"x >= {number}"} if number else {"default": True}))
                self.flow(last, join)
            return split, join
        return self.sub(depth)

    def sub(self, depth: int) -> tuple[str, str]:
        """An embedded sub-process, perhaps with an event on it."""
        key, first, last = self.id(), self.id(), self.id()
        outside = self.nodes, self.flows, self.end
        self.nodes, self.flows, self.end = [node(first, "start_event"), node(last, "end_event")], [], last
        a, b = self.block(depth - 1)
        self.flow(first, a)
        self.flow(b, last)
        inner = {"nodes": self.nodes, "flows": self.flows}
        self.nodes, self.flows, self.end = outside
        self.nodes.append({"id": key, "kind": "sub_process", **inner})
        if self.random.random() < 0.5:
            return key, key
        event, other, out = self.id(), self.step(), self.add("exclusive_gateway")
        interrupting = self.random.random() < 0.5
        kind: JSON = self.random.choice(
            [{"kind": "boundary_message", "message": "b"}, {"kind": "boundary_timer", "cron": "0 8 * * *"}]
        )
        self.nodes.append({"id": event, "attached_to": key, "interrupting": interrupting, **kind})
        self.flow(event, other)
        self.flow(key, out)
        self.flow(other, out if interrupting else self.end)
        return key, out


def drawn(seed: int) -> tuple[JSON, Random]:
    """A process proved sound, and the source it was drawn from; what has too much at once to prove is passed over."""
    random = Random(seed)
    shape = DrawAll(random).whole()
    flaws = flaws_of(read_definition(shape))
    assume(not any("quá nhiều nhánh" in flaw.template for flaw in flaws))
    assert flaws == []
    return shape, random


@given(st.integers(0, 2**32))
def test_random_processes_of_every_kind_lose_no_token(seed: int) -> None:
    shape, random = drawn(seed)
    net = compile_definition(read_definition(shape))
    variables = {"x": random.randint(0, 3)}
    step = begin(net, variables)
    waiting = Counter(each.id for each in (*step.opened, *step.entered))
    for round_ in range(1000):
        stands = {place: count for place, count in step.marking.items() if place in net.nodes}
        assert stands == dict(waiting), "a token was lost or doubled"
        if step.is_finished:
            return
        keys = sorted(key for key in waiting if net.nodes[key].kind in WAITING)
        assert keys, f"waits for nothing that can be named: {step.marking}"
        key = random.choice(keys)
        events = [event for host in waiting for event in net.boundaries.get(host, ())]
        if events and round_ < 100 and random.random() < 0.2:
            step = fire(net, step.marking, random.choice(events).id, step.variables)
        elif net.nodes[key].kind == "user_task":
            answer = "yes" if round_ > 100 else random.choice(["yes", "no"])
            step = done(net, step.marking, key, answer, step.variables)
        else:
            step = fire(net, step.marking, key, step.variables)
        waiting -= Counter(step.left)
        waiting += Counter(each.id for each in (*step.opened, *step.entered))
    raise AssertionError("it never ends")


def holds_together(instance: ProcessInstance) -> None:
    """Rows and tokens say the same."""
    net = compile_definition(read_definition(instance.version.definition))
    stands = {
        place: n for place, n in instance.marking.items() if place in net.nodes and net.nodes[place].kind in WAITING
    }
    tasks = Counter(Task.objects.open().filter(instance=instance).values_list("node", flat=True))
    waits = Wait.objects.waiting().filter(instance=instance).values_list("node", flat=True)
    own = Counter(key for key in waits if net.nodes[key].kind in WAITING)
    assert stands == dict(tasks + own)
    hosts = {
        event.attached_to for key in waits for events in net.boundaries.values() for event in events if event.id == key
    }
    assert hosts <= instance.marking.keys(), "an event stands on a step that is gone"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seeds", [range(3), pytest.param(range(3, 60), marks=pytest.mark.soak)])
def test_random_processes_hold_together_under_everybody_at_once(seeds: range) -> None:
    late = make.AT + timedelta(days=400)
    for seed in seeds:
        random = Random(seed)
        version = make.unchecked(DrawAll(random).whole())
        instance = ProcessInstance.objects.get(pk=make.started(version=version, variables={"x": 2}).instance_id)
        for round_ in range(80):
            works: list[Callable[[], object]] = []
            for task in Task.objects.open().filter(instance=instance):
                answer = "yes" if round_ > 10 else random.choice(["yes", "no"])
                works += [partial(complete, task, outcome=answer, by=SYSTEM, at=late)] * 2
            for wait in Wait.objects.waiting().filter(instance=instance):
                works += [partial(follow_wait, wait, by=SYSTEM, at=late)] * 2
            for timer in TaskTimer.objects.armed().filter(task__instance=instance):
                works.append(partial(fire_timer, timer, by=SYSTEM, at=late))
            if not works:
                break
            random.shuffle(works)
            ended = all_at_once(works[:30])
            assert ended["done"] >= 1 and set(ended) <= {"done", "Stale", "Refused"}
            instance.refresh_from_db()
            holds_together(instance)
        assert instance.state == "finished", f"seed {seed}: {instance.marking}"
        assert not Wait.objects.waiting().filter(instance=instance).exists()

"""How tokens move: from a marking and an event to the next marking and the steps that open. Nothing is stored here.

A marking counts tokens by place. A place is a user task (one open task, one token) or a flow into a parallel join (a
branch that has arrived and waits). An empty marking is a finished matter.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from motcua.processes.rules.definition import BoundaryTimer, Definition, Flow, Kind, Node, Outcome, UserTask
from motcua.processes.rules.feel import Condition, read_condition
from motcua.processes.rules.flaws import N_, Flaw, NoWay

Marking: TypeAlias = dict[str, int]

LONGEST_PATH = 1000
RESERVED = frozenset({"outcome", "outcomes"})


@dataclass(frozen=True)
class Step:
    """What one event does: the marking after it, the steps that open, the flows taken in order."""

    marking: Marking
    opened: tuple[UserTask, ...]
    path: tuple[str, ...]

    @property
    def is_finished(self) -> bool:
        """Whether no token is left."""
        return not self.marking


@dataclass(frozen=True)
class Net:
    """A definition made ready to run: ways in and out by node, conditions read."""

    definition: Definition
    nodes: Mapping[str, Node] = field(default_factory=dict)
    outs: Mapping[str, tuple[Flow, ...]] = field(default_factory=dict)
    ins: Mapping[str, tuple[Flow, ...]] = field(default_factory=dict)
    conditions: Mapping[str, Condition] = field(default_factory=dict)

    @cached_property
    def start(self) -> Node:
        """The one start event."""
        return next(node for node in self.nodes.values() if node.kind is Kind.START)

    @cached_property
    def timers(self) -> Mapping[str, tuple[BoundaryTimer, ...]]:
        """The timers on each user task."""
        found: dict[str, tuple[BoundaryTimer, ...]] = {}
        for node in self.nodes.values():
            if isinstance(node, BoundaryTimer):
                found[node.attached_to] = (*found.get(node.attached_to, ()), node)
        return found

    def task(self, key: str) -> UserTask:
        """The user task of that id. Raises KeyError."""
        node = self.nodes[key]
        if not isinstance(node, UserTask):
            raise KeyError(key)
        return node

    def is_join(self, node: Node) -> bool:
        """Whether the node waits for several branches."""
        return node.kind is Kind.PARALLEL and len(self.ins[node.id]) > 1


def compile_definition(definition: Definition) -> Net:
    """The net of a definition that passed `flaws_of`. Raises BadCondition for a condition outside the subset."""
    nodes = {node.id: node for node in definition.nodes}
    outs: dict[str, list[Flow]] = {key: [] for key in nodes}
    ins: dict[str, list[Flow]] = {key: [] for key in nodes}
    for flow in definition.flows:
        outs[flow.source].append(flow)
        ins[flow.target].append(flow)
    conditions = {flow.id: read_condition(flow.condition) for flow in definition.flows if flow.condition}
    return Net(
        definition,
        nodes,
        {key: tuple(flows) for key, flows in outs.items()},
        {key: tuple(flows) for key, flows in ins.items()},
        conditions,
    )


def begin(net: Net, variables: Mapping[str, object]) -> Step:
    """The first step of a matter. Raises NoWay."""
    return _advance(net, {}, net.start.id, {**variables, "outcome": None})


def complete(net: Net, marking: Mapping[str, int], task: str, outcome: str, variables: Mapping[str, object]) -> Step:
    """One open step is done with this outcome; the token moves on.

    `variables` are those of the matter, `outcomes` among them: conditions read `outcome` for the step just done and
    `outcomes.<step>` for the last outcome of any. Raises NoWay if the step is not open or no condition is true.
    """
    return _advance(net, _without(net, marking, task), task, {**variables, "outcome": outcome})


def fire(net: Net, marking: Mapping[str, int], timer: str, variables: Mapping[str, object]) -> Step:
    """A timer runs out on an open step: an interrupting one takes its token, another one adds a token of its own.

    Raises NoWay if the step it stands on is not open.
    """
    node = net.nodes[timer]
    if not isinstance(node, BoundaryTimer):
        raise KeyError(timer)
    rest = _without(net, marking, node.attached_to)
    start = rest if node.interrupting else dict(marking)
    return _advance(net, start, timer, {**variables, "outcome": None})


def outcome_of(task: UserTask, key: str) -> Outcome:
    """The outcome of that key among those that complete the step. Raises NoWay."""
    for outcome in task.outcomes:
        if outcome.key == key and outcome.completes:
            return outcome
    raise NoWay(
        Flaw(task.id, N_("Bước “{step}” không có kết quả “{outcome}”."), {"step": task.name, "outcome": key[:80]})
    )


def _without(net: Net, marking: Mapping[str, int], task: str) -> Marking:
    left = dict(marking)
    _take(net, left, task)
    return left


def _take(net: Net, marking: Marking, place: str) -> None:
    count = marking.get(place, 0)
    if count < 1:
        node = net.nodes.get(place)
        name = node.name if node else place
        raise NoWay(Flaw(place, N_("Bước “{step}” không đang mở."), {"step": name}))
    if count == 1:
        del marking[place]
    else:
        marking[place] = count - 1


def _advance(net: Net, marking: Marking, source: str, variables: Mapping[str, object]) -> Step:
    opened: list[UserTask] = []
    path: list[str] = []
    ways = deque(net.outs[source])
    while ways:
        flow = ways.popleft()
        path.append(flow.id)
        node = net.nodes[flow.target]
        if isinstance(node, UserTask):
            marking[node.id] = marking.get(node.id, 0) + 1
            opened.append(node)
        elif node.kind is Kind.EXCLUSIVE:
            ways.append(_choose(net, node, variables))
        elif node.kind is Kind.PARALLEL and arrive(net, marking, flow):
            ways.extend(net.outs[node.id])
        if len(path) > LONGEST_PATH:
            raise NoWay(Flaw(node.id, N_("Quy trình quay vòng không dừng ở “{node}”."), {"node": node.name or node.id}))
    return Step(marking, tuple(opened), tuple(path))


def arrive(net: Net, marking: Marking, flow: Flow) -> bool:
    """A token comes to a parallel gateway; whether it opens. At a join it waits until each branch has one there."""
    ways_in = net.ins[flow.target]
    if len(ways_in) == 1:
        return True
    marking[flow.id] = marking.get(flow.id, 0) + 1
    if any(way.id not in marking for way in ways_in):
        return False
    for way in ways_in:
        _take(net, marking, way.id)
    return True


def _choose(net: Net, gateway: Node, variables: Mapping[str, object]) -> Flow:
    ways = net.outs[gateway.id]
    if len(ways) == 1:
        return ways[0]
    for way in ways:
        if not way.default and net.conditions[way.id].holds(variables):
            return way
    for way in ways:
        if way.default:
            return way
    name = gateway.name or gateway.id
    raise NoWay(Flaw(gateway.id, N_("Không có hướng đi nào đúng điều kiện tại “{node}”."), {"node": name}))

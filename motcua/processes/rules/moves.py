"""How tokens move: from a marking and an event to the next marking, what opens, what ends, what is told.

Nothing is stored here. A marking counts tokens by place (`net`); an empty marking is a finished matter.
"""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from motcua.processes.rules.decisions import NoRule
from motcua.processes.rules.definition import (
    BoundaryEvent,
    CallActivity,
    Catch,
    EndEvent,
    Flow,
    Kind,
    Node,
    Outcome,
    Throw,
    UserTask,
)
from motcua.processes.rules.flaws import N_, Flaw, NoWay
from motcua.processes.rules.net import WAITING, Net

Marking: TypeAlias = dict[str, int]
Choose: TypeAlias = Callable[[Node, tuple[Flow, ...]], Sequence[Flow]]

LONGEST_PATH = 1000
_TOLD = {Kind.THROW_MESSAGE: "message", Kind.THROW_SIGNAL: "signal"}


@dataclass(frozen=True)
class Told:
    """What a step tells others: a message, a signal, or an escalation that nothing in the process caught."""

    kind: str
    name: str


@dataclass(frozen=True)
class Step:
    """What one event does.

    `opened`: the user tasks that open; `entered`: the other nodes at which a token now waits, embedded sub-processes
    among them; `left`: the nodes whose tokens are gone, done or cancelled; `path`: the flows taken in order; `ended`:
    the last end event reached. `variables`: those of the matter afterwards.
    """

    marking: Marking
    opened: tuple[UserTask, ...]
    path: tuple[str, ...]
    entered: tuple[Node, ...] = ()
    left: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
    ended: str = ""
    variables: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_finished(self) -> bool:
        """Whether no token is left."""
        return not self.marking


def begin(net: Net, variables: Mapping[str, object]) -> Step:
    """The first step of a matter. Raises NoWay."""
    walk = Walk(net, {}, variables)
    walk.ways.extend(net.outs[net.start.id])
    return walk.run()


def complete(net: Net, marking: Mapping[str, int], task: str, outcome: str, variables: Mapping[str, object]) -> Step:
    """One open step is done with this outcome; the token moves on.

    `variables` are those of the matter, `outcomes` among them: conditions read `outcome` for the step just done and
    `outcomes.<step>` for the last outcome of any. Raises NoWay if the step is not open or no condition is true.
    """
    walk = Walk(net, marking, variables, outcome)
    walk.leave(task)
    walk.ways.extend(net.outs[task])
    return walk.run()


def fire(net: Net, marking: Mapping[str, int], key: str, variables: Mapping[str, object]) -> Step:
    """What a node waited for happens: a timer runs out, a message or signal comes, a service or called process is done.

    On a boundary an interrupting event takes the token of its step, another one adds a token of its own. Raises NoWay
    if nothing waits there.
    """
    walk = Walk(net, marking, variables)
    node = net.nodes[key]
    if isinstance(node, BoundaryEvent):
        walk.happen(node)
    elif node.kind in WAITING:
        walk.leave(key)
        walk.ways.extend(net.outs[key])
    else:
        raise KeyError(key)
    return walk.run()


def escalate(net: Net, marking: Mapping[str, int], call: str, name: str, variables: Mapping[str, object]) -> Step:
    """A called process escalates: what stands on the call catches it, else what is around. Raises NoWay."""
    walk = Walk(net, marking, variables)
    if not marking.get(call):
        walk.leave(call)
    walk.escalate(name, call)
    return walk.run()


def outcome_of(task: UserTask, key: str) -> Outcome:
    """The outcome of that key among those that complete the step. Raises NoWay."""
    for outcome in task.outcomes:
        if outcome.key == key and outcome.completes:
            return outcome
    raise NoWay(
        Flaw(task.id, N_("Bước “{step}” không có kết quả “{outcome}”."), {"step": task.name, "outcome": key[:80]})
    )


class Walk:
    """One event on its way through the net: tokens run until each waits, is joined or ends."""

    def __init__(
        self,
        net: Net,
        marking: Mapping[str, int],
        variables: Mapping[str, object],
        outcome: str | None = None,
        choose: Choose | None = None,
    ) -> None:
        self.net = net
        self.marking: Marking = dict(marking)
        self.variables: dict[str, Any] = dict(variables)
        self.outcome = outcome
        self.choose = choose
        self.ways: deque[Flow] = deque()
        self.opened: list[UserTask] = []
        self.entered: list[Node] = []
        self.left: list[str] = []
        self.told: list[Told] = []
        self.path: list[str] = []
        self.ended = ""

    def run(self) -> Step:
        """Move until nothing moves by itself any more. Raises NoWay."""
        while self.ways or self.settle():
            self.follow(self.ways.popleft())
        return Step(
            self.marking,
            tuple(self.opened),
            tuple(self.path),
            tuple(self.entered),
            tuple(self.left),
            tuple(self.told),
            self.ended,
            self.variables,
        )

    def follow(self, flow: Flow) -> None:
        """One token takes one flow."""
        self.path.append(flow.id)
        node = self.net.nodes[flow.target]
        if len(self.path) > LONGEST_PATH:
            raise NoWay(Flaw(node.id, N_("Quy trình quay vòng không dừng ở “{node}”."), {"node": node.name or node.id}))
        if flow.max_rounds:
            self.count_round(flow)
        kind = node.kind
        if kind in WAITING:
            self.wait(node)
        elif kind is Kind.EXCLUSIVE:
            self.ways.extend(self.split(node))
        elif kind is Kind.PARALLEL:
            if arrive(self.net, self.marking, flow):
                self.ways.extend(self.net.outs[node.id])
        elif kind is Kind.INCLUSIVE:
            if self.net.is_join(node):
                self.marking[flow.id] = self.marking.get(flow.id, 0) + 1
            else:
                self.ways.extend(self.split(node))
        elif kind is Kind.END:
            self.end(node)
        else:
            self.pass_by(node)

    def pass_by(self, node: Node) -> None:
        """What takes no time: something told, something decided; or a sub-process that begins."""
        if node.kind is Kind.SUB_PROCESS:
            self.marking[node.id] = self.marking.get(node.id, 0) + 1
            self.entered.append(node)
            self.ways.extend(self.net.outs[self.net.starts[node.id].id])
            return
        self.ways.extend(self.net.outs[node.id])
        if isinstance(node, Throw):
            if node.kind is Kind.THROW_ESCALATION:
                self.escalate(node.event, node.id)
            else:
                self.told.append(Told(_TOLD[node.kind], node.event))
        elif node.kind is Kind.RULE_TASK and self.choose is None:
            try:
                self.variables |= self.net.tables[node.id].decide(self.variables)
            except NoRule as no_rule:
                raise NoWay(Flaw(node.id, no_rule.template, {"node": node.name or node.id})) from None

    def wait(self, node: Node) -> None:
        """A token comes to wait; a message that was there before it is taken at once."""
        waiting = self.variables.get("messages", {})
        if isinstance(node, Catch) and node.kind is not Kind.CATCH_SIGNAL and node.event in waiting:
            self.variables |= waiting[node.event]
            self.variables["messages"] = {name: each for name, each in waiting.items() if name != node.event}
            self.ways.extend(self.net.outs[node.id])
            return
        self.marking[node.id] = self.marking.get(node.id, 0) + 1
        if isinstance(node, UserTask):
            self.opened.append(node)
        else:
            self.entered.append(node)

    def end(self, node: Node) -> None:
        """A token ends, and with it what a terminating end takes along."""
        self.ended = node.id
        if isinstance(node, EndEvent):
            if node.terminate:
                self.clear(self.net.scopes[node.id])
            if node.escalation:
                self.escalate(node.escalation, node.id)

    def happen(self, event: BoundaryEvent) -> None:
        """What a boundary event waited for happens."""
        host = event.attached_to
        if event.interrupting:
            self.leave(host)
            if host in self.net.starts:
                self.clear(host)
        elif not self.marking.get(host):
            raise NoWay(_closed(self.net, host))
        self.ways.extend(self.net.outs[event.id])

    def escalate(self, name: str, source: str) -> None:
        """Tell it to what stands around, the nearest first; what nothing catches is told to whoever is above."""
        net = self.net
        around = [source] if isinstance(net.nodes[source], CallActivity) else []
        for host in (*around, *net.around(source)):
            for event in net.boundaries.get(host, ()):
                if event.kind is Kind.BOUNDARY_ESCALATION and event.event in ("", name):
                    self.happen(event)
                    return
        self.told.append(Told("escalation", name))

    def clear(self, scope: str) -> None:
        """Take away every token inside a scope, those under way included."""
        inside = self.net.within[scope]
        self.ways = deque(flow for flow in self.ways if flow.id not in inside)
        for place in [place for place in self.marking if place in inside]:
            if place in self.net.nodes:
                self.leave(place)
            self.marking.pop(place, None)

    def settle(self) -> bool:
        """Whether something moves because nothing else does: an inclusive join, a sub-process that is over."""
        for join in self.net.inclusive_joins:
            if self.is_ready(join):
                for flow in self.net.ins[join.id]:
                    if flow.id in self.marking:
                        _take(self.net, self.marking, flow.id)
                self.ways.extend(self.split(join))
                return bool(self.ways)
        for scope in self.net.depths:
            if self.marking.get(scope) and not any(place in self.net.within[scope] for place in self.marking):
                self.leave(scope)
                self.ways.extend(self.net.outs[scope])
                return bool(self.ways)
        return False

    def is_ready(self, join: Node) -> bool:
        """Whether an inclusive join opens: no token elsewhere can still come by a way on which none has.

        One that can come by a way on which one waits as well does not count (BPMN 2.0, 13.4.3).
        """
        filled = {flow.id for flow in self.net.ins[join.id] if flow.id in self.marking}
        if not filled:
            return False
        empty = {flow.id for flow in self.net.ins[join.id]} - filled
        for place in self.marking:
            if place not in filled:
                reached = self.net.reaches(place, join.id)
                if reached & empty and not reached & filled:
                    return False
        return True

    def split(self, gateway: Node) -> Sequence[Flow]:
        """The flows that a token takes out of an exclusive or inclusive gateway."""
        ways = self.net.outs[gateway.id]
        if len(ways) == 1:
            return ways
        if self.choose is not None:
            return self.choose(gateway, ways)
        known = {**self.variables, "outcome": self.outcome}
        usable = [way for way in ways if not self.is_used_up(way)]
        true = [way for way in usable if not way.default and self.net.conditions[way.id].holds(known)]
        if true:
            return true if gateway.kind is Kind.INCLUSIVE else true[:1]
        for way in usable:
            if way.default:
                return (way,)
        name = {"node": gateway.name or gateway.id}
        if len(usable) < len(ways):
            raise NoWay(Flaw(gateway.id, N_("Đã hết số lần được quay lại tại “{node}”."), name))
        raise NoWay(Flaw(gateway.id, N_("Không có hướng đi nào đúng điều kiện tại “{node}”."), name))

    def is_used_up(self, flow: Flow) -> bool:
        """Whether a flow was taken as often as it may be."""
        return bool(flow.max_rounds) and self.variables.get("rounds", {}).get(flow.id, 0) >= flow.max_rounds

    def count_round(self, flow: Flow) -> None:
        """One more time on a flow that has a limit. Raises NoWay if it was the last already."""
        if self.is_used_up(flow):
            name = self.net.nodes[flow.source].name or flow.source
            raise NoWay(Flaw(flow.source, N_("Đã hết số lần được quay lại tại “{node}”."), {"node": name}))
        rounds = self.variables.get("rounds", {})
        if self.choose is None:
            self.variables["rounds"] = rounds | {flow.id: rounds.get(flow.id, 0) + 1}

    def leave(self, place: str) -> None:
        """Take one token from a node. Raises NoWay if there is none."""
        _take(self.net, self.marking, place)
        if place in self.fresh():
            self.forget(place)
        else:
            self.left.append(place)

    def fresh(self) -> set[str]:
        """Where a token came to wait in this very step: nobody has heard of it yet."""
        return {each.id for each in (*self.opened, *self.entered)}

    def forget(self, place: str) -> None:
        """What began in this step is over within it."""
        self.opened = [each for each in self.opened if each.id != place]
        self.entered = [each for each in self.entered if each.id != place]


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


def _closed(net: Net, place: str) -> Flaw:
    node = net.nodes.get(place)
    return Flaw(place, N_("Bước “{step}” không đang mở."), {"step": node.name if node else place})


def _take(net: Net, marking: Marking, place: str) -> None:
    count = marking.get(place, 0)
    if count < 1:
        raise NoWay(_closed(net, place))
    if count == 1:
        del marking[place]
    else:
        marking[place] = count - 1

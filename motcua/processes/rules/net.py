"""A definition made ready to run: one net of places, with its embedded sub-processes as scopes inside it.

A place is a node at which a token waits (a step, a message awaited, an embedded sub-process that runs) or a flow into a
join (a branch that has arrived and waits for others). `scope` is the id of the embedded sub-process, "" outside any.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from motcua.processes.rules.decisions import DecisionTable, read_table
from motcua.processes.rules.definition import (
    BoundaryEvent,
    BoundaryTimer,
    Definition,
    Flow,
    Kind,
    Node,
    RuleTask,
    UserTask,
)
from motcua.processes.rules.feel import Condition, read_condition

TOP = ""
WAITING = frozenset(
    {
        Kind.USER_TASK,
        Kind.RECEIVE_TASK,
        Kind.SERVICE_TASK,
        Kind.CALL,
        Kind.CATCH_TIMER,
        Kind.CATCH_MESSAGE,
        Kind.CATCH_SIGNAL,
    }
)
"""At what kinds of node a token waits for something from outside."""


@dataclass(frozen=True)
class Net:
    """Ways in and out by node, scopes, conditions and tables read."""

    definition: Definition
    nodes: Mapping[str, Node] = field(default_factory=dict)
    flows: Mapping[str, Flow] = field(default_factory=dict)
    outs: Mapping[str, tuple[Flow, ...]] = field(default_factory=dict)
    ins: Mapping[str, tuple[Flow, ...]] = field(default_factory=dict)
    conditions: Mapping[str, Condition] = field(default_factory=dict)
    tables: Mapping[str, DecisionTable] = field(default_factory=dict)
    scopes: Mapping[str, str] = field(default_factory=dict)
    starts: Mapping[str, Node] = field(default_factory=dict)
    _reached: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict, compare=False)

    @property
    def start(self) -> Node:
        """The start event of the process itself."""
        return self.starts[TOP]

    @cached_property
    def boundaries(self) -> Mapping[str, tuple[BoundaryEvent, ...]]:
        """What can happen while each step waits."""
        found: dict[str, tuple[BoundaryEvent, ...]] = {}
        for node in self.nodes.values():
            if isinstance(node, BoundaryEvent):
                found[node.attached_to] = (*found.get(node.attached_to, ()), node)
        return found

    @cached_property
    def timers(self) -> Mapping[str, tuple[BoundaryTimer, ...]]:
        """The timers on each step that has any."""
        found = {
            key: tuple(event for event in events if isinstance(event, BoundaryTimer))
            for key, events in self.boundaries.items()
        }
        return {key: timers for key, timers in found.items() if timers}

    @cached_property
    def inclusive_joins(self) -> tuple[Node, ...]:
        """Inclusive gateways that wait for several branches."""
        return tuple(node for node in self.nodes.values() if node.kind is Kind.INCLUSIVE and len(self.ins[node.id]) > 1)

    @cached_property
    def within(self) -> Mapping[str, frozenset[str]]:
        """All places inside each scope, those of scopes inside it included."""
        found: dict[str, set[str]] = {scope: set() for scope in self.starts}
        for key in (*self.nodes, *self.flows):
            for scope in self.around(key):
                found[scope].add(key)
        return {scope: frozenset(keys) for scope, keys in found.items()}

    @cached_property
    def depths(self) -> tuple[str, ...]:
        """The embedded sub-processes, the innermost first."""
        return tuple(sorted((scope for scope in self.starts if scope), key=lambda scope: -len([*self.around(scope)])))

    def scope_of(self, place: str) -> str:
        """The scope in which a node or flow stands."""
        return self.scopes[self.flows[place].target if place in self.flows else place]

    def around(self, place: str) -> Iterator[str]:
        """The scopes around a place, the nearest first, the process itself last."""
        scope = self.scope_of(place)
        while scope != TOP:
            yield scope
            scope = self.scopes[scope]
        yield TOP

    def task(self, key: str) -> UserTask:
        """The user task of that id. Raises KeyError."""
        node = self.nodes[key]
        if not isinstance(node, UserTask):
            raise KeyError(key)
        return node

    def is_join(self, node: Node) -> bool:
        """Whether the node waits for several branches."""
        return node.kind in (Kind.PARALLEL, Kind.INCLUSIVE) and len(self.ins[node.id]) > 1

    def next_flows(self, key: str) -> Iterator[Flow]:
        """Every flow that a token at a node may take next: onward, by what stands on it, into and out of a scope."""
        yield from self.outs[key]
        for event in self.boundaries.get(key, ()):
            yield from self.outs[event.id]
        if key in self.starts:
            yield from self.outs[self.starts[key].id]
        for scope in self.around(key):
            yield from self.outs.get(scope, ())
            for event in self.boundaries.get(scope, ()):
                yield from self.outs[event.id]

    def reaches(self, place: str, join: str) -> frozenset[str]:
        """The flows into a join that a token at this place may come by, without passing the join before."""
        found = self._reached.get((place, join))
        if found is None:
            found = self._reached[place, join] = frozenset(self._walk_to(place, join))
        return found

    def _walk_to(self, place: str, join: str) -> Iterator[str]:
        first = self.flows[place].target if place in self.flows else place
        seen, todo = {first}, [first]
        while todo:
            for flow in self.next_flows(todo.pop()):
                if flow.target == join:
                    yield flow.id
                elif flow.target not in seen:
                    seen.add(flow.target)
                    todo.append(flow.target)


def compile_definition(definition: Definition) -> Net:
    """The net of a definition that passed `flaws_of`. Raises BadCondition for a condition outside the subset."""
    nodes = {node.id: node for node in definition.every_node()}
    flows = {flow.id: flow for flow in definition.every_flow()}
    outs: dict[str, list[Flow]] = {key: [] for key in nodes}
    ins: dict[str, list[Flow]] = {key: [] for key in nodes}
    for flow in flows.values():
        outs[flow.source].append(flow)
        ins[flow.target].append(flow)
    scopes: dict[str, str] = {}
    starts: dict[str, Node] = {}
    for owner, scope in definition.every_scope():
        for node in scope.nodes:
            scopes[node.id] = owner or TOP
            if node.kind is Kind.START:
                starts[owner or TOP] = node
    return Net(
        definition,
        nodes,
        flows,
        {key: tuple(found) for key, found in outs.items()},
        {key: tuple(found) for key, found in ins.items()},
        {flow.id: read_condition(flow.condition) for flow in flows.values() if flow.condition},
        {node.id: read_table(node.table) for node in nodes.values() if isinstance(node, RuleTask)},
        scopes,
        starts,
    )

"""Is a process well made? Every flaw is said in Vietnamese on the element it stands on.

First what can be seen element by element, then (soundness) what can happen when it runs.
"""

from collections.abc import Iterable, Iterator

from motcua.processes.rules.definition import CHOICES, GATEWAYS, Definition, EndEvent, Flow, Kind, Node, UserTask
from motcua.processes.rules.elements import element_flaws
from motcua.processes.rules.elements import named as _named
from motcua.processes.rules.feel import BadCondition, read_condition
from motcua.processes.rules.flaws import N_, Flaw
from motcua.processes.rules.net import TOP, Net, compile_definition
from motcua.processes.rules.soundness import unsound

# What takes no time: a ring of such elements alone would turn for ever.
_TIMELESS = GATEWAYS | {Kind.THROW_MESSAGE, Kind.THROW_SIGNAL, Kind.THROW_ESCALATION, Kind.RULE_TASK}


def flaws_of(definition: Definition) -> list[Flaw]:
    """Everything that keeps this definition from being published; empty if nothing does."""
    scopes = list(definition.every_scope())
    flaws = [flaw for owner, scope in scopes for flaw in (*_ends(owner, scope), *_loose_flows(scope))]
    if flaws:
        return flaws
    flaws = [flaw for _owner, scope in scopes for flaw in (*element_flaws(scope), *_conditions(scope))]
    if flaws:
        return flaws
    net = compile_definition(definition)
    flaws = [*_unreachable(net), *_dead_ends(net), *_empty_loops(net), *_uncovered(net)]
    return flaws or unsound(net)


def _ends(owner: str | None, definition: Definition) -> Iterator[Flaw]:
    starts = [node for node in definition.nodes if node.kind is Kind.START]
    if not starts:
        yield Flaw(owner, N_("Quy trình chưa có điểm bắt đầu."))
    for extra in starts[1:]:
        yield Flaw(extra.id, N_("Chỉ được có một điểm bắt đầu; “{node}” là điểm thừa."), _named(extra))
    if not any(node.kind is Kind.END for node in definition.nodes):
        yield Flaw(owner, N_("Quy trình chưa có điểm kết thúc."))


def _loose_flows(definition: Definition) -> Iterator[Flaw]:
    ids = {node.id for node in definition.nodes}
    for flow in definition.flows:
        for end in (flow.source, flow.target):
            if end not in ids:
                yield Flaw(
                    flow.id,
                    N_("Đường “{flow}” nối tới “{node}” không có trong quy trình."),
                    {"flow": flow.id, "node": end},
                )


def _conditions(definition: Definition) -> Iterator[Flaw]:
    nodes = {node.id: node for node in definition.nodes}
    ways: dict[str, list[Flow]] = {}
    for flow in definition.flows:
        ways.setdefault(flow.source, []).append(flow)
    for source, flows in ways.items():
        choice = nodes[source].kind in CHOICES and len(flows) > 1
        if sum(flow.default for flow in flows) > 1:
            yield Flaw(source, N_("“{node}” có nhiều hướng mặc định."), _named(nodes[source]))
        for flow in flows:
            yield from _condition(flow, nodes[source], choice)


def _condition(flow: Flow, source: Node, choice: bool) -> Iterator[Flaw]:
    values = _named(source) | {"flow": flow.name or flow.id}
    if not choice and (flow.condition or flow.default):
        yield Flaw(flow.id, N_("Đường “{flow}” từ “{node}” không được có điều kiện."), values)
    elif choice and flow.default and flow.condition:
        yield Flaw(flow.id, N_("Hướng mặc định “{flow}” tại “{node}” không được có điều kiện."), values)
    elif choice and not flow.default and not flow.condition:
        yield Flaw(flow.id, N_("Hướng “{flow}” tại “{node}” chưa có điều kiện."), values)
    elif flow.condition:
        try:
            read_condition(flow.condition)
        except BadCondition as bad:
            yield Flaw(flow.id, N_("Điều kiện của “{flow}” tại “{node}”: {why}."), values | {"why": str(bad)})


def _nexts(net: Net, key: str) -> list[str]:
    """What a token at a node may come to next; the end of a sub-process leads back to the sub-process."""
    near = [flow.target for flow in net.outs[key]] + [event.id for event in net.boundaries.get(key, ())]
    if key in net.starts:
        near.append(net.starts[key].id)
    elif net.nodes[key].kind is Kind.END and net.scopes[key] != TOP:
        near += [flow.target for flow in net.outs[net.scopes[key]]]
    return near


def _spread(net: Net, first: Iterable[str], forward: bool) -> set[str]:
    links: dict[str, list[str]] = {key: [] for key in net.nodes}
    for key in net.nodes:
        for near in _nexts(net, key):
            links[key if forward else near].append(near if forward else key)
    seen = set(first)
    todo = list(seen)
    while todo:
        fresh = set(links[todo.pop()]) - seen
        seen |= fresh
        todo += fresh
    return seen


def _unreachable(net: Net) -> Iterator[Flaw]:
    reached = _spread(net, [net.start.id], forward=True)
    for key, node in net.nodes.items():
        if key not in reached:
            yield Flaw(key, N_("Không thể đi tới “{node}” từ điểm bắt đầu."), _named(node))


def _dead_ends(net: Net) -> Iterator[Flaw]:
    ends = [
        node.id
        for node in net.nodes.values()
        if node.kind is Kind.END and (net.scopes[node.id] == TOP or (isinstance(node, EndEvent) and node.escalation))
    ]
    leading = _spread(net, ends, forward=False)
    for key, node in net.nodes.items():
        if key not in leading:
            yield Flaw(key, N_("Từ “{node}” không có đường tới điểm kết thúc."), _named(node))


def _empty_loops(net: Net) -> Iterator[Flaw]:
    """Gateways that lead back to themselves without a step between: they would turn for ever."""
    gateways = [node for node in net.nodes.values() if node.kind in _TIMELESS]
    names = {node.id for node in gateways}
    for gateway in gateways:
        seen: set[str] = set()
        todo = [gateway.id]
        while todo:
            near = {flow.target for flow in net.outs[todo.pop()]} & names - seen
            seen |= near
            todo += near
        if gateway.id in seen:
            yield Flaw(gateway.id, N_("Cổng “{node}” quay về chính nó mà không qua bước nào."), _named(gateway))


def _uncovered(net: Net) -> Iterator[Flaw]:
    """Gateways that ask for `outcome`: it must be known there, and each outcome must find a way."""
    for gateway in net.nodes.values():
        ways = net.outs[gateway.id]
        conditions = [net.conditions[way.id] for way in ways if way.id in net.conditions]
        if not conditions:
            continue
        names = frozenset[str]().union(*(condition.names for condition in conditions))
        before = list(_before(net, gateway))
        if "outcome" in names and not all(isinstance(node, UserTask) for node in before):
            template = N_(
                "Cổng “{node}” xét “outcome” nhưng không đứng ngay sau một bước; xin dùng “outcomes.<mã bước>”."
            )
            yield Flaw(gateway.id, template, _named(gateway))
            continue
        if any(way.default for way in ways):
            continue
        if names != {"outcome"}:
            yield Flaw(gateway.id, N_("Cổng “{node}” cần một hướng mặc định."), _named(gateway))
            continue
        for task in before:
            for outcome in task.outcomes if isinstance(task, UserTask) else ():
                if outcome.completes and not any(each.holds({"outcome": outcome.key}) for each in conditions):
                    values = _named(gateway) | {"step": task.name, "outcome": outcome.label}
                    yield Flaw(
                        gateway.id,
                        N_("Cổng “{node}”: kết quả “{outcome}” của bước “{step}” không có hướng đi."),
                        values,
                    )


def _before(net: Net, gateway: Node) -> Iterator[Node]:
    """What a token can come from when it reaches the gateway: through other choices, not through parallel gateways."""
    seen = {gateway.id}
    todo = [gateway.id]
    while todo:
        for flow in net.ins[todo.pop()]:
            source = net.nodes[flow.source]
            if source.kind is Kind.EXCLUSIVE or (source.kind in GATEWAYS and not net.is_join(source)):
                if source.id not in seen:
                    seen.add(source.id)
                    todo.append(source.id)
            else:
                yield source

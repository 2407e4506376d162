"""Is a process well made? Every flaw is said in Vietnamese on the element it stands on.

First what can be seen element by element, then (soundness) what can happen when it runs.
"""

from collections.abc import Iterable, Iterator

from motcua.processes.rules.definition import (
    RELATIONS,
    UNIT_PREFIX,
    BoundaryTimer,
    Definition,
    Flow,
    Kind,
    Node,
    UserTask,
)
from motcua.processes.rules.feel import BadCondition, read_condition
from motcua.processes.rules.flaws import N_, Flaw
from motcua.processes.rules.moves import Net, compile_definition
from motcua.processes.rules.soundness import unsound


def flaws_of(definition: Definition) -> list[Flaw]:
    """Everything that keeps this definition from being published; empty if nothing does."""
    flaws = [*_ends(definition), *_loose_flows(definition)]
    if flaws:
        return flaws
    flaws = [*_elements(definition), *_conditions(definition)]
    if flaws:
        return flaws
    net = compile_definition(definition)
    flaws = [*_unreachable(net), *_dead_ends(net), *_empty_loops(net), *_uncovered(net)]
    return flaws or unsound(net)


def _named(node: Node) -> dict[str, str]:
    return {"node": node.name or node.id}


def _ends(definition: Definition) -> Iterator[Flaw]:
    starts = [node for node in definition.nodes if node.kind is Kind.START]
    if not starts:
        yield Flaw(None, N_("Quy trình chưa có điểm bắt đầu."))
    for extra in starts[1:]:
        yield Flaw(extra.id, N_("Chỉ được có một điểm bắt đầu; “{node}” là điểm thừa."), _named(extra))
    if not any(node.kind is Kind.END for node in definition.nodes):
        yield Flaw(None, N_("Quy trình chưa có điểm kết thúc."))


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


def _elements(definition: Definition) -> Iterator[Flaw]:
    for node in definition.nodes:
        ways_in = sum(flow.target == node.id for flow in definition.flows)
        ways_out = sum(flow.source == node.id for flow in definition.flows)
        yield from _ways(node, ways_in, ways_out)
        if isinstance(node, UserTask):
            yield from _task(node)
        elif isinstance(node, BoundaryTimer):
            yield from _timer(node, definition)


def _ways(node: Node, ways_in: int, ways_out: int) -> Iterator[Flaw]:
    if node.kind in (Kind.START, Kind.TIMER):
        if ways_in:
            yield Flaw(node.id, N_("Không được có đường đi vào “{node}”."), _named(node))
    elif not ways_in:
        yield Flaw(node.id, N_("Không có đường nào đi vào “{node}”."), _named(node))
    if node.kind is Kind.END:
        if ways_out:
            yield Flaw(node.id, N_("Không được có đường đi ra từ điểm kết thúc “{node}”."), _named(node))
    elif not ways_out:
        yield Flaw(node.id, N_("Không có đường nào đi ra từ “{node}”."), _named(node))
    elif ways_out > 1 and node.kind not in (Kind.EXCLUSIVE, Kind.PARALLEL):
        yield Flaw(node.id, N_("“{node}” chỉ được có một đường ra; muốn rẽ xin dùng cổng rẽ nhánh."), _named(node))


def _task(task: UserTask) -> Iterator[Flaw]:
    if not task.name:
        yield Flaw(task.id, N_("Bước “{node}” chưa có tên."), _named(task))
    if not task.performer.role:
        yield Flaw(task.id, N_("Bước “{node}” chưa có người thực hiện."), _named(task))
    where = task.performer.organisation
    if where not in RELATIONS and not (where.startswith(UNIT_PREFIX) and len(where) > len(UNIT_PREFIX)):
        values = _named(task) | {"where": where[:80]}
        yield Flaw(task.id, N_("Bước “{node}”: không rõ cơ quan thực hiện “{where}”."), values)
    keys = [outcome.key for outcome in task.outcomes]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield Flaw(task.id, N_("Bước “{node}” có hai kết quả cùng mã “{key}”."), _named(task) | {"key": key})
    if not any(outcome.completes for outcome in task.outcomes):
        yield Flaw(task.id, N_("Bước “{node}” không có kết quả nào làm xong bước."), _named(task))


def _timer(timer: BoundaryTimer, definition: Definition) -> Iterator[Flaw]:
    tasks = {node.id for node in definition.nodes if isinstance(node, UserTask)}
    if timer.attached_to not in tasks:
        yield Flaw(timer.id, N_("Đồng hồ “{node}” chưa gắn vào bước nào."), _named(timer))


def _conditions(definition: Definition) -> Iterator[Flaw]:
    nodes = {node.id: node for node in definition.nodes}
    ways: dict[str, list[Flow]] = {}
    for flow in definition.flows:
        ways.setdefault(flow.source, []).append(flow)
    for source, flows in ways.items():
        choice = nodes[source].kind is Kind.EXCLUSIVE and len(flows) > 1
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


def _spread(net: Net, first: Iterable[str], forward: bool) -> set[str]:
    seen = set(first)
    todo = list(seen)
    while todo:
        key = todo.pop()
        if forward:
            near = [flow.target for flow in net.outs[key]] + [timer.id for timer in net.timers.get(key, ())]
        else:
            node = net.nodes[key]
            near = [flow.source for flow in net.ins[key]]
            near += [node.attached_to] if isinstance(node, BoundaryTimer) else []
        fresh = set(near) - seen
        seen |= fresh
        todo += fresh
    return seen


def _unreachable(net: Net) -> Iterator[Flaw]:
    reached = _spread(net, [net.start.id], forward=True)
    for key, node in net.nodes.items():
        if key not in reached:
            yield Flaw(key, N_("Không thể đi tới “{node}” từ điểm bắt đầu."), _named(node))


def _dead_ends(net: Net) -> Iterator[Flaw]:
    ends = [node.id for node in net.nodes.values() if node.kind is Kind.END]
    leading = _spread(net, ends, forward=False)
    for key, node in net.nodes.items():
        if key not in leading:
            yield Flaw(key, N_("Từ “{node}” không có đường tới điểm kết thúc."), _named(node))


def _empty_loops(net: Net) -> Iterator[Flaw]:
    """Gateways that lead back to themselves without a step between: they would turn for ever."""
    gateways = [node for node in net.nodes.values() if node.kind in (Kind.EXCLUSIVE, Kind.PARALLEL)]
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
            if source.kind is Kind.EXCLUSIVE or (source.kind is Kind.PARALLEL and not net.is_join(source)):
                if source.id not in seen:
                    seen.add(source.id)
                    todo.append(source.id)
            else:
                yield source

"""What can happen when a process runs: all markings that can be reached, whatever is chosen at each gateway.

A process is sound if no branch waits for ever at a join, no step is open twice at once, and the end can always still
be reached. Non-interrupting timers are tried one at a time, each running out once.
"""

from collections import deque
from collections.abc import Iterator
from typing import TypeAlias

from motcua.processes.rules.definition import Kind, UserTask
from motcua.processes.rules.flaws import N_, Flaw
from motcua.processes.rules.moves import Marking, Net, arrive

MOST_MARKINGS = 20_000

_Place: TypeAlias = frozenset[tuple[str, int]]
_State: TypeAlias = tuple[_Place, str]


class _TooMany(Exception):
    """More markings than can be gone through."""


def unsound(net: Net) -> list[Flaw]:
    """What can go wrong when this net runs; each element is named once."""
    extras = [node.id for timers in net.timers.values() for node in timers if not node.interrupting]
    found: dict[tuple[str | None, str], Flaw] = {}
    try:
        for extra in ["", *extras]:
            for flaw in _explore(net, extra):
                found.setdefault((flaw.node, flaw.template), flaw)
    except _TooMany:
        template = N_("Quy trình có quá nhiều nhánh song song để kiểm tra hết; xin tách thành các quy trình nhỏ hơn.")
        return [Flaw(None, template)]
    return list(found.values())


def _explore(net: Net, extra: str) -> Iterator[Flaw]:
    """Walk every marking from the start; `extra` is the non-interrupting timer that may still run out once."""
    before: dict[_State, set[_State]] = {}
    todo: deque[_State] = deque()
    finals: set[_State] = set()
    broken = False
    for marking in _outcomes(net, {}, net.start.id):
        before.setdefault((marking, extra), set())
        todo.append((marking, extra))
    while todo:
        state = todo.popleft()
        flaw = _wrong(net, state[0])
        if flaw:
            broken = True
            yield flaw
            continue
        if not state[0]:
            finals.add(state)
        for after in _next(net, state):
            if after not in before:
                before[after] = set()
                todo.append(after)
                if len(before) > MOST_MARKINGS:
                    raise _TooMany
            before[after].add(state)
    if not broken:
        yield from _endless(net, before, finals)


def _next(net: Net, state: _State) -> Iterator[_State]:
    places, extra = state
    for place, _count in places:
        if not isinstance(net.nodes.get(place), UserTask):
            continue
        rest = dict(places)
        del rest[place]
        for marking in _outcomes(net, rest, place):
            yield marking, extra
        for timer in net.timers.get(place, ()):
            if timer.interrupting:
                for marking in _outcomes(net, rest, timer.id):
                    yield marking, extra
            elif timer.id == extra:
                for marking in _outcomes(net, dict(places), timer.id):
                    yield marking, ""


def _outcomes(net: Net, marking: Marking, source: str) -> set[_Place]:
    """Every marking that a token leaving `source` can lead to, over all choices."""
    found: set[_Place] = set()
    todo = [(dict(marking), [flow.id for flow in net.outs[source]])]
    flows = {flow.id: flow for flow in net.definition.flows}
    while todo:
        marking, ways = todo.pop()
        if not ways:
            found.add(frozenset(marking.items()))
            continue
        flow = flows[ways[0]]
        node, rest = net.nodes[flow.target], ways[1:]
        if isinstance(node, UserTask):
            marking[node.id] = marking.get(node.id, 0) + 1
            todo.append((marking, rest))
        elif node.kind is Kind.EXCLUSIVE:
            todo += [(dict(marking), [*rest, way.id]) for way in net.outs[node.id]]
        elif node.kind is Kind.PARALLEL and arrive(net, marking, flow):
            todo.append((marking, [*rest, *(way.id for way in net.outs[node.id])]))
        else:
            todo.append((marking, rest))
    return found


def _wrong(net: Net, places: _Place) -> Flaw | None:
    for place, count in places:
        if count < 2:
            continue
        node = net.nodes.get(place)
        if node is not None:
            return Flaw(place, N_("Bước “{node}” có thể bị mở hai lần cùng một lúc."), {"node": node.name or place})
        join = _join_of(net, place)
        return Flaw(join, N_("Cổng song song “{node}” có thể nhận hai lần từ cùng một nhánh."), _join_name(net, join))
    if places and not any(isinstance(net.nodes.get(place), UserTask) for place, _count in places):
        join = _join_of(net, min(place for place, _count in places))
        return Flaw(
            join, N_("Cổng song song “{node}” có thể chờ mãi một nhánh không bao giờ tới."), _join_name(net, join)
        )
    return None


def _join_of(net: Net, flow_id: str) -> str:
    return next(flow.target for flow in net.definition.flows if flow.id == flow_id)


def _join_name(net: Net, join: str) -> dict[str, str]:
    return {"node": net.nodes[join].name or join}


def _endless(net: Net, before: dict[_State, set[_State]], finals: set[_State]) -> Iterator[Flaw]:
    leading = set(finals)
    todo = list(finals)
    while todo:
        fresh = before[todo.pop()] - leading
        leading |= fresh
        todo += fresh
    for places, extra in before:
        if (places, extra) not in leading:
            step = min(place for place, _count in places if place in net.nodes)
            values = {"node": net.nodes[step].name or step}
            yield Flaw(step, N_("Từ bước “{node}” quy trình có thể quay vòng mãi, không tới được kết thúc."), values)
            return

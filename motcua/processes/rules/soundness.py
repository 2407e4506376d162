"""What can happen when a process runs: all markings that can be reached, whatever is chosen at each gateway.

A process is sound if no branch waits for ever at a join, no step is open twice at once, and the end can always still
be reached. Non-interrupting events are tried one at a time, each happening once. Limits on rounds are not counted: a
loop must have a way out without them.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeAlias

from motcua.processes.rules.definition import BoundaryEvent, Flow, Kind, Node
from motcua.processes.rules.flaws import N_, Flaw, NoWay
from motcua.processes.rules.moves import Walk
from motcua.processes.rules.net import WAITING, Net

MOST_MARKINGS = 20_000
MOST_WALKS = 200_000
MOST_WAYS = 8

_Place: TypeAlias = frozenset[tuple[str, int]]
_State: TypeAlias = tuple[_Place, str]


class _TooMany(Exception):
    """More markings than can be gone through."""


def unsound(net: Net) -> list[Flaw]:
    """What can go wrong when this net runs; each element is named once."""
    found: dict[tuple[str | None, str], Flaw] = {}
    try:
        for extra in ["", *_extras(net)]:
            for flaw in _Explorer(net).explore(extra):
                found.setdefault((flaw.node, flaw.template), flaw)
    except _TooMany:
        template = N_("Quy trình có quá nhiều nhánh song song để kiểm tra hết; xin tách thành các quy trình nhỏ hơn.")
        return [Flaw(None, template)]
    except NoWay as no_way:
        return [no_way.flaw]
    return list(found.values())


def _extras(net: Net) -> list[str]:
    return [event.id for host in net.boundaries for event in _spontaneous(net, host) if not event.interrupting]


def _spontaneous(net: Net, host: str) -> Iterator[BoundaryEvent]:
    """What can happen at any time while the host waits; escalations of a sub-process happen where they are thrown."""
    for event in net.boundaries.get(host, ()):
        if event.kind is not Kind.BOUNDARY_ESCALATION or host not in net.starts:
            yield event


class _Explorer:
    def __init__(self, net: Net) -> None:
        self.net = net
        self.walks = 0

    def explore(self, extra: str) -> Iterator[Flaw]:
        """Walk every marking from the start; `extra` is the non-interrupting event that may still happen once."""
        before: dict[_State, set[_State]] = {}
        todo: deque[_State] = deque()
        finals: set[_State] = set()
        broken = False
        for marking in self.outcomes({}, self.net.start.id):
            before.setdefault((marking, extra), set())
            todo.append((marking, extra))
        while todo:
            state = todo.popleft()
            flaw = _wrong(self.net, state[0])
            if flaw:
                broken = True
                yield flaw
                continue
            if not state[0]:
                finals.add(state)
            for after in self.next(state):
                if after not in before:
                    before[after] = set()
                    todo.append(after)
                    if len(before) > MOST_MARKINGS:
                        raise _TooMany
                before[after].add(state)
        if not broken:
            yield from _endless(self.net, before, finals)

    def next(self, state: _State) -> Iterator[_State]:
        places, extra = state
        marking = dict(places)
        for place in marking:
            node = self.net.nodes.get(place)
            if node is None:
                continue
            if node.kind in WAITING:
                for after in self.outcomes(marking, place):
                    yield after, extra
            for event in _spontaneous(self.net, place):
                if event.interrupting:
                    for after in self.outcomes(marking, event.id):
                        yield after, extra
                elif event.id == extra:
                    for after in self.outcomes(marking, event.id):
                        yield after, ""

    def outcomes(self, marking: Mapping[str, int], source: str) -> set[_Place]:
        """Every marking that a token leaving `source` can lead to: walked once for each row of choices."""
        found: set[_Place] = set()
        todo: list[tuple[int, ...]] = [()]
        while todo:
            choices = todo.pop()
            asked = _Choices(choices)
            self.walks += 1
            if self.walks > MOST_WALKS:
                raise _TooMany
            walk = Walk(self.net, marking, {}, choose=asked)
            node = self.net.nodes[source]
            if isinstance(node, BoundaryEvent):
                walk.happen(node)
            else:
                if node.kind in WAITING:
                    walk.leave(source)
                walk.ways.extend(self.net.outs[source])
            found.add(frozenset(walk.run().marking.items()))
            for number in range(len(choices), len(asked.counts)):
                chosen = (*choices, *(0 for _ in range(len(choices), number)))
                todo += [(*chosen, other) for other in range(1, asked.counts[number])]
        return found


class _Choices:
    """Answers each gateway in turn with the choice told, beyond those with the first; counts what there was."""

    def __init__(self, told: Sequence[int]) -> None:
        self.told = told
        self.counts: list[int] = []

    def __call__(self, gateway: Node, ways: tuple[Flow, ...]) -> Sequence[Flow]:
        options = _options(gateway, ways)
        number = len(self.counts)
        self.counts.append(len(options))
        return options[self.told[number] if number < len(self.told) else 0]


def _options(gateway: Node, ways: tuple[Flow, ...]) -> list[tuple[Flow, ...]]:
    if gateway.kind is Kind.EXCLUSIVE:
        return [(way,) for way in ways]
    asked = [way for way in ways if not way.default]
    if len(asked) > MOST_WAYS:
        raise _TooMany
    together = [some for size in range(1, len(asked) + 1) for some in combinations(asked, size)]
    return together + [(way,) for way in ways if way.default]


def _wrong(net: Net, places: _Place) -> Flaw | None:
    for place, count in sorted(places):
        if count < 2:
            continue
        node = net.nodes.get(place)
        if node is not None:
            return Flaw(place, N_("Bước “{node}” có thể bị mở hai lần cùng một lúc."), {"node": node.name or place})
        join = net.flows[place].target
        return Flaw(join, N_("Cổng song song “{node}” có thể nhận hai lần từ cùng một nhánh."), _name(net, join))
    if places and not any(place in net.nodes and net.nodes[place].kind in WAITING for place, _count in places):
        stuck = min(place for place, _count in places if place in net.flows)
        join = net.flows[stuck].target
        return Flaw(join, N_("Cổng song song “{node}” có thể chờ mãi một nhánh không bao giờ tới."), _name(net, join))
    return None


def _name(net: Net, key: str) -> dict[str, str]:
    return {"node": net.nodes[key].name or key}


def _endless(net: Net, before: dict[_State, set[_State]], finals: set[_State]) -> Iterator[Flaw]:
    leading = set(finals)
    todo = list(finals)
    while todo:
        fresh = before[todo.pop()] - leading
        leading |= fresh
        todo += fresh
    for places, extra in before:
        if (places, extra) not in leading:
            step = min(place for place, _count in places if place in net.nodes and net.nodes[place].kind in WAITING)
            values = _name(net, step)
            yield Flaw(step, N_("Từ bước “{node}” quy trình có thể quay vòng mãi, không tới được kết thúc."), values)
            return

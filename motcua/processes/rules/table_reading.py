"""From the definition to the table: what follows what, which branches meet again, and what no row can say."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from motcua.processes.rules.definition import BoundaryEvent, BoundaryTimer, Definition, Flow, Kind, Node, UserTask
from motcua.processes.rules.flaws import N_, Flaw
from motcua.processes.rules.table import NEXT, NOWHERE, Choice, Fixed, Parallel, Row, Step, Table, Timer, Way

_GATEWAYS = (Kind.EXCLUSIVE, Kind.PARALLEL)
_FIXED = N_("Phần tử “{node}” chỉ sửa được trên sơ đồ.")


def table_of(definition: Definition) -> Table:
    """The table of a definition. Where rows cannot tell how it goes, `unfit` says why and every element is a row."""
    try:
        return _Reader(_Graph.of(definition)).table()
    except _Unfit as unfit:
        return _flat(definition, unfit.flaw)


class _Unfit(Exception):
    def __init__(self, template: str, node: Node | None = None) -> None:
        super().__init__(template)
        self.flaw = Flaw(node.id if node else None, template, {"node": node.name or node.id} if node else {})


@dataclass(frozen=True)
class _Edge:
    """A way from node to node through gateways that only bring together; `last` is the flow by which it arrives."""

    source: str
    target: str
    first: Flow
    last: str


@dataclass
class _Graph:
    """Nodes in their order, and the ways between those that mean something."""

    nodes: dict[str, Node]
    place: dict[str, int]
    outs: dict[str, list[_Edge]] = field(default_factory=dict)
    ins: dict[str, list[_Edge]] = field(default_factory=dict)
    timers: dict[str, list[BoundaryTimer]] = field(default_factory=dict)

    @classmethod
    def of(cls, definition: Definition) -> "_Graph":
        """Read the ways. Raises _Unfit for what cannot be a row."""
        nodes = {node.id: node for node in definition.nodes}
        raw_out: dict[str, list[Flow]] = {key: [] for key in nodes}
        raw_in: dict[str, list[Flow]] = {key: [] for key in nodes}
        for flow in definition.flows:
            if flow.source not in nodes or flow.target not in nodes:
                raise _Unfit(N_("Có đường nối tới phần tử không có trong quy trình."))
            raw_out[flow.source].append(flow)
            raw_in[flow.target].append(flow)
        _check(nodes, raw_out, raw_in)
        graph = cls({}, {key: number for number, key in enumerate(nodes)})
        passed = {key for key, node in nodes.items() if _is_passed(node, raw_out[key], raw_in[key])}
        graph.nodes = {key: node for key, node in nodes.items() if key not in passed}
        graph.outs = {key: [] for key in graph.nodes}
        graph.ins = {key: [] for key in graph.nodes}
        for key in graph.nodes:
            for flow in raw_out[key]:
                last = _arriving(flow, passed, raw_out)
                edge = _Edge(key, last.target, flow, last.id)
                graph.outs[key].append(edge)
                graph.ins[last.target].append(edge)
        for node in graph.nodes.values():
            if isinstance(node, BoundaryTimer):
                graph.timers.setdefault(node.attached_to, []).append(node)
        return graph

    def after(self, key: str) -> Iterator[str]:
        """What can come right after a node, by its ways or its timers."""
        yield from (edge.target for edge in self.outs[key])
        yield from (timer.id for timer in self.timers.get(key, ()))

    def before(self, key: str) -> Iterator[str]:
        """What can come right before a node."""
        yield from (edge.source for edge in self.ins[key])
        node = self.nodes[key]
        if isinstance(node, BoundaryTimer):
            yield node.attached_to

    def spread(self, first: str, forward: bool, stop: str) -> set[str]:
        """Every node that can be reached from the first, not beyond `stop`."""
        seen = {first}
        todo = [first]
        while todo:
            key = todo.pop()
            if key == stop and key != first:
                continue
            fresh = set(self.after(key) if forward else self.before(key)) - seen
            seen |= fresh
            todo += fresh
        return seen


def _check(nodes: Mapping[str, Node], outs: Mapping[str, list[Flow]], ins: Mapping[str, list[Flow]]) -> None:
    starts = [node for node in nodes.values() if node.kind is Kind.START]
    if len(starts) != 1:
        raise _Unfit(N_("Bảng cần đúng một điểm bắt đầu."))
    for key, node in nodes.items():
        if node.kind is Kind.PARALLEL:
            if len(outs[key]) > 1 and len(ins[key]) > 1:
                raise _Unfit(N_("Cổng “{node}” vừa gộp vừa tách nhánh song song."), node)
        elif node.kind is Kind.TIMER:
            if not isinstance(node, BoundaryTimer) or not isinstance(nodes.get(node.attached_to), UserTask):
                raise _Unfit(N_("Đồng hồ “{node}” không gắn vào bước nào."), node)
        elif node.kind is Kind.INCLUSIVE:
            raise _Unfit(N_("Cổng “{node}” thuộc loại mà bảng không diễn tả được."), node)
        elif isinstance(node, BoundaryEvent):
            raise _Unfit(N_("Sự kiện “{node}” gắn trên bước thuộc loại mà bảng không diễn tả được."), node)
        if node.kind not in _GATEWAYS and len(outs[key]) > 1:
            raise _Unfit(N_("“{node}” có nhiều đường ra mà không qua cổng rẽ nhánh."), node)


def _is_passed(node: Node, outs: list[Flow], ins: list[Flow]) -> bool:
    """Whether a gateway only brings ways together."""
    if node.kind not in _GATEWAYS or len(outs) != 1:
        return False
    return node.kind is Kind.EXCLUSIVE or len(ins) == 1


def _arriving(flow: Flow, passed: set[str], outs: Mapping[str, list[Flow]]) -> Flow:
    seen: set[str] = set()
    while flow.target in passed:
        if flow.target in seen:
            raise _Unfit(N_("Có cổng quay về chính nó mà không qua bước nào."))
        seen.add(flow.target)
        flow = outs[flow.target][0]
    return flow


@dataclass(frozen=True)
class _Block:
    """Branches that begin at a split and meet again at a join, and the nodes in each."""

    split: str
    join: str
    branches: tuple[frozenset[str], ...]
    heads: tuple[str, ...]

    @property
    def size(self) -> int:
        return sum(map(len, self.branches))


@dataclass
class _Reader:
    graph: _Graph
    blocks: dict[str, _Block] = field(default_factory=dict)
    gates: dict[str, str] = field(default_factory=dict)
    home: dict[str, tuple[str, int] | None] = field(default_factory=dict)

    def table(self) -> Table:
        graph = self.graph
        self.find_blocks()
        self.find_gates()
        self.find_homes()
        start = next(node for node in graph.nodes.values() if node.kind is Kind.START)
        ends = tuple(node for node in graph.nodes.values() if node.kind is Kind.END)
        head = next((edge.target for edge in graph.outs[start.id]), None)
        rows = self.rows(None, head, ends[0].id if ends else NOWHERE)
        if head and rows and rows[0].id != head:
            raise _Unfit(N_("Điểm bắt đầu không dẫn tới bước nào của bảng."), start)
        return Table(start, rows, ends)

    def find_blocks(self) -> None:
        joins = [key for key, node in self.graph.nodes.items() if node.kind is Kind.PARALLEL and self.is_join(key)]
        for key, node in self.graph.nodes.items():
            if node.kind is Kind.PARALLEL and not self.is_join(key):
                block = next((found for join in joins if (found := self.block(key, join))), None)
                if block is None:
                    raise _Unfit(N_("Các nhánh song song từ “{node}” không gặp lại nhau ở một cổng gộp riêng."), node)
                self.blocks[key] = block
        met = [block.join for block in self.blocks.values()]
        for join in joins:
            if met.count(join) != 1:
                raise _Unfit(N_("Cổng gộp “{node}” không khớp với một cổng tách."), self.graph.nodes[join])

    def is_join(self, key: str) -> bool:
        return len({edge.last for edge in self.graph.ins[key]}) > 1

    def block(self, split: str, join: str) -> _Block | None:
        graph = self.graph
        heads = tuple(edge.target for edge in graph.outs[split])
        leading = graph.spread(join, forward=False, stop=split)
        branches = []
        for head in heads:
            region = frozenset(graph.spread(head, forward=True, stop=join) & leading - {join})
            branches.append(frozenset() if head == join else region)
        union = frozenset[str]().union(*branches)
        if split in union or len(union) != sum(map(len, branches)):
            return None
        if any(head not in region for head, region in zip(heads, branches, strict=True) if head != join):
            return None
        arrivals = [{edge.last for edge in graph.ins[join] if edge.source in region} for region in branches]
        direct = [edge.last for edge in graph.ins[join] if edge.source == split]
        lasts = [*direct, *(last for found in arrivals for last in found)]
        if any(len(found) != 1 for found, region in zip(arrivals, branches, strict=True) if region):
            return None
        if len(lasts) != len(set(lasts)) or set(lasts) != {edge.last for edge in graph.ins[join]}:
            return None
        if any(self.is_entered_from_outside(region, split) for region in branches):
            return None
        return _Block(split, join, tuple(branches), heads)

    def is_entered_from_outside(self, region: frozenset[str], split: str) -> bool:
        return any(source not in region and source != split for key in region for source in self.graph.before(key))

    def find_gates(self) -> None:
        """Choices that stand right behind one row belong to it."""
        graph = self.graph
        joins = {block.join for block in self.blocks.values()}
        for key, node in graph.nodes.items():
            if node.kind is Kind.EXCLUSIVE and len(graph.outs[key]) > 1 and len(graph.ins[key]) == 1:
                source = graph.ins[key][0].source
                if graph.nodes[source].kind not in (*_GATEWAYS, Kind.START, Kind.TIMER) or source in joins:
                    self.gates[source] = key

    def find_homes(self) -> None:
        hidden = {*self.gates.values(), *(block.join for block in self.blocks.values())}
        inside: dict[str, tuple[str, int]] = {}
        for block in sorted(self.blocks.values(), key=lambda block: -block.size):
            for number, branch in enumerate(block.branches):
                inside |= dict.fromkeys(branch, (block.split, number))
        for key, node in self.graph.nodes.items():
            if node.kind not in (Kind.START, Kind.END, Kind.TIMER) and key not in hidden:
                self.home[key] = inside.get(key)

    def rows(self, home: tuple[str, int] | None, head: str | None, exit_: str) -> tuple[Row, ...]:
        keys = sorted(
            (key for key, found in self.home.items() if found == home),
            key=lambda key: (key != head, self.graph.place[key]),
        )
        follows = [*keys[1:], exit_][: len(keys)]
        return tuple(self.row(key, after) for key, after in zip(keys, follows, strict=True))

    def row(self, key: str, follows: str) -> Row:
        node = self.graph.nodes[key]
        if node.kind is Kind.PARALLEL:
            return self.parallel(node, follows)
        then, asks = self.then(key, follows)
        if node.kind is Kind.EXCLUSIVE:
            return Choice(key, node.name, then)
        if not isinstance(node, UserTask):
            return Fixed(node, Flaw(key, _FIXED, {"node": node.name or key}), then, asks)
        timers = tuple(Timer(timer, self.timed(timer.id, follows)) for timer in self.graph.timers.get(key, ()))
        return Step(node, then, asks, timers)

    def parallel(self, node: Node, follows: str) -> Row:
        block = self.blocks[node.id]
        branches = tuple(
            self.rows((node.id, number), head, block.join) for number, head in enumerate(block.heads)
        )  # fmt: skip
        then, asks = self.then(block.join, follows)
        return Parallel(node.id, branches, node.name, block.join, self.graph.nodes[block.join].name, then, asks)

    def timed(self, timer: str, follows: str) -> Way:
        return next((_way(edge, follows) for edge in self.graph.outs[timer]), Way(NOWHERE))

    def then(self, leaving: str, follows: str) -> tuple[tuple[Way, ...], str]:
        gate = self.gates.get(leaving)
        edges = self.graph.outs[gate or leaving]
        ways = tuple(_way(edge, follows) for edge in edges) or (Way(NOWHERE),)
        asks = self.graph.nodes[gate].name if gate else ""
        return (() if ways == (Way(),) else ways), asks


def _way(edge: _Edge, follows: str) -> Way:
    flow = edge.first
    return Way(
        NEXT if edge.target == follows else edge.target, flow.condition, flow.default, flow.name, flow.max_rounds
    )


def _flat(definition: Definition, why: Flaw) -> Table:
    """Every element in its order, for a process that rows cannot tell."""
    start = next((node for node in definition.nodes if node.kind is Kind.START), Node("start", Kind.START))
    ends = tuple(node for node in definition.nodes if node.kind is Kind.END)
    rows = tuple(
        _flat_row(node, [flow for flow in definition.flows if flow.source == node.id])
        for node in definition.nodes
        if node.kind not in (Kind.START, Kind.END)
    )
    return Table(start, rows, ends, (why,))


def _flat_row(node: Node, flows: Iterable[Flow]) -> Row:
    then = tuple(Way(flow.target, flow.condition, flow.default, flow.name, flow.max_rounds) for flow in flows)
    if isinstance(node, UserTask):
        return Step(node, then)
    return Fixed(node, Flaw(node.id, _FIXED, {"node": node.name or node.id}), then)

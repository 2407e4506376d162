"""Where everything stands in a drawing: columns by how far a step is from the start, rows by who does it.

Simple and always the same for the same process: a drawing moved by hand is drawn anew. Lengths are pixels.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from motcua.processes.rules.definition import (
    GATEWAYS,
    BoundaryEvent,
    Definition,
    Flow,
    Kind,
    Node,
    SubProcess,
    UserTask,
)

TASK, EVENT, GATEWAY = (150, 80), (36, 36), (50, 50)
# For names that would run into the sign in the corner of a step.
LARGE_TASK, LONG_NAME = (190, 110), 40
GAP_X, GAP_Y = 70, 60
PADDING = 40
POOL_HEAD, LANE_HEAD = 30, 30
_EVENTS = frozenset({Kind.START, Kind.END})

Lane = tuple[str, str]
"""A role and the relation of the organisation in which it is held."""
Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A rectangle by its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> Point:
        """Its centre."""
        return self.x + self.width / 2, self.y + self.height / 2

    def moved(self, x: float, y: float) -> "Box":
        """The same, elsewhere."""
        return replace(self, x=self.x + x, y=self.y + y)


@dataclass
class Drawing:
    """Boxes of nodes, ways of flows, the bands of the lanes, and how large all of it is."""

    boxes: dict[str, Box] = field(default_factory=dict)
    ways: dict[str, list[Point]] = field(default_factory=dict)
    lanes: dict[Lane, Box] = field(default_factory=dict)
    width: float = 0
    height: float = 0

    def take_in(self, inner: "Drawing", x: float, y: float) -> None:
        """Set another drawing into this one at that place."""
        self.boxes |= {key: box.moved(x, y) for key, box in inner.boxes.items()}
        self.ways |= {key: [(px + x, py + y) for px, py in way] for key, way in inner.ways.items()}


def lanes_of(scope: Definition) -> dict[str, Lane]:
    """The lane of each node: a step's own; of others, that of what leads to them, else of what they lead to."""
    lanes = {
        node.id: (node.performer.role, node.performer.organisation)
        for node in scope.nodes
        if isinstance(node, UserTask)
    }
    if not lanes:
        return {}
    boundaries = {node.id for node in _boundaries(scope)}
    plain = [(flow.source, flow.target) for flow in scope.flows if flow.source not in boundaries]
    todo = [node.id for node in scope.nodes if node.id not in lanes]
    for forward, links in ((True, plain), (False, plain[::-1]), (True, _links(scope)), (False, plain[::-1])):
        for source, target in links:
            known, unknown = (source, target) if forward else (target, source)
            if known in lanes and unknown not in lanes:
                lanes[unknown] = lanes[known]
    first = next(iter(lanes.values()))
    for key in todo:
        lanes.setdefault(key, first)
    return lanes | {node.id: lanes[node.attached_to] for node in _boundaries(scope) if node.attached_to in lanes}


def draw(scope: Definition, *, with_lanes: bool = True) -> Drawing:
    """The whole drawing of a process."""
    return _Draughtsman(scope, lanes_of(scope) if with_lanes else {}).draw()


def _boundaries(scope: Definition) -> list[BoundaryEvent]:
    return [node for node in scope.nodes if isinstance(node, BoundaryEvent)]


def _links(scope: Definition) -> list[tuple[str, str]]:
    """Which node leads to which; what follows a boundary event follows the step it stands on."""
    hosts = {node.id: node.attached_to for node in _boundaries(scope)}
    ids = {node.id for node in scope.nodes}
    links = [(hosts.get(flow.source, flow.source), flow.target) for flow in scope.flows]
    return [link for link in links if link[0] in ids and link[1] in ids and link[1] not in hosts]


def _ranks(scope: Definition) -> dict[str, int]:
    """The column of each node: the longest way from the start, ways back left out."""
    following: dict[str, list[str]] = defaultdict(list)
    for source, target in _links(scope):
        following[source].append(target)
    ranks: dict[str, int] = {}
    order: list[str] = []
    back: set[tuple[str, str]] = set()
    state: dict[str, int] = {}
    starts = [node.id for node in scope.nodes if node.kind is Kind.START]
    for root in [*starts, *(node.id for node in scope.nodes if not isinstance(node, BoundaryEvent))]:
        if root in state:
            continue
        state[root] = 1
        stack = [(root, iter(following[root]))]
        while stack:
            key, ways = stack[-1]
            target = next(ways, "")
            if not target:
                state[key] = 2
                order.append(key)
                stack.pop()
            elif state.get(target) == 1:
                back.add((key, target))
            elif target not in state:
                state[target] = 1
                stack.append((target, iter(following[target])))
    for key in reversed(order):
        rank = ranks.setdefault(key, 0)
        for target in following[key]:
            if (key, target) not in back:
                ranks[target] = max(ranks.get(target, 0), rank + 1)
    return ranks


class _Draughtsman:
    def __init__(self, scope: Definition, lanes: Mapping[str, Lane]) -> None:
        self.scope = scope
        self.lanes = lanes
        self.ranks = _ranks(scope)
        self.drawing = Drawing()
        self.inner = {
            node.id: draw(node.inner, with_lanes=False) for node in scope.nodes if isinstance(node, SubProcess)
        }

    def draw(self) -> Drawing:
        slots = self.slots()
        self.place(slots)
        self.place_boundaries()
        for flow in self.scope.flows:
            source, target = self.drawing.boxes.get(flow.source), self.drawing.boxes.get(flow.target)
            if source and target:
                self.drawing.ways[flow.id] = self.way(flow, source, target)
        return self.drawing

    def size(self, node: Node) -> tuple[float, float]:
        if node.id in self.inner:
            inner = self.inner[node.id]
            return inner.width, inner.height
        if node.kind in GATEWAYS:
            return GATEWAY
        if node.kind in _EVENTS or node.kind.startswith(("catch_", "throw_", "boundary_")):
            return EVENT
        return LARGE_TASK if len(node.name) > LONG_NAME else TASK

    def slots(self) -> dict[str, int]:
        """The row of each node within its lane: that of what leads to it, if it is free."""
        hosts = {node.attached_to for node in _boundaries(self.scope)}
        before: dict[str, list[str]] = defaultdict(list)
        for source, target in _links(self.scope):
            before[target].append(source)
        beside = {
            flow.target for flow in self.scope.flows if flow.source in {node.id for node in _boundaries(self.scope)}
        }
        taken: set[tuple[Lane | None, int, int]] = set()
        slots: dict[str, int] = {}
        for key in sorted(self.ranks, key=lambda each: self.ranks[each]):
            lane, rank = self.lanes.get(key), self.ranks[key]
            near = [slots[each] for each in before[key] if each in slots and self.lanes.get(each) == lane]
            slot = min(near, default=0)
            if key in beside and any(each in hosts for each in before[key]):
                slot += 1
            while (lane, rank, slot) in taken:
                slot += 1
            taken.add((lane, rank, slot))
            slots[key] = slot
        return slots

    def place(self, slots: Mapping[str, int]) -> None:
        sizes = {node.id: self.size(node) for node in self.scope.nodes if node.id in slots}
        widths: dict[int, float] = defaultdict(float)
        heights: dict[tuple[int, int], float] = defaultdict(float)
        bands: list[Lane | None] = list(dict.fromkeys(self.lanes.get(key) for key in sizes)) or [None]
        row_of = {key: (bands.index(self.lanes.get(key)), slots[key]) for key in sizes}
        for key, (width, height) in sizes.items():
            widths[self.ranks[key]] = max(widths[self.ranks[key]], width)
            heights[row_of[key]] = max(heights[row_of[key]], height, TASK[1])
        head = POOL_HEAD + LANE_HEAD if self.lanes else 0
        columns = _stacked([widths[rank] for rank in range(max(widths, default=0) + 1)], head + PADDING, GAP_X)
        top: float = 0
        tops: dict[tuple[int, int], float] = {}
        for number, band in enumerate(bands):
            rows = [heights[number, slot] for slot in range(1 + max((s for b, s in heights if b == number), default=0))]
            starts = _stacked(rows, top + PADDING, GAP_Y)
            tops |= {(number, slot): start for slot, start in enumerate(starts)}
            bottom = starts[-1] + rows[-1] + PADDING
            if band is not None:
                self.drawing.lanes[band] = Box(POOL_HEAD, top, 0, bottom - top)
            top = bottom
        for key, (width, height) in sizes.items():
            column, row = self.ranks[key], row_of[key]
            x = columns[column] + (widths[column] - width) / 2
            self.drawing.boxes[key] = Box(x, tops[row] + (heights[row] - height) / 2, width, height)
        width = max((box.right for box in self.drawing.boxes.values()), default=0) + PADDING
        self.drawing.width, self.drawing.height = width, top
        self.drawing.lanes = {lane: replace(box, width=width - POOL_HEAD) for lane, box in self.drawing.lanes.items()}
        for key, inner in self.inner.items():
            if key in self.drawing.boxes:
                self.drawing.take_in(inner, self.drawing.boxes[key].x, self.drawing.boxes[key].y)

    def place_boundaries(self) -> None:
        count: dict[str, int] = defaultdict(int)
        for node in _boundaries(self.scope):
            host = self.drawing.boxes.get(node.attached_to)
            if host:
                x = host.right - 20 - EVENT[0] - count[node.attached_to] * 46
                count[node.attached_to] += 1
                self.drawing.boxes[node.id] = Box(max(x, host.x), host.bottom - EVENT[1] / 2, *EVENT)

    def way(self, flow: Flow, source: Box, target: Box) -> list[Point]:
        """The corners of a flow: straight, with one step, or around what stands between."""
        boundary = any(node.id == flow.source for node in _boundaries(self.scope))
        start = (source.middle[0], source.bottom) if boundary else (source.right, source.middle[1])
        end = (target.x, target.middle[1])
        if boundary and target.middle[1] > source.bottom and target.x > start[0]:
            return [start, (start[0], end[1]), end]
        if target.x > source.right and not boundary:
            for candidate in _forward(start, end):
                if self.is_free(candidate, flow):
                    return candidate
        shift = 14 + 7 * (len(self.drawing.ways) % 4)
        if boundary:
            low = max(source.bottom, target.bottom) + shift
            return [start, (start[0], low), (target.middle[0], low), (target.middle[0], target.bottom)]
        high = min(source.y, target.y) - shift
        return [
            (source.middle[0], source.y),
            (source.middle[0], high),
            (target.middle[0], high),
            (target.middle[0], target.y),
        ]

    def is_free(self, way: Sequence[Point], flow: Flow) -> bool:
        own = {node.id for node in self.scope.nodes}
        others = [box for key, box in self.drawing.boxes.items() if key in own - {flow.source, flow.target}]
        return not any(_crosses(box, a, b) for box in others for a, b in pairwise(way))


def _stacked(sizes: Sequence[float], start: float, gap: float) -> list[float]:
    starts = []
    for size in sizes:
        starts.append(start)
        start += size + gap
    return starts


def _forward(start: Point, end: Point) -> list[list[Point]]:
    if start[1] == end[1]:
        return [[start, end]]
    return [[start, (middle, start[1]), (middle, end[1]), end] for middle in (end[0] - GAP_X / 2, start[0] + GAP_X / 2)]


def _crosses(box: Box, a: Point, b: Point) -> bool:
    left, right = sorted((a[0], b[0]))
    top, bottom = sorted((a[1], b[1]))
    return left < box.right and right > box.x and top < box.bottom and bottom > box.y

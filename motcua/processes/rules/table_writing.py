"""From the table to the definition: gateways are drawn where rows lead several ways or several ways come together."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from motcua.processes.rules.definition import Definition, Flow, Kind, Node
from motcua.processes.rules.table import NEXT, NOWHERE, Choice, Fixed, Parallel, Row, Step, Table, Way, all_rows

LONGEST_ID = 80
ON = Way()


class UnfitTable(ValueError):
    """A table whose rows do not tell how the process goes."""


def definition_of(table: Table) -> Definition:
    """The definition that a table says; the same table gives the same one. Raises UnfitTable."""
    if table.unfit:
        raise UnfitTable("; ".join(flaw.sentence() for flaw in table.unfit))
    writer = _Writer(_taken(table))
    exit_ = table.ends[0].id if table.ends else NOWHERE
    writer.nodes.append(table.start)
    writer.lead(table.start.id, table.rows[0].id if table.rows else exit_)
    writer.write_rows(table.rows, exit_)
    writer.nodes += table.ends
    writer.bring_together()
    return Definition(tuple(writer.nodes), tuple(writer.flows()))


def _taken(table: Table) -> set[str]:
    taken = {table.start.id, *(end.id for end in table.ends)}
    for row in all_rows(table.rows):
        taken.add(row.id)
        if isinstance(row, Step):
            taken |= {timer.id for timer in row.timers}
        elif isinstance(row, Parallel) and row.join:
            taken.add(row.join)
    return taken


@dataclass
class _Edge:
    """A flow before it has an id; `branch` is the branch of a block it leaves, where it leads to its join."""

    source: str
    target: str
    way: Way = ON
    branch: int | None = None


@dataclass
class _Writer:
    taken: set[str]
    nodes: list[Node] = field(default_factory=list)
    edges: list[_Edge] = field(default_factory=list)
    joins: dict[str, str] = field(default_factory=dict)

    def free(self, wanted: str) -> str:
        """An id like the one wanted that nothing has yet."""
        if len(wanted) > LONGEST_ID - 4:
            wanted = wanted[: LONGEST_ID - 15] + "_" + hashlib.sha256(wanted.encode()).hexdigest()[:10]
        found, number = wanted, 2
        while found in self.taken:
            found, number = f"{wanted}_{number}", number + 1
        self.taken.add(found)
        return found

    def lead(self, source: str, target: str, way: Way | None = None, branch: int | None = None) -> None:
        if target != NOWHERE:
            self.edges.append(_Edge(source, target, way or ON, branch))

    def write_rows(self, rows: tuple[Row, ...], exit_: str, branch: int | None = None) -> None:
        for number, row in enumerate(rows):
            follows = rows[number + 1].id if number + 1 < len(rows) else exit_
            leaving = self.write_row(row, follows, exit_, branch)
            self.write_ways(row, leaving, follows, exit_, branch)

    def write_row(self, row: Row, follows: str, exit_: str, branch: int | None) -> str:
        """Draw the row itself; the id of the node that its ways leave."""
        if isinstance(row, Step):
            self.nodes.append(row.task)
            for timer in row.timers:
                self.nodes.append(replace(timer.node, attached_to=row.id))
                target = follows if timer.then.target == NEXT else timer.then.target
                self.lead(timer.id, target, timer.then, branch if target == exit_ else None)
            return row.id
        if isinstance(row, Fixed):
            self.nodes.append(row.node)
            return row.id
        if isinstance(row, Choice):
            self.nodes.append(Node(row.id, Kind.EXCLUSIVE, row.asks))
            return row.id
        return self.write_block(row)

    def write_block(self, block: Parallel) -> str:
        join = block.join or self.free(f"{block.id}_join")
        self.nodes.append(Node(block.id, Kind.PARALLEL, block.name))
        for number, rows in enumerate(block.branches):
            self.lead(block.id, rows[0].id if rows else join, branch=None if rows else number)
            self.write_rows(rows, join, number)
        self.nodes.append(Node(join, Kind.PARALLEL, block.join_name))
        self.joins[block.id] = join
        return join

    def write_ways(self, row: Row, leaving: str, follows: str, exit_: str, branch: int | None) -> None:
        ways = row.then or (ON,)
        is_choice = len(ways) > 1 or any(way.condition or way.default for way in ways)
        if is_choice and not isinstance(row, Choice):
            gate = self.free(f"{row.id}_way")
            self.nodes.append(Node(gate, Kind.EXCLUSIVE, row.asks))
            self.lead(leaving, gate)
            leaving = gate
        for way in ways:
            target = follows if way.target == NEXT else way.target
            self.lead(leaving, target, way, branch if target == exit_ else None)

    def bring_together(self) -> None:
        """Merge ways before blocks and, branch by branch, before joins: a parallel gateway would wait for each."""
        for split, join in self.joins.items():
            self.merge([edge for edge in self.edges if edge.target == split], f"{split}_in", split)
            for branch in sorted({edge.branch for edge in self.edges if edge.target == join}, key=_number):
                own = [edge for edge in self.edges if edge.target == join and edge.branch == branch]
                self.merge(own, f"{join}_in", join)

    def merge(self, edges: list[_Edge], wanted: str, target: str) -> None:
        if len(edges) < 2:
            return
        gate = self.free(wanted)
        place = next(number for number, node in enumerate(self.nodes) if node.id == target)
        self.nodes.insert(place, Node(gate, Kind.EXCLUSIVE))
        for edge in edges:
            edge.target, edge.branch = gate, None
        self.lead(gate, target)

    def flows(self) -> Iterator[Flow]:
        for edge in self.edges:
            way, id_ = edge.way, self.free(f"{edge.source}_to_{edge.target}")
            yield Flow(id_, edge.source, edge.target, way.condition, way.default, way.name, way.max_rounds)


def _number(branch: int | None) -> int:
    return -1 if branch is None else branch

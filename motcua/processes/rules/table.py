"""The process as the paper sheet has it: rows «Trình tự – Trách nhiệm – Nội dung – Biểu mẫu – Thời gian».

A table and a definition say the same: `table_of` reads a table off a definition, `definition_of` draws it again. Rows
follow each other; where a row leads elsewhere its ways say so. Gateways that only bring ways together are no rows:
they are drawn where they are needed. What rows cannot say stands in the table too, read-only and with the reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from motcua.processes.rules.definition import BoundaryTimer, Node, UserTask
from motcua.processes.rules.flaws import Flaw

NEXT = ">"
NOWHERE = ""


@dataclass(frozen=True)
class Way:
    """Where a row leads: the id of a row or an end, `NEXT` for what follows, `NOWHERE` while that is not said yet.

    Inside a branch the id of the block's join leaves the branch.
    """

    target: str = NEXT
    condition: str = ""
    default: bool = False
    name: str = ""
    max_rounds: int = 0


@dataclass(frozen=True)
class Timer:
    """What happens when a step takes longer than a limit; an interrupting one takes the step away."""

    node: BoundaryTimer
    then: Way = Way()

    @property
    def id(self) -> str:
        """The id of the timer."""
        return self.node.id


@dataclass(frozen=True)
class Step:
    """A row done by an official. `then` is empty where the next row follows; `asks` names the choice between ways."""

    task: UserTask
    then: tuple[Way, ...] = ()
    asks: str = ""
    timers: tuple[Timer, ...] = ()

    @property
    def id(self) -> str:
        """The id of the step."""
        return self.task.id


@dataclass(frozen=True)
class Choice:
    """A row that only decides where to go on."""

    id: str
    asks: str = ""
    then: tuple[Way, ...] = ()


@dataclass(frozen=True)
class Parallel:
    """Rows that run at the same time, branch beside branch, until all are done."""

    id: str
    branches: tuple[tuple["Row", ...], ...]
    name: str = ""
    join: str = ""
    join_name: str = ""
    then: tuple[Way, ...] = ()
    asks: str = ""


@dataclass(frozen=True)
class Fixed:
    """An element that the table shows and does not change, and why."""

    node: Node
    why: Flaw
    then: tuple[Way, ...] = ()
    asks: str = ""

    @property
    def id(self) -> str:
        """The id of the element."""
        return self.node.id


Row: TypeAlias = Step | Choice | Parallel | Fixed


@dataclass(frozen=True)
class Table:
    """All rows, from `start` to `ends`, of which the first is where the last row leads.

    `unfit` says why rows cannot tell how the process goes: then they stand in no order that means anything, and the
    table gives no definition. What each step says can still be changed.
    """

    start: Node
    rows: tuple[Row, ...]
    ends: tuple[Node, ...]
    unfit: tuple[Flaw, ...] = ()


def all_rows(rows: tuple[Row, ...]) -> Iterator[Row]:
    """Every row, those in branches after their block."""
    for row in rows:
        yield row
        if isinstance(row, Parallel):
            for branch in row.branches:
                yield from all_rows(branch)


def ways_of(row: Row) -> tuple[Way, ...]:
    """Every way that leaves a row, those of its timers last."""
    return (*row.then, *(timer.then for timer in row.timers)) if isinstance(row, Step) else row.then

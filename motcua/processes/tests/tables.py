"""Tables as officials may draw them, for tests: each row leads on somewhere, branches end at their join."""

from decimal import Decimal
from itertools import count

from hypothesis import strategies as st

from motcua.processes.rules.definition import (
    DONE,
    BoundaryTimer,
    EndEvent,
    Kind,
    Limit,
    LimitUnit,
    Node,
    Outcome,
    Performer,
    UserTask,
)
from motcua.processes.rules.table import NEXT, Choice, Parallel, Row, Step, Table, Timer, Way

LIMITS = st.builds(Limit, st.sampled_from([Decimal("0.5"), Decimal(1), Decimal(7)]), st.sampled_from(LimitUnit))
TWO = (Outcome("approve", "Phê duyệt", "primary"), Outcome("return", "Trả lại", note_required=True))


def _late(step: str, limit: Limit, *, interrupting: bool) -> BoundaryTimer:
    return BoundaryTimer(f"{step}_cho", Kind.TIMER, "Quá hạn", attached_to=step, interrupting=interrupting, limit=limit)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table of up to a few dozen rows, blocks in blocks, with ways, choices and timers."""
    ids = (f"r{number}" for number in count(1))

    def task() -> UserTask:
        key = next(ids)
        performer = Performer(draw(st.sampled_from(["specialist", "clerk", ""])), "competent")
        limit = draw(st.none() | LIMITS)
        outcomes = draw(st.sampled_from([(DONE,), TWO]))
        papers, untimed = ("van_ban",), limit is None and draw(st.booleans())
        return UserTask(key, Kind.USER_TASK, f"Bước {key}", performer, limit, outcomes, "", papers, "Nội dung", untimed)

    def rows(deep: int, least: int) -> tuple[Row, ...]:
        found: list[Row] = []
        for _number in range(draw(st.integers(least, 4 if deep == 0 else 2))):
            if deep < 3 and draw(st.integers(0, 4)) == 0:
                key = next(ids)
                branches = tuple(rows(deep + 1, 0) for _ in range(draw(st.integers(2, 3))))
                found.append(Parallel(key, branches, "Lấy ý kiến", f"{key}_gop", "Đủ ý kiến"))
            else:
                found.append(Step(task()))
        return tuple(found)

    ends = tuple(EndEvent(f"end{number}", Kind.END, "Xong") for number in range(draw(st.integers(1, 2))))
    top = rows(0, 1)
    top = _led(draw, top, tuple(end.id for end in ends), is_branch=False)
    return Table(Node("start", Kind.START, "Đã tiếp nhận"), top, ends)


def _led(draw: st.DrawFn, rows: tuple[Row, ...], ends: tuple[str, ...], *, is_branch: bool) -> tuple[Row, ...]:
    led: list[Row] = []
    ids = [row.id for row in rows]
    for number, row in enumerate(rows):
        follows = ids[number + 1] if number + 1 < len(ids) else ("" if is_branch else ends[0])
        others = [key for key in (*ids, *ends) if key != follows]
        then: tuple[Way, ...] = ()
        if draw(st.booleans()) and others:
            target = draw(st.sampled_from(others))
            then = (Way(target, 'outcome = "return"', name="Trả lại"), Way(NEXT, default=True))
        elif not is_branch and draw(st.integers(0, 4)) == 0 and others:
            then = (Way(draw(st.sampled_from(others))),)
        asks = "Quyết định thế nào?" if len(then) > 1 and draw(st.booleans()) else ""
        timers: tuple[Timer, ...] = ()
        if isinstance(row, Step) and draw(st.integers(0, 4)) == 0:
            way = Way(draw(st.sampled_from([NEXT, *others])))
            timers = (Timer(_late(row.id, draw(LIMITS), interrupting=draw(st.booleans())), way),)
        if isinstance(row, Step):
            led.append(Step(row.task, then, asks, timers))
        elif isinstance(row, Parallel):
            inner = tuple(_led(draw, branch, ends, is_branch=True) for branch in row.branches)
            led.append(Parallel(row.id, inner, row.name, row.join, row.join_name, then, asks))
    return tuple(led)


def with_choice(table: Table) -> Table:
    """The table with a row before all others that only decides whether anything is done at all."""
    choice = Choice("xet", "Đủ điều kiện?", (Way(table.ends[0].id, "so_lan < 2"), Way(NEXT, default=True)))
    return Table(table.start, (choice, *table.rows), table.ends)

"""Redrawing a table: every act takes a table and gives the next one, what it does not speak of stays as it was.

A place is where something is put in: `""` before all rows, the id of a row for right behind it, `<block>-<number>` for
the end of a branch of a block. What led to a row that is taken out leads on to what follows.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from motcua.processes.rules.definition import EndEvent, Kind, Node, Outcome, Performer, UserTask
from motcua.processes.rules.flaws import N_
from motcua.processes.rules.table import NEXT, Choice, Parallel, Row, Step, Table, Way, all_rows

Rows = tuple[Row, ...]
FIRST_NAME = N_("Bước mới")


class NoSuchRow(LookupError):
    """The table has no row, branch or end of that name."""


def blank() -> Table:
    """A process from the receipt to the end, of which no step is drawn yet."""
    return Table(Node("start", Kind.START, "Đã tiếp nhận"), (), (EndEvent("end", Kind.END, "Đã trả kết quả"),))


def row_of(table: Table, key: str) -> Row:
    """The row of that id. Raises NoSuchRow."""
    for row in all_rows(table.rows):
        if row.id == key:
            return row
    raise NoSuchRow(key)


def list_of(table: Table, key: str) -> tuple[Rows, str]:
    """The list that a row stands in, and the join that the list leads to ("" outside blocks). Raises NoSuchRow."""
    return _list_of(table.rows, "", key)


def _list_of(rows: Rows, join: str, key: str) -> tuple[Rows, str]:
    for row in rows:
        if row.id == key:
            return rows, join
        if isinstance(row, Parallel):
            for branch in row.branches:
                try:
                    return _list_of(branch, row.join, key)
                except NoSuchRow:
                    continue
    raise NoSuchRow(key)


def new_id(table: Table) -> str:
    """An id for one more step."""
    return next(_new_ids(table))


def _new_ids(table: Table) -> Iterator[str]:
    taken = {row.id for row in all_rows(table.rows)}
    number = len(taken) + 1
    while True:
        if f"step_{number}" not in taken:
            yield f"step_{number}"
        number += 1


def new_step(key: str, name: str) -> Step:
    """A step of which only the name is known."""
    return Step(UserTask(key, Kind.USER_TASK, name, Performer("")))


def add_step(table: Table, place: str, name: str) -> tuple[Table, str]:
    """One more step at a place; with its id. Raises NoSuchRow."""
    key = new_id(table)
    return _put(table, place, new_step(key, name)), key


def add_block(table: Table, place: str, name: str, branches: tuple[str, ...]) -> tuple[Table, str]:
    """Steps at the same time, one a branch, at a place; with the id of the block. Raises NoSuchRow."""
    ids = _new_ids(table)
    key = next(ids).replace("step", "parallel")
    drawn: tuple[Rows, ...] = tuple((new_step(next(ids), each),) for each in branches)
    return _put(table, place, Parallel(key, drawn, name, f"{key}_join")), key


def add_branch(table: Table, block: str, name: str) -> Table:
    """One more branch of one step. Raises NoSuchRow."""
    found = row_of(table, block)
    if not isinstance(found, Parallel):
        raise NoSuchRow(block)
    return change(table, replace(found, branches=(*found.branches, (new_step(new_id(table), name),))))


def remove_branch(table: Table, block: str, number: int) -> Table:
    """Take a branch out with its steps; where one is left, it runs alone. Raises NoSuchRow."""
    found = row_of(table, block)
    if not isinstance(found, Parallel) or not 0 <= number < len(found.branches):
        raise NoSuchRow(block)
    gone = {row.id for row in all_rows(found.branches[number])}
    left = (*found.branches[:number], *found.branches[number + 1 :])
    if len(left) > 1:
        return _without_ways(change(table, replace(found, branches=left)), gone)
    alone = _ways_led(left[0], {found.join})
    last = alone[-1] if alone else None
    if last is not None and found.then:
        alone = (*alone[:-1], replace(last, then=found.then, asks=found.asks)) if not last.then else alone
    return _without_ways(_mapped(table, lambda rows: _spread(rows, block, alone)), gone | {block})


def _spread(rows: Rows, key: str, instead: Rows) -> Rows:
    return tuple(each for row in rows for each in (instead if row.id == key else (row,)))


def change(table: Table, row: Row) -> Table:
    """Another row of the same id in its place."""
    return _mapped(table, lambda rows: tuple(row if each.id == row.id else each for each in rows))


def move(table: Table, key: str, by: int) -> Table:
    """A row one place up (-1) or down (1) in its list; at the edge it stays. Raises NoSuchRow."""
    rows, _join = list_of(table, key)
    place = next(number for number, row in enumerate(rows) if row.id == key)
    if not 0 <= place + by < len(rows):
        return table
    moved = list(rows)
    moved.insert(place + by, moved.pop(place))
    return _mapped(table, lambda each: tuple(moved) if each == rows else each)


def remove(table: Table, key: str) -> Table:
    """Take a row out, with all its branches. Raises NoSuchRow."""
    gone = {row.id for row in all_rows((row_of(table, key),))}
    return _without_ways(_mapped(table, lambda rows: tuple(row for row in rows if row.id != key)), gone)


def add_end(table: Table, name: str) -> Table:
    """One more way to end, of its own name."""
    taken = {end.id for end in table.ends} | {row.id for row in all_rows(table.rows)}
    number = len(table.ends) + 1
    while f"end_{number}" in taken:
        number += 1
    return replace(table, ends=(*table.ends, EndEvent(f"end_{number}", Kind.END, name)))


def name_ends(table: Table, start: str, names: Sequence[str]) -> Table:
    """The start and the ends under these names: those of a name that is kept stay, others take the names left over.

    Ends for which no name is left go, but for one; names for which no end is left become new ones.
    """
    table = replace(table, start=replace(table.start, name=start))
    by_name = {end.name: end for end in reversed(table.ends)}
    loose = [end for end in table.ends if end.name not in names]
    ends: list[Node] = []
    for name in dict.fromkeys(names):
        if name in by_name:
            ends.append(by_name[name])
        elif loose:
            ends.append(replace(loose.pop(0), name=name))
        else:
            table = add_end(table, name)
            ends.append(table.ends[-1])
    ends = ends or list(table.ends[:1])
    gone = {end.id for end in table.ends} - {end.id for end in ends}
    return _without_ways(replace(table, ends=tuple(ends)), gone)


def add_return(table: Table, key: str, target: str, label: str) -> Table:
    """A button of a step by which the matter goes back to an earlier one, with a reason. Raises NoSuchRow."""
    step = _step(table, key)
    taken = {outcome.key for outcome in step.task.outcomes}
    name = next(each for each in ("return", *(f"return_{number}" for number in range(2, 99))) if each not in taken)
    outcome = Outcome(name, label, "neutral", note_required=True)
    task = replace(step.task, outcomes=(*step.task.outcomes, outcome))
    back = Way(target, f'outcome = "{name}"', name=label)
    return change(
        table, replace(step, task=task, then=(back, *(step.then or ())) if _chooses(step) else _led(step, back))
    )


def add_supplement(table: Table, key: str, label: str) -> Table:
    """A button of a step that asks the citizen for more: the step stays open and time stands still meanwhile."""
    step = _step(table, key)
    if any(outcome.key == "request_supplement" for outcome in step.task.outcomes):
        return table
    outcome = Outcome("request_supplement", label, completes=False)
    return change(table, replace(step, task=replace(step.task, outcomes=(*step.task.outcomes, outcome))))


def _step(table: Table, key: str) -> Step:
    found = row_of(table, key)
    if not isinstance(found, Step):
        raise NoSuchRow(key)
    return found


def _chooses(step: Step) -> bool:
    return any(way.default for way in step.then)


def _led(step: Step, back: Way) -> tuple[Way, ...]:
    if not step.then:
        return (back, Way(NEXT, default=True))
    if len(step.then) == 1 and not step.then[0].condition:
        return (back, replace(step.then[0], default=True))
    return (*step.then, back)


def _put(table: Table, place: str, row: Row) -> Table:
    block, dash, number = place.partition("-")
    if dash:
        found = row_of(table, block)
        if not isinstance(found, Parallel) or not number.isdecimal() or int(number) >= len(found.branches):
            raise NoSuchRow(place)
        branches = list(found.branches)
        branches[int(number)] = (*branches[int(number)], row)
        return change(table, replace(found, branches=tuple(branches)))
    if not place:
        return replace(table, rows=(row, *table.rows))
    row_of(table, place)
    return _mapped(table, lambda rows: _spread(rows, place, (*(each for each in rows if each.id == place), row)))


def _mapped(table: Table, act: Callable[[Rows], Rows]) -> Table:
    return replace(table, rows=_mapped_rows(table.rows, act))


def _mapped_rows(rows: Rows, act: Callable[[Rows], Rows]) -> Rows:
    return tuple(
        replace(row, branches=tuple(_mapped_rows(branch, act) for branch in row.branches))
        if isinstance(row, Parallel)
        else row
        for row in act(rows)
    )


def _without_ways(table: Table, gone: set[str]) -> Table:
    return replace(table, rows=_ways_led(table.rows, gone))


def _ways_led(rows: Rows, gone: set[str]) -> Rows:
    """The rows with ways that led to what is gone leading on to what follows; a choice left without choices is none."""
    return tuple(_row_led(row, gone) for row in rows)


def _row_led(row: Row, gone: set[str]) -> Row:
    then = tuple(replace(way, target=NEXT) if way.target in gone else way for way in row.then)
    if not isinstance(row, Choice) and then and {way.target for way in then} == {NEXT} and then != row.then:
        then = ()
    row = replace(row, then=then)
    if isinstance(row, Step):
        timers = tuple(
            replace(timer, then=replace(timer.then, target=NEXT)) if timer.then.target in gone else timer
            for timer in row.timers
        )
        return replace(row, timers=timers)
    if isinstance(row, Parallel):
        return replace(row, branches=tuple(_ways_led(branch, gone) for branch in row.branches))
    return row

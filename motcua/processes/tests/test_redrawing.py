"""Redrawing a table: whatever is moved, added or taken out, it stays a table and loses no other row."""

from hypothesis import given
from hypothesis import strategies as st

from motcua.processes.rules import redrawing
from motcua.processes.rules.definition import UserTask
from motcua.processes.rules.table import Parallel, Step, Table, all_rows
from motcua.processes.rules.table_reading import table_of
from motcua.processes.rules.table_writing import definition_of
from motcua.processes.tests.tables import tables


def ids(table: Table) -> set[str]:
    return {row.id for row in all_rows(table.rows)}


def tasks(table: Table) -> set[str]:
    return {node.id for node in definition_of(table).nodes if isinstance(node, UserTask)}


@given(tables(), st.data())
def test_acts_leave_a_table_that_says_all_the_other_rows(table: Table, data: st.DataObject) -> None:
    rows = list(all_rows(table.rows))
    row = data.draw(st.sampled_from(rows))
    act = data.draw(st.sampled_from(["up", "down", "add", "block", "remove", "supplement"]))
    within = {each.id for each in all_rows((row,))}
    if act in ("up", "down"):
        after = redrawing.move(table, row.id, -1 if act == "up" else 1)
        assert ids(after) == ids(table)
    elif act == "add":
        after, key = redrawing.add_step(table, row.id, "Thêm")
        assert ids(after) == ids(table) | {key}
    elif act == "block":
        after, key = redrawing.add_block(table, row.id, "Thêm", ("Một", "Hai"))
        assert ids(after) > ids(table) | {key}
    elif act == "remove":
        after = redrawing.remove(table, row.id)
        assert ids(after) == ids(table) - within
    else:
        after = redrawing.add_supplement(table, row.id, "Bổ sung") if isinstance(row, Step) else table
    again = table_of(definition_of(after))
    assert again.unfit == ()
    assert tasks(again) == tasks(after)


@given(tables(), st.data())
def test_a_block_grows_and_shrinks_by_branches(table: Table, data: st.DataObject) -> None:
    blocks = [row for row in all_rows(table.rows) if isinstance(row, Parallel)]
    if not blocks:
        return
    block = data.draw(st.sampled_from(blocks))
    grown = redrawing.add_branch(table, block.id, "Nhánh mới")
    assert redrawing.remove_branch(grown, block.id, len(block.branches)) == table
    number = data.draw(st.integers(0, len(block.branches) - 1))
    gone = {row.id for row in all_rows(block.branches[number])}
    shrunk = redrawing.remove_branch(table, block.id, number)
    left = {row.id for row in all_rows(shrunk.rows)}
    assert not gone & left
    again = table_of(definition_of(shrunk))
    assert again.unfit == ()
    assert tasks(again) == tasks(shrunk)


@given(tables(), st.data())
def test_a_way_back_leads_there_and_the_rest_goes_on(table: Table, data: st.DataObject) -> None:
    steps = [row for row in all_rows(table.rows) if isinstance(row, Step)]
    if not steps:
        return
    step = data.draw(st.sampled_from(steps))
    own, _join = redrawing.list_of(table, step.id)
    target = data.draw(st.sampled_from(own)).id
    after = redrawing.row_of(redrawing.add_return(table, step.id, target, "Trả lại"), step.id)
    assert isinstance(after, Step)
    assert len(after.task.outcomes) == len(step.task.outcomes) + 1
    back = next(way for way in after.then if way.condition == f'outcome = "{after.task.outcomes[-1].key}"')
    assert back.target == target
    assert any(not way.condition for way in after.then)

"""The table and the definition say the same; what a table cannot say it shows with the reason."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from motcua.processes.rules.check import flaws_of
from motcua.processes.rules.definition import Definition, Flow, Kind, Node
from motcua.processes.rules.internal import read_process
from motcua.processes.rules.reading import read_definition, write_definition
from motcua.processes.rules.table import NEXT, Choice, Fixed, Parallel, Step, Table, Way, all_rows
from motcua.processes.rules.table_reading import table_of
from motcua.processes.rules.table_writing import UnfitTable, definition_of
from motcua.processes.tests import shapes
from motcua.processes.tests.tables import tables, with_choice

SHARED = Path(os.environ.get("MOTCUA_SHARED", Path(__file__).parents[4] / "shared" / "data"))


@given(tables())
def test_a_table_drawn_and_read_again_is_the_same(table: Table) -> None:
    drawn = definition_of(table)
    assert table_of(drawn) == table
    assert read_definition(write_definition(drawn)) == drawn


@given(tables())
def test_a_choice_of_its_own_stays_a_row(table: Table) -> None:
    chosen = with_choice(table)
    assert table_of(definition_of(chosen)) == chosen


@pytest.mark.parametrize(
    "shape",
    [
        shapes.birth_registration(),
        shapes.line("a", "b", "c"),
        shapes.parallel("x", "y", "z"),
        shapes.timed(interrupting=True),
        shapes.timed(interrupting=False),
    ],
)
def test_processes_in_use_are_tables_and_stay_sound(shape: shapes.JSON) -> None:
    definition = read_definition(shape)
    table = table_of(definition)
    assert table.unfit == ()
    again = definition_of(table)
    assert flaws_of(again) == []
    assert table_of(again) == table
    assert {node.id: node for node in again.nodes if node.kind is Kind.USER_TASK} == {
        node.id: node for node in definition.nodes if node.kind is Kind.USER_TASK
    }


def test_ways_stand_on_the_row_they_leave() -> None:
    rows = {row.id: row for row in table_of(read_definition(shapes.birth_registration())).rows}
    approve = rows["approve"]
    assert isinstance(approve, Step)
    assert approve.asks == "Lãnh đạo quyết định"
    assert [way.target for way in approve.then] == [NEXT, "verify", "refused"]
    assert rows["verify"].then == ()


def test_a_way_back_into_a_block_comes_together_before_it() -> None:
    table = table_of(read_definition(shapes.parallel("x", "y")))
    block, after = table.rows
    assert isinstance(block, Parallel)
    assert isinstance(after, Step)
    back = replace(after, then=(Way(block.id, "again = true"), Way(NEXT, default=True)))
    looped = replace(table, rows=(block, back))
    assert flaws_of(definition_of(looped)) == []
    assert table_of(definition_of(looped)) == looped


def test_two_ways_out_of_a_branch_come_together_before_the_join() -> None:
    table = table_of(read_definition(shapes.parallel("x", "y")))
    block = table.rows[0]
    assert isinstance(block, Parallel)
    first = block.branches[0][0]
    assert isinstance(first, Step)
    twice = replace(first, then=(Way(NEXT, "more = true"), Way(block.join, default=True)))
    more = Step(replace(first.task, id="more", name="Hỏi thêm"))
    wide = replace(block, branches=((twice, more), block.branches[1]))
    wider = replace(table, rows=(wide, *table.rows[1:]))
    assert flaws_of(definition_of(wider)) == []
    assert table_of(definition_of(wider)) == wider


def test_what_rows_cannot_say_stands_in_the_table_with_the_reason() -> None:
    crossed = shapes.parallel("x", "y")
    crossed["flows"][3]["target"] = "after"
    table = table_of(read_definition(crossed))
    assert [flaw.node for flaw in table.unfit] == ["split"]
    kinds = {row.id: type(row) for row in table.rows}
    assert (kinds["split"], kinds["x"]) == (Fixed, Step)
    with pytest.raises(UnfitTable, match="song song"):
        definition_of(table)


def test_a_choice_that_several_rows_lead_to_is_a_row() -> None:
    shape = shapes.line("a", "b", "c")
    shape["nodes"].append(shapes.node("x", "exclusive_gateway"))
    shape["flows"] = shapes.flows("start > a", "a > x", "x > b if n = 1", "x > c else", "b > x", "c > end")
    table = table_of(read_definition(shape))
    assert table.unfit == ()
    assert any(isinstance(row, Choice) for row in table.rows)
    assert table_of(definition_of(table)) == table


def test_ids_that_gateways_would_take_are_left_to_steps() -> None:
    shape = shapes.line("a", "a_way")
    table = table_of(read_definition(shape))
    first, second = table.rows
    assert isinstance(first, Step)
    loop = replace(table, rows=(replace(first, then=(Way("a", "n = 1"), Way(NEXT, default=True))), second))
    drawn = definition_of(loop)
    assert len({node.id for node in drawn.nodes}) == len(drawn.nodes)
    assert table_of(drawn) == loop


def test_a_start_that_leads_nowhere_or_twice_is_said() -> None:
    start, end = Node("start", Kind.START), Node("end", Kind.END)
    assert table_of(Definition((start, end), (Flow("f", "start", "end"),))).rows == ()
    twice = Definition((start, end), (Flow("f", "start", "end"), Flow("g", "start", "end")))
    assert table_of(twice).unfit


def test_the_real_internal_processes_are_tables() -> None:
    file = SHARED / "internal-processes.json"
    if not file.exists():
        pytest.skip(f"no internal processes at {SHARED}")
    processes = json.loads(file.read_text())
    assert processes
    for raw in processes:
        definition = read_definition(read_process(raw).definition)
        table = table_of(definition)
        assert table.unfit == ()
        assert table_of(definition_of(table)) == table
        assert len(list(all_rows(table.rows))) == len(raw["steps"])

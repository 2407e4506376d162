"""What two versions draw differently."""

import copy
from dataclasses import replace

from hypothesis import given

from motcua.processes.comparing import drawn_differences
from motcua.processes.rules import read_definition
from motcua.processes.rules.table import Table
from motcua.processes.rules.table_writing import definition_of
from motcua.processes.tests import shapes
from motcua.processes.tests.tables import tables


def test_what_came_went_and_changed_is_told_with_its_element() -> None:
    before = read_definition(shapes.birth_registration())
    told = copy.deepcopy(shapes.birth_registration())
    verify = next(node for node in told["nodes"] if node["id"] == "verify")
    verify["name"] = "Thẩm tra kỹ"
    extra = {**copy.deepcopy(verify), "id": "look", "name": "Xem tận nơi"}
    told["nodes"].append(extra)
    first = next(flow for flow in told["flows"] if flow["target"] == "verify")
    told["flows"].append({"id": "fresh", "source": "look", "target": "verify"})
    first["target"] = "look"
    after = read_definition(told)
    start = next(node for node in before.nodes if node.id == first["source"]).name or "Bắt đầu"
    found = {(each.kind, each.said) for each in drawn_differences(before, after)}
    assert ("added", "Xem tận nơi") in found
    assert ("changed", "Thẩm tra kỹ") in found
    assert ("added", "Xem tận nơi → Thẩm tra kỹ") in found
    assert ("added", f"{start} → Xem tận nơi") in found
    back = {(each.kind, each.element) for each in drawn_differences(after, before)}
    assert ("removed", "look") in back
    assert ("removed", "fresh") in back


@given(tables())
def test_a_version_differs_from_itself_in_nothing_and_ids_of_ways_mean_nothing(table: Table) -> None:
    drawn = definition_of(table)
    renamed = replace(drawn, flows=tuple(replace(flow, id=f"x{flow.id}") for flow in drawn.flows))
    assert drawn_differences(drawn, drawn) == []
    assert [each for each in drawn_differences(drawn, renamed) if each.element in {f.id for f in renamed.flows}] == []

"""Definitions: read, written back, and everything wrong with them said on the element."""

from copy import deepcopy
from typing import Any

import pytest

from motcua.processes.rules import Flawed, Kind, flaws_of, read_definition, write_definition
from motcua.processes.tests.shapes import (
    birth_registration,
    every_kind,
    flows,
    hours,
    line,
    node,
    outcome,
    parallel,
    task,
    timed,
)

JSON = dict[str, Any]


def said(definition: JSON) -> dict[str | None, str]:
    """The sentences by the element they stand on."""
    try:
        flaws = flaws_of(read_definition(definition))
    except Flawed as flawed:
        flaws = flawed.flaws
    return {flaw.node: flaw.sentence() for flaw in flaws}


SOUND = [
    birth_registration(),
    line("a", "b"),
    parallel("a", "b", "c"),
    timed(interrupting=True),
    timed(interrupting=False),
]


@pytest.mark.parametrize("definition", SOUND)
def test_a_well_made_process_has_no_flaw(definition: JSON) -> None:
    assert said(definition) == {}


@pytest.mark.parametrize("definition", [*SOUND, every_kind()])
def test_written_and_read_again_it_is_the_same(definition: JSON) -> None:
    read = read_definition(definition)
    assert {node.kind for node in read_definition(every_kind()).every_node()} == set(Kind)
    assert read_definition(write_definition(read)) == read


def without(definition: JSON, key: str) -> JSON:
    """The process without one flow or node."""
    left = deepcopy(definition)
    for part in ("nodes", "flows"):
        left[part] = [item for item in left[part] if item["id"] != key]
    return left


def changed(definition: JSON, key: str, **values: Any) -> JSON:
    """The process with one element changed."""
    copy = deepcopy(definition)
    for part in [copy, *(item for item in copy["nodes"] if item["kind"] == "sub_process")]:
        for item in [*part["nodes"], *part["flows"]]:
            if item["id"] == key:
                item.update(values)
    return copy


BIRTH = birth_registration()
LINE = line("a", "b")
EVERY = every_kind()


@pytest.mark.parametrize(
    ("definition", "where", "words"),
    [
        ({"nodes": 1}, None, "danh sách"),
        ({"nodes": [], "flows": [], "extra": 1}, None, "extra"),
        ([], None, "nodes"),
        ({"nodes": [node("x", "script_task")]}, "x", "Chưa hỗ trợ phần tử “script_task”"),
        ({"nodes": [node("x y", "end_event")]}, "x y", "không hợp lệ"),
        (changed(LINE, "f2", id="a"), "a", "dùng cho nhiều phần tử"),
        (changed(LINE, "a", performr={}), "a", "performr"),
        (changed(LINE, "a", limit={"amount": 0, "unit": "working_day"}), "a", "lớn hơn 0"),
        (changed(LINE, "a", limit={"amount": "NaN", "unit": "working_day"}), "a", "lớn hơn 0"),
        (changed(LINE, "a", limit={"amount": 1, "unit": "fortnight"}), "a", "fortnight"),
        (changed(LINE, "f1", max_rounds=-1), "f1", "số nguyên"),
        (changed(LINE, "f1", max_rounds=True), "f1", "số nguyên"),
        (changed(EVERY, "tell", message="x y"), "tell", "cần mã thông điệp"),
        (changed(EVERY, "tell", signal="x"), "tell", "signal"),
        (changed(EVERY, "urgent", escalation=""), "urgent", "cần mã báo vượt cấp"),
        (changed(EVERY, "alarm", attached_to="split"), "alarm", "chưa gắn vào bước nào"),
        (changed(EVERY, "alarm", attached_to="measure"), "alarm", "chưa gắn vào bước nào"),
        (changed(EVERY, "dispute", attached_to="tax"), "dispute", "bắt báo vượt cấp"),
        (changed(EVERY, "open_day", limit=hours(1)), "open_day", "hoặc thời hạn, hoặc lịch hẹn"),
        (changed(EVERY, "open_day", cron="61 * * * *"), "open_day", "không hiểu “61” trong lịch hẹn"),
        (changed(EVERY, "open_day", cron="0 0 31 2 *"), "open_day", "không có ngày nào"),
        (changed(EVERY, "fetch", service=""), "fetch", "chưa có mã dịch vụ"),
        (changed(EVERY, "other", process=""), "other", "gọi quy trình nào"),
        (changed(EVERY, "other", organisation="moon"), "other", "moon"),
        (changed(EVERY, "measure", performer={}), "measure", "chưa có người thực hiện"),
        (changed(EVERY, "measure", id="tax"), "tax", "dùng cho nhiều phần tử"),
        (changed(EVERY, "out", kind="exclusive_gateway"), "field", "chưa có điểm kết thúc"),
        (changed(EVERY, "i3", target="end"), "i3", "không có trong quy trình"),
        (changed(EVERY, "tell", kind="script_task"), "tell", "Chưa hỗ trợ phần tử “script_task”"),
        (without(LINE, "start"), None, "chưa có điểm bắt đầu"),
        (without(LINE, "end"), None, "chưa có điểm kết thúc"),
        (changed(LINE, "f1", target="nowhere"), "f1", "nowhere"),
        (changed(LINE, "a", performer={}), "a", "chưa có người thực hiện"),
        (changed(LINE, "a", performer={"role": "x", "organisation": "moon"}), "a", "moon"),
        (changed(LINE, "a", name=""), "a", "chưa có tên"),
        (changed(LINE, "a", untimed=False), "a", "chưa có thời gian"),
        (changed(LINE, "a", limit=hours(1)), "a", "vừa có thời gian, vừa ghi không tính"),
        (changed(LINE, "a", outcomes=[outcome("x", "X"), outcome("x", "Y")]), "a", "cùng mã “x”"),
        (changed(LINE, "a", outcomes=[outcome("x", "X", completes=False)]), "a", "không có kết quả nào"),
        (without(LINE, "f3"), "b", "Không có đường nào đi ra"),
        (without(LINE, "f1"), "a", "Không có đường nào đi vào"),
        (changed(LINE, "f2", condition="x = 1"), "f2", "không được có điều kiện"),
        (changed(BIRTH, "f4", condition="outcome == 1"), "f4", "không hiểu"),
        (changed(BIRTH, "f4", condition=""), "f4", "chưa có điều kiện"),
        (
            changed(BIRTH, "f4", condition='outcome = "other"'),
            "decided",
            "“Phê duyệt” của bước “Phê duyệt” không có hướng đi",
        ),
        (changed(BIRTH, "f4", condition="fee > 5"), "decided", "hướng mặc định"),
        (changed(timed(interrupting=True), "late", attached_to="nothing"), "late", "chưa gắn vào bước nào"),
    ],
)
def test_what_is_wrong_is_said_where_it_is(definition: JSON, where: str | None, words: str) -> None:
    found = said(definition)
    assert where in found, found
    assert words in found[where]


def test_an_island_is_unreachable() -> None:
    definition = line("a")
    definition["nodes"] += [task("b"), task("c")]
    definition["flows"] += [
        {"id": "x", "source": "b", "target": "c"},
        {"id": "y", "source": "c", "target": "b"},
    ]
    found = said(definition)
    assert "Không thể đi tới" in found["b"] or "kết thúc" in found["b"]


def test_a_loop_without_a_way_out() -> None:
    definition = {
        "nodes": [
            node("start", "start_event"),
            node("way", "exclusive_gateway"),
            task("a"),
            task("b"),
            node("end", "end_event"),
        ],
        "flows": flows("start > way", "way > a if x = 1", "way > end else", "a > b", "b > a"),
    }
    assert "không có đường tới điểm kết thúc" in said(definition)["a"]


def test_gateways_that_turn_without_a_step() -> None:
    definition = {
        "nodes": [
            node("start", "start_event"),
            node("one", "exclusive_gateway"),
            node("two", "exclusive_gateway"),
            node("end", "end_event"),
        ],
        "flows": flows("start > one", "one > two", "two > one if x = 1", "two > end else"),
    }
    assert "mà không qua bước nào" in said(definition)["one"]


def test_a_join_behind_a_choice_waits_for_ever() -> None:
    definition = parallel("a", "b")
    definition["nodes"][1]["kind"] = "exclusive_gateway"
    definition["flows"][1]["condition"] = "x = 1"
    definition["flows"][2]["default"] = True
    assert "chờ mãi" in said(definition)["join"]


def test_branches_that_meet_without_a_join_open_a_step_twice() -> None:
    definition = parallel("a", "b")
    definition["nodes"][4]["kind"] = "exclusive_gateway"
    assert "hai lần cùng một lúc" in said(definition)["after"]


def test_a_reminder_that_runs_into_the_step_it_stands_on() -> None:
    definition = timed(interrupting=False)
    definition["flows"][-1]["target"] = "work"
    assert "hai lần cùng một lúc" in said(definition)["work"]


def test_outcome_is_only_asked_for_right_behind_a_step() -> None:
    definition = parallel("a", "b")
    definition["nodes"].insert(5, node("way", "exclusive_gateway"))
    definition["flows"][5]["target"] = "way"
    definition["flows"] += [
        {"id": "x", "source": "way", "target": "after", "condition": 'outcome = "done"'},
        {"id": "y", "source": "way", "target": "end", "default": True},
    ]
    assert "không đứng ngay sau một bước" in said(definition)["way"]


def test_too_many_branches_to_prove() -> None:
    keys = [f"s{number}" for number in range(16)]
    assert "quá nhiều nhánh song song" in said(parallel(*keys))[None]

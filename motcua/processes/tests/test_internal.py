"""Internal processes as provinces decide them become drafts, step by step, and say what they leave open."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from motcua.platform.action import SYSTEM, VISITOR, NotAllowed, Refused
from motcua.processes.importing import import_internal_processes
from motcua.processes.models import ProcessVersion, VersionState
from motcua.processes.rules import flaws_of, read_definition
from motcua.processes.rules.internal import read_process, role_of
from motcua.processes.tests import make

pytestmark = pytest.mark.django_db


def step(actor: str, time: str = "0,5 ngày làm việc", duration: Any = 0.5, unit: Any = "working_day") -> dict[str, Any]:
    return {"step": "", "content": "Làm việc này", "actor": actor, "time": time, "duration": duration, "unit": unit}


def row(**more: Any) -> dict[str, Any]:
    steps = [
        step("Bộ phận tiếp nhận và trả kết quả tại TTPVHCC xã"),
        step("Chuyên viên Phòng Đường làng", "04 giờ làm việc", 4, "working_hour"),
        step("Lãnh đạo Phòng Đường làng", "1 ngày", 1, "day"),
        step("Văn thư Sở", "Không tính thời gian", None, None),
    ]
    return {
        "province": "Tỉnh Thử", "decision": "QĐ 1/QĐ-UBND", "procedure_codes": ["1.000001"], "variant_of": None,
        "procedure_name": "Mở tiệm sửa xe", "total": "", "symbol": "QT-20", "steps": steps, "source": "tự viết", **more,
    }  # fmt: skip


def file_of(tmp_path: Path, *rows: Any) -> Path:
    path = tmp_path / "quy-trinh.json"
    path.write_text(json.dumps(rows, ensure_ascii=False))
    return path


@pytest.mark.parametrize(
    ("actor", "role"),
    [
        ("Bộ phận tiếp nhận và trả kết quả Sở Y tế tại TTPVHCC tỉnh", "one_stop_officer"),
        ("Công chức, viên chức tại Trung tâm Phục vụ hành chính công tỉnh", "one_stop_officer"),
        ("Chuyên viên được phân công", "specialist"),
        ("Lãnh đạo Phòng BTXH và Trẻ em - Sở Y tế", "division_head"),
        ("Lãnh đạo UBND cấp xã", "department_leader"),
        ("Bộ phận Văn thư Sở Y tế", "clerk"),
        ("Lãnh đạo Phòng, Lãnh đạo Sở", ""),
        ("Hội đồng tuyển dụng", ""),
        ("", ""),
    ],
)
def test_a_performer_is_a_role_only_where_the_words_are_sure(actor: str, role: str) -> None:
    assert role_of(actor) == role


def test_steps_follow_each_other_with_their_limits_and_make_a_sound_process() -> None:
    process = read_process(row())
    definition = read_definition(process.definition)
    assert flaws_of(definition) == []
    limits = [node.get("limit") for node in process.definition["nodes"][1:-1]]
    assert limits == [
        {"amount": "0.5", "unit": "working_day"}, {"amount": "4", "unit": "working_hour"},
        {"amount": "1", "unit": "day"}, None,
    ]  # fmt: skip
    assert process.gaps == ()
    assert process.source["decision"] == "QĐ 1/QĐ-UBND"
    assert process.source["symbol"] == "QT-20"


@pytest.mark.parametrize(
    ("odd", "code"),
    [
        (step("Hội đồng"), "unassigned"),
        (step("Văn thư", "", None, None), "no_limit"),
        (step("Văn thư", "Trong kỳ họp", None, None), "limit_in_words"),
        (step("Văn thư", "9999 ngày", 9999, "day"), "odd"),
        (step("Văn thư", "2 tuần", 2, "week"), "odd"),
        (step("Văn thư", "hai", "hai", "day"), "odd"),
        (step("Văn thư", "phải làm ngay, hoàn thiện hồ sơ trong 10 ngày", 10, "day"), "in_long_words"),
    ],
)
def test_what_a_step_leaves_open_is_told(odd: dict[str, Any], code: str) -> None:
    assert [gap.code for gap in read_process(row(steps=[odd])).gaps] == [code]


def test_a_total_that_is_not_the_sum_is_told() -> None:
    steps = [step("Văn thư", "3 ngày làm việc", 3), step("Văn thư", "4 giờ làm việc", 4, "working_hour")]
    assert [gap.code for gap in read_process(row(steps=steps, total="5 ngày làm việc")).gaps] == ["sum_differs"]
    assert read_process(row(steps=steps, total="3,5 ngày làm việc")).gaps == ()


def test_they_are_drafts_and_a_second_import_changes_nothing(tmp_path: Path) -> None:
    owner = make.organisation()
    file = file_of(
        tmp_path, row(), row(procedure_name="Đóng tiệm", variant_of=["1.000001"], procedure_codes=[]), row(), 7
    )
    report = import_internal_processes(file, owner, by=SYSTEM, at=make.AT)
    assert (report.read, report.imported, len(report.rejected)) == (4, 3, 1)
    versions = list(ProcessVersion.objects.order_by("pk"))
    assert {version.state for version in versions} == {VersionState.DRAFT}
    assert len({version.process.code for version in versions}) == 3
    again = import_internal_processes(file, owner, by=SYSTEM, at=make.AT)
    assert (again.imported, again.unchanged) == (0, 3)
    file_of(tmp_path, row(decision="QĐ 2/QĐ-UBND"))
    assert import_internal_processes(file, owner, by=SYSTEM, at=make.AT).imported == 1
    assert ProcessVersion.objects.count() == 3


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"{", "JSON"), (b"\xff\xff", "UTF-8"), (b"{}", "danh sách quy trình"), (None, "Không đọc được")],
)
def test_a_file_that_is_no_list_of_processes_says_why(tmp_path: Path, content: bytes | None, words: str) -> None:
    path = tmp_path / "a.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Refused, match=words):
        import_internal_processes(path, make.organisation(), by=SYSTEM, at=make.AT)


def test_the_command_writes_the_report(tmp_path: Path) -> None:
    make.organisation()
    report = tmp_path / "report.json"
    call_command("import_processes", str(file_of(tmp_path, row())), report=report)
    assert set(json.loads(report.read_text())) == {"read", "imported", "unchanged", "rejected", "warnings"}


def test_who_may_not_define_processes_imports_none(tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        import_internal_processes(file_of(tmp_path, row()), make.organisation(), by=VISITOR, at=make.AT)
    assert not ProcessVersion.objects.exists()

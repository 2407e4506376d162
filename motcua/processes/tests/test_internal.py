"""Internal processes as provinces decide them become drafts, step by step, and say what they leave open."""

import json
import os
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from motcua.platform.action import SYSTEM, VISITOR, NotAllowed, Refused
from motcua.processes.importing import import_internal_processes
from motcua.processes.models import ProcessVersion, VersionState
from motcua.processes.ports import ProcedureUse
from motcua.processes.proving import proof_of
from motcua.processes.rules import flaws_of, read_definition
from motcua.processes.rules.internal import read_process, role_of
from motcua.processes.tests import make

pytestmark = pytest.mark.django_db

SHARED = Path(os.environ.get("MOTCUA_SHARED", Path(__file__).parents[4] / "shared" / "data"))
REAL = SHARED / "internal-processes.json"


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
    assert set(json.loads(report.read_text())) == {"read", "imported", "unchanged", "rejected", "warnings", "processes"}


def test_what_passes_every_check_is_in_force_and_what_does_not_says_what_is_missing(tmp_path: Path) -> None:
    open_limit = [step("Văn thư", "0,5 ngày"), step("Chuyên viên", "Trong kỳ họp", None, None)]
    file = file_of(
        tmp_path,
        row(),
        row(procedure_codes=["1.000002"], steps=[step("Văn thư"), step("Hội đồng")]),
        row(procedure_codes=["1.000003"], steps=open_limit),
        row(procedure_codes=["1.000004"], total="9 ngày làm việc", steps=[step("Văn thư")]),
    )
    owner, today = make.organisation(), make.AT.date()
    report = import_internal_processes(file, owner, publish_from=today, by=SYSTEM, at=make.AT)
    told = {each["code"]: (each["state"], [m["node"] for m in each["missing"]]) for each in report.processes}
    assert list(told.values()) == [("published", []), ("draft", ["step_2"]), ("draft", ["step_2"]), ("draft", [""])]
    assert [m["reason"].split(";")[0] for each in report.processes for m in each["missing"]] == [
        "Chưa xác định được vai trò của người thực hiện", "Thời gian bằng lời",
        "Tổng thời gian các bước khác tổng thời gian của quy trình (ngày làm việc): 9 ngày làm việc",
    ]  # fmt: skip
    assert ProcessVersion.objects.published().get().valid_from == today
    again = import_internal_processes(file, owner, publish_from=today, by=SYSTEM, at=make.AT)
    assert (again.unchanged, again.in_force) == (4, 1)
    assert ProcessVersion.objects.count() == 4


def test_a_draft_taken_over_before_is_published_later_unless_it_is_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, owner = file_of(tmp_path, row()), make.organisation()
    use = ProcedureUse("1.000001", "Mở tiệm", "Mở tiệm sửa xe", Decimal(1), "working_day", False)
    monkeypatch.setattr("motcua.processes.proving.uses_of", lambda _process, _codes: [use])
    (held,) = import_internal_processes(file, owner, publish_from=make.AT.date(), by=SYSTEM, at=make.AT).processes
    assert held["state"] == "draft"
    assert next(m["reason"] for m in held["missing"]).startswith("Đường dài nhất vượt thời hạn công bố của “Mở tiệm")
    monkeypatch.undo()
    later = import_internal_processes(file, owner, publish_from=make.AT.date(), by=SYSTEM, at=make.AT)
    assert (later.unchanged, later.in_force) == (1, 1)


def test_the_real_internal_processes_are_in_force_or_say_what_they_lack(tmp_path: Path) -> None:
    if not REAL.exists():
        pytest.skip(f"no internal processes at {REAL}")
    rows = len(json.loads(REAL.read_text()))
    report = import_internal_processes(REAL, make.organisation(), publish_from=make.AT.date(), by=SYSTEM, at=make.AT)
    assert len(report.processes) == rows >= 50
    assert report.rejected == []
    published = [each for each in report.processes if each["state"] == "published"]
    lacking = [each for each in report.processes if each["state"] == "draft"]
    assert len(published) + len(lacking) == rows
    assert len(published) >= 25
    for each in published:
        version = ProcessVersion.objects.get(process__code=each["code"])
        assert proof_of(version).is_sound and proof_of(version).is_tried
    for each in lacking:
        definition = ProcessVersion.objects.get(process__code=each["code"]).definition
        nodes = {"", *(node["id"] for node in definition["nodes"])}
        assert each["missing"], each["code"]
        assert all(missing["node"] in nodes and missing["reason"] for missing in each["missing"])


def test_the_command_tells_what_is_missing_where(tmp_path: Path) -> None:
    make.organisation()
    file = file_of(tmp_path, row(), row(procedure_codes=["1.000002"], steps=[step("Hội đồng")]))
    call_command("import_processes", str(file), publish=True, stdout=(said := StringIO()))
    assert "Đã ban hành 1, còn thiếu 1:" in said.getvalue()
    assert "1.000002 step_1: Chưa xác định được vai trò" in said.getvalue()


def test_who_may_not_define_processes_imports_none(tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        import_internal_processes(file_of(tmp_path, row()), make.organisation(), by=VISITOR, at=make.AT)
    assert not ProcessVersion.objects.exists()

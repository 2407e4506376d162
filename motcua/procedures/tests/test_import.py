"""Importing a catalogue: drafts, versions, what is told, what is left alone."""

import io
import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from motcua.platform.action import SYSTEM, VISITOR, NotAllowed, Refused
from motcua.procedures.catalogue import export_catalogue, import_catalogue
from motcua.procedures.models import CatalogueImport, OnlineLevel, Procedure, ProcedureVersion, VersionState
from motcua.procedures.public import publish_version
from motcua.procedures.reads import row_of
from motcua.procedures.tests import make
from motcua.procedures.tests.catalogue_rows import lines, method, paper, row, taken_over

pytestmark = pytest.mark.django_db


def version_of(code: str, number: int | None = None) -> ProcedureVersion:
    versions = ProcedureVersion.objects.filter(procedure__code=code).order_by("-number")
    found = versions.filter(number=number).first() if number else versions.first()
    assert found is not None
    return found


def test_all_that_a_row_says_is_kept() -> None:
    said = row(thong_tin_khac={"ghi chú": "giữ lại"})
    _run, report = taken_over(said)
    assert report.as_json() == {"read": 1, "imported": 1, "unchanged": 0, "rejected": [], "warnings": []}
    version = version_of(said["code"])
    assert version.state == VersionState.DRAFT
    case = version.cases.get()
    assert (case.limit_amount, case.limit_unit, case.fee) == (Decimal(5), "working_day", 0)
    assert [(c.name, c.originals, c.copies) for c in case.components.all()] == [
        ("Đơn đề nghị", 1, 0),
        ("Ảnh tiệm", 0, 2),
    ]
    back = row_of(version)
    for name, value in said.items():
        if name not in ("methods", "component_groups"):
            assert back.get(name) == (value or None), name
    assert [m["channel"] for m in back["methods"]] == ["in_person", "online"]


def test_a_second_import_changes_nothing() -> None:
    rows = [row() for _ in range(3)]
    taken_over(*rows, publish=True)
    before = list(ProcedureVersion.objects.order_by("pk").values())
    _run, report = taken_over(*rows, publish=True)
    assert (report.imported, report.unchanged) == (0, 3)
    assert list(ProcedureVersion.objects.order_by("pk").values()) == before


def test_what_has_no_predecessor_is_published_where_so_asked_and_found() -> None:
    new, known = row(name="Nuôi chim bồ câu"), row()
    make.procedure(make.spec(code=known["code"]))
    taken_over(new, known, publish=True)
    assert version_of(new["code"]).state == VersionState.PUBLISHED
    assert version_of(known["code"]).state == VersionState.DRAFT
    found = Client().get("/api/v1/procedures", {"query": "bo cau"}).json()
    assert [each["code"] for each in found] == [new["code"]]


def test_a_changed_row_is_a_new_draft_and_the_old_stays_in_force_until_it_is_published() -> None:
    code = make.new_code()
    taken_over(row(code), publish=True)
    taken_over(row(code, requirements="Có hai bơm."))
    first, second = version_of(code, 1), version_of(code, 2)
    assert (first.state, second.state, first.valid_to) == (VersionState.PUBLISHED, VersionState.DRAFT, None)
    assert second.valid_from == first.valid_from + timedelta(days=1)
    publish_version(second, by=SYSTEM, at=make.AT)
    first.refresh_from_db()
    assert first.valid_to == second.valid_from
    assert first.requirements == "Có bơm."


def test_a_draft_nobody_published_gives_way_to_a_newer_one() -> None:
    code = make.new_code()
    for words in ("một", "hai", "ba"):
        taken_over(row(code, requirements=words))
    states = list(
        ProcedureVersion.objects.filter(procedure__code=code).order_by("number").values_list("state", flat=True)
    )
    assert states == [VersionState.SUPERSEDED, VersionState.SUPERSEDED, VersionState.DRAFT]


def test_what_only_this_system_knows_stays_with_the_new_draft() -> None:
    ours = make.online()
    code = ours.procedure.code
    papers = [{"items": [paper("Đơn đề nghị"), paper("Giấy mới")]}]
    taken_over(row(code, methods=[method(duration=9)], component_groups=papers))
    draft = version_of(code, 2)
    case = draft.cases.get()
    assert (draft.eform_id, draft.online_level) == (ours.eform_id, OnlineLevel.FULL)
    assert (case.process_id, case.limit_amount) == (ours.cases.get().process_id, Decimal(9))
    assert [component.key for component in case.components.all()] == ["don", "giay-to-2"]
    assert version_of(code, 1).cases.get().limit_amount == Decimal(5)


def test_several_cases_of_ours_are_kept_and_that_is_said() -> None:
    ours = make.online(
        cases=[make.case(key="a", process=(p := make.online().cases.get().process)), make.case(key="b", process=p)]
    )
    _run, report = taken_over(row(ours.procedure.code))
    draft = version_of(ours.procedure.code, 2)
    assert [case.key for case in draft.cases.all()] == ["a", "b"]
    assert any("nhiều trường hợp riêng" in warning["reason"] for warning in report.warnings)


def test_a_broken_row_is_named_and_the_others_are_taken_over() -> None:
    good = row(), row()
    run, report = taken_over(good[0], "{broken", {"code": "1.12", "name": "a"}, row(name=""), good[1])
    assert (report.read, report.imported) == (5, 2)
    assert [(each["row"], each["code"]) for each in report.rejected][:2] == [(2, ""), (3, "1.12")]
    assert "JSON" in report.rejected[0]["reason"]
    assert run.finished_at and run.rejected == report.rejected


def test_codes_that_a_later_catalogue_no_longer_holds_are_listed_and_stay_in_force() -> None:
    stays, goes = row(), row()
    taken_over(stays, goes, publish=True)
    run, _report = taken_over(stays)
    assert run.removed == [goes["code"]]
    assert version_of(goes["code"]).valid_to is None
    assert version_of(goes["code"]).state == VersionState.PUBLISHED


def test_a_file_without_a_good_row_says_nothing_of_what_is_gone() -> None:
    taken_over(row(), publish=True)
    run, report = taken_over("{broken", "{broken too")
    assert len(report.rejected) == 2
    assert run.removed == []


def test_a_file_of_nothing_but_bad_rows_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.procedures.catalogue.MOST_BAD_ROWS", 20)
    with pytest.raises(Refused, match="đã dừng"):
        taken_over(*["{broken"] * 30)
    assert not CatalogueImport.objects.exists()
    good = row()
    with pytest.raises(Refused, match="vẫn còn"):
        taken_over(good, *[row() for _ in range(250)], *["{broken"] * 30)
    assert version_of(good["code"]).state == VersionState.DRAFT


def test_an_outline_is_marked_and_never_replaces_the_whole() -> None:
    whole = row()
    taken_over(whole, publish=True)
    outline = {"code": make.new_code(), "name": "Chỉ có tên", "time_limit_text": "27 ngày", "online_level": "full"}
    run, report = taken_over(outline, {"code": whole["code"], "name": whole["name"]}, publish=True)
    version = version_of(outline["code"])
    assert (version.is_outline, version.state, version.online_level) == (True, VersionState.PUBLISHED, OnlineLevel.INFO)
    assert version.extra == {"time_limit_text": "27 ngày", "online_level": "full"}
    assert version_of(whole["code"]).number == 1
    assert [warning["code"] for warning in report.warnings] == [whole["code"]]
    assert run.removed == []


def test_a_code_that_stands_twice_is_told_and_the_later_row_wins() -> None:
    code = make.new_code()
    _run, report = taken_over(row(code), row(code, requirements="khác"), publish=True)
    assert report.imported == 2
    assert [warning["field"] for warning in report.warnings] == ["code"]
    assert version_of(code).requirements == "khác"
    assert ProcedureVersion.objects.published(make.AT.date()).get(procedure__code=code).requirements == "khác"


def test_export_and_import_say_the_same(tmp_path: Path) -> None:
    odd = row(
        methods=[method(duration=1, unit=None), method("online", 3, fees=[])], results=[], levels=["commune", "other"]
    )
    taken_over(row(), odd, {"code": make.new_code(), "name": "Chỉ có tên"}, publish=True)
    make.online()
    make.procedure(make.spec(cases=[make.case(key="a", fee=5000), make.case(key="b", limit=None)]))
    file = tmp_path / "ra.jsonl"
    assert export_catalogue(file, on=date(2026, 12, 1)) == 5
    rows = [json.loads(line) for line in file.read_text().splitlines()]
    assert all({"methods", "steps"} <= set(each) for each in rows if each["name"] != "Chỉ có tên")
    with file.open("rb") as stream:
        _run, report = import_catalogue(stream, file_name="ra.jsonl", by=SYSTEM, at=make.AT)
    assert (report.imported, report.unchanged) == (0, 5), report
    assert list(tmp_path.iterdir()) == [file]


def test_the_command_reports_and_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, report = tmp_path / "a.jsonl", tmp_path / "report.json"
    file.write_bytes(lines(row(), "{"))
    call_command("import_procedures", str(file), report=report)
    said = json.loads(report.read_text())
    assert set(said) == {"read", "imported", "unchanged", "rejected", "warnings"}
    assert (said["read"], said["imported"], len(said["rejected"])) == (2, 1, 1)
    bad: list[tuple[Any, str]] = [(None, "Không có tệp"), ("x".encode("utf-16"), "UTF-8"), (b"", "không có dòng nào")]
    for content, words in bad:
        other = tmp_path / "b.jsonl"
        other.unlink(missing_ok=True)
        if content is not None:
            other.write_bytes(content)
        with pytest.raises(SystemExit):
            call_command("import_procedures", str(other))
        assert words in capsys.readouterr().err


def test_two_imports_at_once_are_refused_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(lines(row()))
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext('procedures.import'))")
        with pytest.raises(SystemExit):
            call_command("import_procedures", str(file))
        cursor.execute("SELECT pg_advisory_unlock(hashtext('procedures.import'))")
    other.close()
    assert "Đang có một lần nhập khác" in capsys.readouterr().err
    assert not CatalogueImport.objects.exists()
    call_command("import_procedures", str(file))
    assert CatalogueImport.objects.get().imported == 1


def test_who_may_not_define_versions_imports_nothing() -> None:
    with pytest.raises(NotAllowed):
        import_catalogue(io.BytesIO(lines(row())), file_name="a", by=VISITOR, at=make.AT)
    assert not CatalogueImport.objects.exists()
    assert not Procedure.objects.exists()
    with pytest.raises(Refused):
        import_catalogue(io.BytesIO(b""), file_name="a", by=SYSTEM, at=make.AT)


def test_a_long_file_tells_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.procedures.management.commands.import_procedures.TOLD_EVERY", 1)
    path, out = tmp_path / "dai.jsonl", io.StringIO()
    code = make.new_code()
    path.write_bytes(lines(row(code), row(), row(code)))
    call_command("import_procedures", str(path), stdout=out)
    assert "… đã đọc 3 dòng." in out.getvalue()

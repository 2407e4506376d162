"""Papers that databases replace: marked where the name is surely theirs, a note on the procedure where it is not."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from motcua.platform.action import SYSTEM, Refused
from motcua.procedures.models import ComponentType, DataSubstitution, ProcedureVersion, VersionState
from motcua.procedures.rules.substitution import is_replaced
from motcua.procedures.substitution import import_substitutions
from motcua.procedures.tests import make
from motcua.procedures.tests.catalogue_rows import paper, row, taken_over

pytestmark = pytest.mark.django_db
LICENCE = "Giấy chứng nhận đăng ký doanh nghiệp"


def said(code: str, papers: str = LICENCE, no: int = 1) -> dict[str, Any]:
    return {
        "no": no, "code": code, "name": "x", "replaced_documents": papers, "databases": "CSDL về doanh nghiệp",
        "db_owner": "Bộ", "legal_doc": "Nghị định 1", "article": "Điều 2",
    }  # fmt: skip


def imported(*rows: Any) -> Any:
    content = json.dumps({"source": "Nghị quyết", "rows": rows}).encode()
    return import_substitutions(io.BytesIO(content), file_name="a.json", by=SYSTEM, at=make.AT)


@pytest.mark.parametrize(
    ("name", "text", "is_one"),
    [
        (LICENCE, LICENCE, True),
        (f"Bản sao {LICENCE}", LICENCE, True),
        (f"Bản sao có chứng thực {LICENCE.lower()}", LICENCE, True),
        (LICENCE, f"{LICENCE}; Căn cước", True),
        ("Căn cước", f"{LICENCE}; Căn cước", True),
        (f"(3) {LICENCE};", LICENCE, True),
        (f"b) Bản sao {LICENCE} (bản sao có chứng thực)", f"{LICENCE}, Giấy phép", True),
        (f"{LICENCE} hoặc quyết định", f"Bản sao {LICENCE} hoặc quyết định", True),
        (f"{LICENCE} (thay thế 1 phần)", f"{LICENCE} (thay thế 1 phần)", False),
        (LICENCE, f"{LICENCE}, của hợp tác xã", False),
        (f"{LICENCE} hoặc quyết định thành lập", LICENCE, False),
        (LICENCE, f"{LICENCE} (thay thế 1 phần)", False),
        (LICENCE, f"{LICENCE} đối với cơ sở trong nước", False),
        ("Giấy chứng nhận", LICENCE, False),
    ],
)
def test_a_paper_is_replaced_only_where_the_name_is_surely_its(name: str, text: str, is_one: bool) -> None:
    assert is_replaced(name, text) is is_one


def test_papers_are_marked_in_a_draft_and_the_rest_stays_a_note() -> None:
    code = make.new_code()
    taken_over(row(code, component_groups=[{"items": [paper(LICENCE), paper("Đơn")]}]), publish=True)
    report, done = imported(said(code), said(code, "Giấy lạ", 2), said("1.999999", no=3), said("x", no=4))
    assert (report.read, report.imported, done.matched, done.drafts, len(report.rejected)) == (4, 3, 1, 1, 1)
    assert [(warning["code"], warning["field"]) for warning in report.warnings] == [
        (code, "replaced_documents"),
        ("1.999999", "code"),
    ]
    old, new = ProcedureVersion.objects.filter(procedure__code=code).order_by("number")
    marked = ComponentType.objects.filter(case__version=new).values_list("name", "replaced_by")
    assert list(marked) == [(LICENCE, "CSDL về doanh nghiệp"), ("Đơn", "")]
    assert not ComponentType.objects.filter(case__version=old).exclude(replaced_by="").exists()
    assert (old.state, new.state) == (VersionState.PUBLISHED, VersionState.DRAFT)
    assert DataSubstitution.objects.filter(procedure_code=code).count() == 2


def test_a_second_import_changes_nothing_and_the_catalogue_keeps_the_marks() -> None:
    code = make.new_code()
    said_once = row(code, component_groups=[{"items": [paper(LICENCE)]}])
    taken_over(said_once, publish=True)
    imported(said(code))
    report, done = imported(said(code))
    assert (report.imported, report.unchanged, done.drafts) == (0, 1, 0)
    assert taken_over(said_once)[1].unchanged == 1
    taken_over({**said_once, "requirements": "mới"})
    newest = ProcedureVersion.objects.filter(procedure__code=code).latest("number")
    assert newest.requirements == "mới"
    assert newest.cases.get().components.get().replaced_by == "CSDL về doanh nghiệp"


def test_the_command_reads_a_file_and_refuses_what_is_none(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps([said("1.000001")]))
    call_command("import_substitution", str(file), report=tmp_path / "r.json")
    assert json.loads((tmp_path / "r.json").read_text())["imported"] == 1
    for bad in (b"", b"{", b"\xff\xff", b"{}"):
        with pytest.raises(Refused):
            import_substitutions(io.BytesIO(bad), file_name="a", by=SYSTEM, at=make.AT)

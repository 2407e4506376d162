"""The table as a spreadsheet and back."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from openpyxl import load_workbook

from motcua.accounts.tests import make as accounts
from motcua.platform import clock
from motcua.platform.action import Refused
from motcua.processes.models import ProcessVersion
from motcua.processes.rules import read_definition
from motcua.processes.rules.table import Table
from motcua.processes.rules.table_reading import table_of
from motcua.processes.spreadsheet import table_of_xlsx, xlsx_of
from motcua.processes.tests import make, shapes
from motcua.processes.tests.tables import tables


def changed(content: bytes, row: int, column: int, value: str) -> bytes:
    """The workbook with one cell saying something else."""
    book = load_workbook(BytesIO(content))
    book.worksheets[0].cell(row, column, value)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


@given(tables())
def test_a_table_written_and_read_again_is_the_same(table: Table) -> None:
    assert table_of_xlsx(xlsx_of(table)) == table


@pytest.mark.parametrize(
    ("row", "column", "value", "why"),
    [
        (1, 1, "Cột lạ", "phải có các cột"),
        (3, 2, "start", "bị trùng"),
        (3, 2, "có dấu", "không hợp lệ"),
        (3, 7, "hai", "thời gian"),
        (3, 11, "chỉ một phần", "không đủ 5 phần"),
        (3, 11, "a | lạ | xong | - | Nút", "nút"),
        (2, 1, "Bước", "thiếu dòng"),
        (3, 1, "Nhánh", "cần dòng"),
        (3, 1, "Đồng thời", "hai nhánh trở lên"),
    ],
)
def test_what_is_not_understood_is_said_with_its_line(row: int, column: int, value: str, why: str) -> None:
    content = xlsx_of(table_of(read_definition(shapes.birth_registration())))
    with pytest.raises(Refused, match=why):
        table_of_xlsx(changed(content, row, column, value))


def test_words_like_a_formula_stay_words_and_other_files_are_refused() -> None:
    shape = shapes.line("a")
    shape["nodes"][1]["name"] = "=1+1"
    content = xlsx_of(table_of(read_definition(shape)))
    assert load_workbook(BytesIO(content)).worksheets[0].cell(3, 3).data_type == "s"
    with pytest.raises(Refused, match="không phải bảng tính"):
        table_of_xlsx(b"PK no")
    crossed = shapes.parallel("x", "y")
    crossed["flows"][3]["target"] = "after"
    with pytest.raises(Refused, match="BPMN"):
        xlsx_of(table_of(read_definition(crossed)))


@pytest.mark.django_db
def test_a_spreadsheet_comes_and_goes_over_the_page() -> None:
    version = make.draft()
    client = Client()
    with clock.frozen(make.AT):
        owner = accounts.official(role="process_owner", organisation=version.process.organisation, valid_from=make.AT)
        client.force_login(owner)
        content = client.get(f"/quy-trinh/{version.process_id}/ban/1.xlsx").content
        upload = SimpleUploadedFile("a.xlsx", changed(content, 3, 3, "Thẩm tra kỹ"))
        here = f"/quy-trinh/{version.process_id}/bang-tinh"
        answer = client.post(here, {"digest": version.checksum, "file": upload})
        assert answer.status_code == 302
        fresh = ProcessVersion.objects.get(pk=version.pk)
        assert "Thẩm tra kỹ" in str(fresh.definition)
        bad = SimpleUploadedFile("a.xlsx", b"nothing")
        answer = client.post(here, {"digest": fresh.checksum, "file": bad})
    assert answer.status_code == 422
    assert "không phải bảng tính" in answer.content.decode()

"""A whole list of officials gets accounts; each sets their first password by a letter that opens once."""

import io
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook
from pypdf import PdfReader

from motcua.accounts.models import Account, AccountImport, Invitation, PositionHolding
from motcua.accounts.tables import read_accounts
from motcua.accounts.tests import make
from motcua.audit.public import AuditEntry
from motcua.organisations.public import Organisation
from motcua.organisations.tests import make as organisations
from motcua.persons.public import Person
from motcua.platform import clock
from motcua.platform.action import Refused
from motcua.platform.testing import run_jobs

pytestmark = pytest.mark.django_db
NOW = make.AT + timedelta(minutes=1)
HEAD = "Họ và tên,Tên đăng nhập,Mã đơn vị,Chức vụ,Vai trò,Ngày sinh,Điện thoại"
IMPORTS = reverse("accounts:imports")


@pytest.fixture(autouse=True)
def at_work() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


@pytest.fixture
def place() -> Organisation:
    make.roles()
    return organisations.organisation()


def lines(place: Organisation, count: int = 3) -> list[str]:
    code = place.identifier
    return [f"Nguyễn Văn Thứ,canbo.thu{n},{code},Chuyên viên,specialist,05/11/1990,0912345456" for n in range(count)]


def table(rows: list[str], encoding: str = "utf-8") -> bytes:
    return "\n".join([HEAD, *rows]).encode(encoding)


def administrator() -> Client:
    client = Client()
    client.force_login(make.official(role="administrator"))
    return client


def send(client: Client, content: bytes, name: str = "danh-sach.csv") -> str:
    return client.post(IMPORTS, {"file": SimpleUploadedFile(name, content)}).headers.get("Location", "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_the_command_opens_accounts_and_names_the_lines_it_left_out(
    place: Organisation, tmp_path: Path, encoding: str
) -> None:
    code = place.identifier
    bad = [
        f"Trần Sai Đơn Vị,sai.donvi,{code}.99,Chuyên viên,specialist,,",
        f"Trần Sai Vai Trò,sai.vaitro,{code},Chuyên viên,wizard,,",
        f"Trần Sai Ngày,sai.ngay,{code},Chuyên viên,specialist,31/02/1990,",
        f"Trần Sai Tên,SAI TÊN,{code},Chuyên viên,specialist,,",
        f"Trần Trùng Tên,canbo.thu0,{code},Chuyên viên,specialist,,",
        f"Trần Thiếu,sai.thieu,{code},,specialist,,",
    ]
    file, report = tmp_path / "danh-sach.csv", tmp_path / "report.json"
    file.write_bytes(table([*lines(place), *bad], encoding))
    call_command("import_accounts", str(file), report=report, stdout=io.StringIO())
    said = json.loads(report.read_text())
    assert (said["read"], said["imported"], said["unchanged"], said["warnings"]) == (9, 3, 0, [])
    assert [(row["row"], row["code"]) for row in said["rejected"]] == [
        (5, "sai.donvi"), (6, "sai.vaitro"), (7, "sai.ngay"), (8, "SAI TÊN"), (9, "canbo.thu0"), (10, "sai.thieu"),
    ]  # fmt: skip
    assert all(row["reason"] for row in said["rejected"])
    assert Account.objects.count() == Person.objects.count() == PositionHolding.objects.count() == 3
    assert not any(account.has_usable_password() for account in Account.objects.all())
    call_command("import_accounts", str(file), report=report, stdout=io.StringIO())
    again = json.loads(report.read_text())
    assert (again["imported"], again["unchanged"]) == (0, 3)
    assert Person.objects.count() == 3, "refused lines leave nothing behind"


def test_a_spreadsheet_is_read_as_it_looks(place: Organisation) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Họ và tên *", "Tên đăng nhập", "MÃ ĐƠN VỊ", "Chức vụ", "Ngày sinh", "Ghi chú"])
    sheet.append(["Nguyễn Văn  An", "an", place.identifier, "Chuyên viên", NOW.replace(tzinfo=None), 5])
    sheet.append([None] * 6)
    kept = io.BytesIO()
    book.save(kept)
    (row,) = read_accounts(kept.getvalue(), "a.XLSX")
    assert (row.number, row.values["full_name"]) == (2, "Nguyễn Văn An")
    assert row.values["birth_date"] == NOW.strftime("%d/%m/%Y")
    sheet["A2"] = '=CONCAT("Nguyễn ","An")'
    book.save(kept := io.BytesIO())
    with pytest.raises(Refused, match="A2 có công thức"):
        read_accounts(kept.getvalue(), "a.xlsx")


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        ("Họ và tên,Tên đăng nhập\nTrần Thị Huyền,a".encode("cp1258", "replace"), "a.csv", "Windows-1258"),
        (b"PK\x03\x04 broken", "a.xlsx", "bảng tính"),
        ("Họ và tên,Chức vụ\nA,B".encode(), "a.csv", "thiếu cột: Tên đăng nhập, Mã đơn vị"),
        (table([]), "a.csv", "không có dòng nào"),
        (table(["=HYPERLINK(1),a,b,c"]), "a.csv", "2 có công thức"),
        (b"a\0b", "a.csv", "không phải CSV"),
        (b"x" * (10 * 1024 * 1024 + 1), "a.csv", "10 MB"),
        (b"", "a.csv", "thiếu cột"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_trusted_changes_nothing(
    place: Organisation, tmp_path: Path, content: bytes, name: str, why: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(CommandError, match=why):
        call_command("import_accounts", str(file))
    client = administrator()
    before = Account.objects.count()
    refused = client.post(IMPORTS, {"file": SimpleUploadedFile(name, content)})
    assert refused.status_code == 422
    assert why in refused.text
    (entry,) = AuditEntry.objects.filter(name="accounts.refuse_import")
    assert why in entry.details["reason"]
    assert Account.objects.count() == before
    assert not AccountImport.objects.exists()


def test_the_page_takes_a_list_in_and_says_what_became_of_it(place: Organisation) -> None:
    client = administrator()
    there = send(client, table([*lines(place), "Ai Đó,aido,khongco,Chuyên viên,,,"]))
    assert "Đang mở 4 tài khoản" in client.get(there).text
    run_jobs()
    page = client.get(there).text
    assert "Không có đơn vị mang mã này." in page
    assert "aido" in page
    kept = AccountImport.objects.get()
    assert kept.rows is None
    assert kept.report["imported"] == 3
    assert client.get(IMPORTS).status_code == 200


def test_only_administrators_send_lists() -> None:
    client = Client()
    client.force_login(make.official(role="division_head"))
    pages = ["accounts:imports", "accounts:accounts", "accounts:dormant"]
    assert [client.get(reverse(page)).status_code for page in pages] == [403] * 3
    assert client.post(reverse("accounts:letters")).status_code == 403


def links_of(pdf: bytes) -> list[str]:
    texts = [page.extract_text().replace("\n", "") for page in PdfReader(io.BytesIO(pdf)).pages]
    return ["/loi-moi/" + text.partition("/loi-moi/")[2][:32] for text in texts]


def test_letters_open_each_account_once(place: Organisation, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(table(lines(place, 2)))
    call_command("import_accounts", str(file), stdout=io.StringIO())
    client = administrator()
    printed = client.post(reverse("accounts:letters"))
    assert printed.headers["Content-Type"] == "application/pdf"
    first, second = links_of(printed.content)
    assert client.post(reverse("accounts:letters")).status_code == 404, "all have a link in force"
    newcomer = Client()
    assert "canbo.thu0" in newcomer.get(first).text
    weak = newcomer.post(first, {"new": "canbothu0123"})
    assert (weak.status_code, "quá dễ đoán" in weak.text) == (422, True)
    assert newcomer.post(first, {"new": "hoa sữa tháng mười"}).status_code == 302
    assert newcomer.get(reverse("accounts:account")).status_code == 200
    used = Client().get(first)
    assert used.status_code == 404
    assert Account.objects.get(username="canbo.thu0").has_usable_password()
    with clock.frozen(NOW + timedelta(days=31)):
        assert Client().get(second).status_code == 404, "it ended"
    again = client.post(reverse("accounts:letters"), {"account": Account.objects.get(username="canbo.thu1").pk})
    assert Client().get(second).status_code == 404, "a new letter replaces it"
    assert Client().get(links_of(again.content)[0]).status_code == 200
    assert second.removeprefix("/loi-moi/") not in "".join(Invitation.objects.values_list("digest", flat=True))


def test_without_a_password_nobody_signs_in(place: Organisation, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(table(lines(place, 1)))
    call_command("import_accounts", str(file), stdout=io.StringIO())
    for password in ("", "!", make.PASSWORD):
        answer = Client().post(reverse("accounts:sign_in"), {"identifier": "canbo.thu0", "password": password})
        assert answer.status_code == 422


def test_an_administrator_finds_an_account_and_resets_it() -> None:
    client, account = administrator(), make.official(username="tim.duoc", full_name="Lê Thị Tìm")
    assert "tim.duoc" in client.get(reverse("accounts:accounts"), {"q": "Lê Thị"}).text
    page = reverse("accounts:one_account", args=[account.pk])
    assert client.post(page, {"reason": ""}).status_code == 422
    assert client.post(page, {"reason": "Mất điện thoại, đã gặp"}).status_code == 302
    assert "Mất điện thoại, đã gặp" in client.get(page).text


@pytest.mark.soak
def test_eight_thousand_accounts_in_ten_minutes(place: Organisation, tmp_path: Path) -> None:
    import time

    file = tmp_path / "a.csv"
    file.write_bytes(table(lines(place, 8000)))
    begun = time.monotonic()
    call_command("import_accounts", str(file), stdout=io.StringIO())
    assert Account.objects.count() == 8000
    assert time.monotonic() - begun < 600

"""Many dossiers of an organisation out of one spreadsheet: checked first, confirmed, then made line by line."""

import io
from collections.abc import Callable
from datetime import datetime
from functools import cached_property

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from motcua.accounts.public import Account
from motcua.accounts.tests.make import signed_in
from motcua.dossiers.events import BulkConfirmed
from motcua.dossiers.public import BulkFiling, BulkLine, Dossier, Draft
from motcua.dossiers.tests import make
from motcua.forms.tests import make as forms
from motcua.persons.public import MemberRole, accept_mandate, give_mandate, withdraw_mandate
from motcua.persons.tests import make as persons
from motcua.platform import clock
from motcua.platform.events.delivery import defer
from motcua.platform.testing import run_jobs
from motcua.procedures.public import ComponentSpec
from motcua.procedures.tests import make as procedures
from motcua.processes.tests import make as processes

pytestmark = pytest.mark.django_db
AT = make.AT
OPTIONAL = (ComponentSpec(key="anh", name="Ảnh chân dung", copies=1, is_required=False),)


class Firm:
    """An organisation, who represents it and the ward where it files."""

    def __init__(self, *, needs_papers: bool = False) -> None:
        self.boss = make.citizen(full_name="Lê Minh")
        self.entity = persons.legal_entity(representative=self.boss.person)
        components = procedures.PAPERS if needs_papers else OPTIONAL
        version = procedures.online(
            eform=forms.eform(make.form_schema()), process=processes.process(make.way()).process,
            area_answer="noiNop", components=components,
        )  # fmt: skip
        self.ward = make.ward(procedure=version)
        self.key = f"{version.procedure.code}:{self.ward.case.key}"
        self.page = f"/lam-thay/to-chuc/{self.entity.pk}/nop-nhieu"

    @cached_property
    def client(self) -> Client:
        return signed_in(self.boss)

    def line(self, **changes: str) -> dict[str, str]:
        sound = {
            "hoTen": "Vũ Thị Lan", "ngaySinh": "05/11/1990", "soDinhDanh": persons.personal_id(),
            "dienThoai": "0912345678", "loai": "moi", "coKemTheo": "Không", "noiNop": self.ward.code,
        }  # fmt: skip
        return sound | changes

    def filled(self, *lines: dict[str, str], change: Callable[[Workbook], None] = lambda _book: None) -> bytes:
        """The template as it is downloaded, filled in."""
        answer = self.client.get(f"{self.page}/mau", {"muc": self.key})
        assert answer.status_code == 200
        book = load_workbook(io.BytesIO(answer.content))
        sheet = book.worksheets[0]
        heads = [str(cell.value) for cell in sheet[1]]
        for number, line in enumerate(lines, start=1):
            sheet.append([str(number), *(line.get(head.rpartition("[")[2].rstrip("]"), "") for head in heads[1:])])
        change(book)
        book.save(kept := io.BytesIO())
        return kept.getvalue()

    def send(self, content: bytes, name: str = "nhieu.xlsx", client: Client | None = None) -> tuple[int, str]:
        """Status and text of the page that one comes to."""
        sent = {"muc": self.key, "file": SimpleUploadedFile(name, content)}
        answer = (client or self.client).post(self.page, sent, follow=True)
        return answer.status_code, answer.content.decode()

    def confirm(self, *, submits: bool = True) -> BulkFiling:
        kept = BulkFiling.objects.latest("pk")
        self.client.post(f"/lam-thay/nop-nhieu/{kept.pk}/xac-nhan", {"nop" if submits else "nhap": "1"})
        run_jobs()
        kept.refresh_from_db()
        return kept


@pytest.fixture(autouse=True)
def _frozen() -> object:
    with clock.frozen(AT):
        yield


def test_five_hundred_lines_are_checked_and_a_few_filed_once() -> None:
    firm = Firm()
    shown = firm.client.get("/lam-thay/to-chuc").content.decode()
    assert firm.page in shown, "reached from the organisation"
    status, page = firm.send(firm.filled(*(firm.line() for _ in range(500))))
    assert status == 200
    assert "500 dòng đúng" in page
    assert not Draft.objects.exists(), "nothing before it is confirmed"
    kept = BulkFiling.objects.get()
    BulkLine.objects.filter(bulk=kept, number__gt=14).delete()
    kept = firm.confirm()
    assert kept.finished_at is not None
    assert {(each.entity, each.owner) for each in Dossier.objects.all()} == {(firm.entity, firm.boss.person)}
    assert Dossier.objects.count() == 12
    BulkFiling.objects.update(finished_at=None)
    defer([BulkConfirmed(kept.pk), BulkConfirmed(kept.pk)])
    run_jobs()
    assert Dossier.objects.count() == Draft.objects.count() == 12, "delivered twice"
    assert firm.confirm().confirmed_at == AT
    page = firm.client.get(f"/lam-thay/nop-nhieu/{kept.pk}").content.decode()
    assert all(each.code in page for each in Dossier.objects.all())
    assert not any(line.answers for line in BulkLine.objects.all()), "let go once they are drafts"


def test_a_line_that_breaks_the_form_is_told_and_left_out() -> None:
    firm = Firm()
    lines = (firm.line(), firm.line(ngaySinh="31/02/1990"), firm.line(hoTen=""), firm.line(noiNop="99999"))
    _status, page = firm.send(firm.filled(*lines))
    assert "chưa phải là một ngày có thật" in page
    assert "Nơi nộp này chưa nhận hồ sơ" in page
    kept = firm.confirm()
    assert Dossier.objects.get().answers["hoTen"] == "Vũ Thị Lan"
    assert sorted({fault[0] for fault in kept.faults}) == [4, 5, 6]
    report = firm.client.get(f"/lam-thay/nop-nhieu/{kept.pk}/ket-qua")
    rows = list(load_workbook(io.BytesIO(report.content)).worksheets[0].iter_rows(values_only=True))
    assert rows[1][:2] == ("3", Dossier.objects.get().code)
    assert [row[0] for row in rows[2:]] == ["4", "5", "6"]


def test_a_line_lacking_papers_becomes_a_draft_and_says_so() -> None:
    firm = Firm(needs_papers=True)
    _status, page = firm.send(firm.filled(firm.line()))
    assert "Thiếu giấy tờ: Đơn đề nghị" in page
    assert "chưa phải là hồ sơ đã nộp" in page
    firm.confirm(submits=True)
    assert not Dossier.objects.exists()
    draft, line = Draft.objects.get(), BulkLine.objects.get()
    assert (draft.state, draft.entity, line.draft) == ("open", firm.entity, draft)
    assert line.reason == "Thiếu giấy tờ: Đơn đề nghị."
    assert draft.answers["hoTen"] == "Vũ Thị Lan"
    assert "thuDienTu" not in draft.answers, "what the line leaves blank is not filled from the account"
    assert "Thiếu giấy tờ" in firm.client.get(f"/lam-thay/nop-nhieu/{line.bulk_id}").content.decode()


def formula(book: Workbook) -> None:
    book.worksheets[0]["B3"] = '=CONCAT("a","b")'


def other_heads(book: Workbook) -> None:
    book.worksheets[0]["B1"] = "Tên khác"


def test_a_file_that_cannot_be_trusted_is_refused_whole() -> None:
    firm = Firm()
    many = [firm.line()] * 501
    for content, name, why in (
        (firm.filled(firm.line(), change=formula), "a.xlsx", "B3 có công thức"),
        (firm.filled(firm.line(), change=other_heads), "a.xlsx", "thiếu cột: Họ và tên"),
        (firm.filled(*many), "a.xlsx", "hơn 500 dòng"),
        (firm.filled(), "a.xlsx", "không có dòng nào"),
        ("Họ và tên,Địa chỉ\nTrần Thị Huyền,Hải Phòng".encode("cp1258", "replace"), "a.csv", "Windows-1258"),
        (b"x" * (10 * 1024 * 1024 + 1), "a.xlsx", "10 MB"),
    ):
        status, page = firm.send(content, name)
        assert status == 422, why
        assert why in page
    assert not BulkFiling.objects.exists()


def member(firm: Firm, role: MemberRole) -> Account:
    account = make.citizen(full_name="Trần Nam")
    given = give_mandate(
        firm.boss.person, entity=firm.entity, personal_id=account.person.personal_id, full_name="Trần Nam",
        role=role, by=persons.citizen(firm.boss.person), at=AT,
    )  # fmt: skip
    accept_mandate(given, by=persons.citizen(account.person), at=AT)
    return account


def test_only_who_may_file_does_and_what_ended_meanwhile_files_nothing() -> None:
    firm = Firm()
    filer, viewer = member(firm, MemberRole.FILER), member(firm, MemberRole.VIEWER)
    for stranger in (viewer, make.citizen()):
        assert signed_in(stranger).get(firm.page).status_code == 404
        assert firm.send(firm.filled(firm.line()), client=signed_in(stranger))[0] == 404
    client = signed_in(filer)
    assert firm.send(firm.filled(firm.line()), client=client)[0] == 200
    kept = BulkFiling.objects.get()
    assert firm.client.get(f"/lam-thay/nop-nhieu/{kept.pk}").status_code == 404, "another's"
    client.post(f"/lam-thay/nop-nhieu/{kept.pk}/xac-nhan", {"nop": "1"})
    assert kept.mandate is not None
    withdraw_mandate(kept.mandate, by=persons.citizen(firm.boss.person), at=datetime.now(tz=AT.tzinfo))
    run_jobs()
    assert not Dossier.objects.exists()
    assert "đã chấm dứt" in BulkLine.objects.get().reason

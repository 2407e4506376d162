"""Drafts: listed, thrown away and taken back, gone on with on another device, photographed into from a phone."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.accounts.public import Account
from motcua.dossiers.public import Dossier, Draft, clear_drafts, delete_draft, save_draft
from motcua.dossiers.tests import make
from motcua.files.tests import make as files
from motcua.forms.tests import make as forms
from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.portal.tests.test_filing import WHO, begin
from motcua.procedures.public import ProcedureVersion

pytestmark = pytest.mark.django_db
LINK = re.compile(r"/(?:tiep-tuc|chup)/[\w.-]+")


@pytest.fixture
def ward() -> make.Ward:
    return make.ward()


@pytest.fixture
def citizen() -> Account:
    return make.citizen()


@pytest.fixture
def client(citizen: Account) -> Client:
    client = Client()
    client.force_login(citizen)
    return client


@pytest.fixture
def links(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the codes on the pages say, in the order in which they were drawn."""
    drawn: list[str] = []

    def draw(content: str) -> str:
        drawn.append(content)
        return ""

    monkeypatch.setattr("motcua.platform.ui.components.Components.qr", staticmethod(draw))
    return drawn


def shown(links: list[str]) -> str:
    found = LINK.search(links[-1])
    assert found
    return found.group()


def words(answer: Any) -> str:
    return str(answer.content.decode())


def later(**by: float) -> datetime:
    return make.AT + timedelta(**by)


def test_drafts_are_listed_with_their_last_change_and_warned_of_their_end(client: Client, ward: make.Ward) -> None:
    with clock.frozen(make.AT):
        draft = begin(client, ward)
        page = words(client.get("/ban-nhap"))
        assert draft in page
        assert "09:00 23/11/2026" in page
        assert "Giữ đến 21/02/2027" in page
        save_draft(Draft.objects.get(), answers={}, by=SYSTEM, at=later(days=-80))
        assert "Sẽ bị xóa ngày 03/12/2026" in words(client.get("/ban-nhap"))
        assert "sắp hết hạn" in words(client.get(draft))


def test_a_draft_thrown_away_is_taken_back_within_thirty_days(client: Client, ward: make.Ward) -> None:
    with clock.frozen(make.AT):
        draft = begin(client, ward)
        client.post(f"{draft}/buoc/nguoi-nop", WHO)
        assert client.post(f"{draft}/xoa")["Location"] == "/ban-nhap"
        page = words(client.get("/ban-nhap"))
        assert "Khôi phục" in page
        assert "Giữ đến" not in page
        assert client.post(f"{draft}/khoi-phuc")["Location"] == draft
        assert "Nguyễn Văn An" in words(client.get(f"{draft}/buoc/nguoi-nop"))
        delete_draft(Draft.objects.get(), by=SYSTEM, at=later(days=-29))
        assert client.post(f"{draft}/khoi-phuc").status_code == 302
        delete_draft(Draft.objects.get(), by=SYSTEM, at=later(days=-30))
        assert "Khôi phục bản nháp" not in words(client.get("/ban-nhap"))
        assert client.post(f"{draft}/khoi-phuc").status_code == 422


def test_a_draft_nobody_goes_on_with_is_thrown_away_then_forgotten(client: Client, ward: make.Ward) -> None:
    with clock.frozen(make.AT):
        begin(client, ward)
    for days, state in ((89, "open"), (90, "deleted"), (119, "deleted")):
        with clock.frozen(later(days=days)):
            clear_drafts(by=SYSTEM, at=clock.now())
        assert Draft.objects.get().state == state, days
    with clock.frozen(later(days=120)):
        clear_drafts(by=SYSTEM, at=clock.now())
    assert not Draft.objects.exists()


def test_a_draft_is_gone_on_with_on_another_device_once(
    client: Client, ward: make.Ward, citizen: Account, links: list[str]
) -> None:
    with clock.frozen(make.AT):
        draft = begin(client, ward)
        client.post(f"{draft}/buoc/nguoi-nop", WHO)
        assert not links, "looking at the page makes no code"
        client.post(f"{draft}/may-khac", {"step": "noi-dung"})
        link = shown(links)
        phone = Client()
        sent = phone.get(link)
        assert sent["Location"].startswith("/dang-nhap?next=%2Ftiep-tuc%2F"), "the link alone opens nothing"
        stranger = Client()
        stranger.force_login(make.citizen())
        refused = stranger.get(link)
        assert refused.status_code == 403
        assert ward.procedure.name not in words(refused)
        assert stranger.post(link).status_code == 403
        phone.force_login(citizen)
        assert "Làm tiếp ở đây" in words(phone.get(link))
        assert phone.post(link)["Location"] == f"{draft}/buoc/noi-dung"
        assert phone.post(link).status_code == 410, "once"
        assert phone.get(link).status_code == 410


def test_a_code_runs_out_and_a_newer_one_ends_it(
    client: Client, ward: make.Ward, citizen: Account, links: list[str]
) -> None:
    with clock.frozen(make.AT):
        draft = begin(client, ward)
        client.post(f"{draft}/may-khac")
        first = shown(links)
        client.post(f"{draft}/may-khac")
        second = shown(links)
        assert client.get(first).status_code == 410
        assert client.get(second).status_code == 200
        assert client.get(second[:-1] + ("a" if second[-1] != "a" else "b")).status_code == 404, "forged"
    with clock.frozen(later(minutes=10)):
        assert client.get(second).status_code == 410


def test_a_phone_that_nobody_signed_in_on_adds_files_to_one_paper_and_sees_nothing(
    client: Client, ward: make.Ward, links: list[str]
) -> None:
    pdf = files.pdf()
    with clock.frozen(make.AT):
        draft = begin(client, ward)
        client.post(f"{draft}/buoc/nguoi-nop", WHO)
        client.post(f"{draft}/giay-to/don/dien-thoai")
        link, phone = shown(links), Client()
        page = words(phone.get(link))
        assert "PDF" in page
        for secret in ("Nguyễn Văn An", "031098004112", draft):
            assert secret not in page, secret
        assert phone.post(link).status_code == 422, "nothing was chosen"
        assert phone.post(link, {"file": SimpleUploadedFile("a.exe", b"MZ" + b"0" * 90)}).status_code == 422
        answer = phone.post(
            link, {"file": SimpleUploadedFile("trang-1.pdf", pdf)}, headers={"X-Requested-With": "upload"}
        )
        assert "Đã nhận 1 tệp" in words(answer)
        assert "trang-1.pdf" not in words(answer)
        assert "trang-1.pdf" in words(client.get(f"{draft}/giay-to/don/da-den")), "the computer shows it"
        assert phone.get(draft).status_code == 302, "and nothing else opens"
        client.post(f"{draft}/giay-to/don/dien-thoai", {"done": "1"})
        assert phone.get(link).status_code == 410, "over when the computer says so"
        assert phone.post(link, {"file": SimpleUploadedFile("b.pdf", pdf)}).status_code == 410
        client.post(f"{draft}/giay-to/don/dien-thoai")
        link = shown(links)
    with clock.frozen(later(minutes=10)):
        assert phone.post(link, {"file": SimpleUploadedFile("b.pdf", pdf)}).status_code == 410
    assert Draft.objects.get().files.count() == 1
    assert phone.get(link.replace("/chup/", "/tiep-tuc/")).status_code == 302
    assert client.get(link.replace("/chup/", "/tiep-tuc/")).status_code == 404, "no way round"


def test_a_stranger_makes_no_code_and_takes_nothing_back(client: Client, ward: make.Ward) -> None:
    stranger = Client()
    stranger.force_login(make.citizen())
    with clock.frozen(make.AT):
        draft = begin(client, ward)
        for address in ("/may-khac", "/giay-to/don/dien-thoai", "/khoi-phuc", "/xoa"):
            assert stranger.post(draft + address).status_code == 404, address
        for address in ("", "/may-khac", "/giay-to/don/dien-thoai", "/giay-to/don/da-den"):
            assert stranger.get(draft + address).status_code == 404, address
        assert draft not in words(stranger.get("/ban-nhap"))


def rows_ward(ward: make.Ward) -> str:
    """Let the ward's procedure have a form with rows that asks for the paper "don" itself; the ward's code."""
    schema = forms.rows_schema()
    schema["properties"]["hoKhau"]["x-files"] = {"component": "don", "kinds": ["pdf"], "megabytes": 1, "count": 25}
    schema["properties"]["noiNop"] = {"type": "string", "maxLength": 20, "x-label": "Nơi nộp", "x-personal": "none"}
    schema["x-steps"][0]["fields"].append("noiNop")
    ProcedureVersion.objects.filter(pk=ward.procedure.pk).update(eform=forms.eform(schema))
    return ward.code


def test_rows_and_files_of_a_form_are_filled_without_scripts_and_filed(client: Client, ward: make.Ward) -> None:
    code = rows_ward(ward)
    with clock.frozen(make.AT):
        draft = begin(client, ward)
        step = f"{draft}/buoc/con"
        page = words(client.post(step, {"coCon": "yes", "_shown": "coCon noiNop", "noiNop": code}))
        assert 'name="con-0-hoTen"' in page
        assert 'name="file-don"' in page
        assert "mỗi tệp không quá 1 MB" in page
        typed = {"coCon": "yes", "noiNop": code, "con-rows": "1", "con-0-hoTen": "Đỗ An Nhiên"}
        page = words(client.post(step, {**typed, "_add": "con"}))
        assert 'name="con-1-hoTen"' in page
        assert "Đỗ An Nhiên" in page
        two = {**typed, "con-rows": "2", "con-1-hoTen": "Đỗ An Bình"}
        answer = client.post(step, two)
        assert answer.status_code == 422
        assert "id_hoKhau" in words(answer), "the file is missing"
        upload = SimpleUploadedFile("ho-khau.pdf", files.pdf())
        assert client.post(step, {**two, "file-don": upload})["Location"] == f"{draft}/giay-to"
        assert "ho-khau.pdf" in words(client.get(step))
        assert client.post(f"{draft}/giay-to", {"go-on": "1"})["Location"] == f"{draft}/kiem-tra"
        check = words(client.get(f"{draft}/kiem-tra"))
        assert "Người con 2: Họ và tên" in check
        assert client.post(f"{draft}/kiem-tra").status_code == 302
    filed = Dossier.objects.get()
    assert filed.answers["con"] == [{"hoTen": "Đỗ An Nhiên"}, {"hoTen": "Đỗ An Bình"}]
    assert [each.file.name for part in filed.components.all() for each in part.files.all()] == ["ho-khau.pdf"]


def test_what_is_hidden_is_not_filed_not_even_its_files(client: Client, ward: make.Ward) -> None:
    code = rows_ward(ward)
    with clock.frozen(make.AT):
        draft = begin(client, ward)
        step = f"{draft}/buoc/con"
        typed = {"coCon": "yes", "noiNop": code, "con-rows": "1", "con-0-hoTen": "Đỗ An Nhiên"}
        client.post(step, {**typed, "file-don": SimpleUploadedFile("ho-khau.pdf", files.pdf())})
        client.post(step, {"coCon": "no", "noiNop": code, "_shown": "coCon noiNop"})
        assert client.post(f"{draft}/kiem-tra").status_code == 302
    filed = Dossier.objects.get()
    assert filed.answers == {"coCon": False, "noiNop": code}
    assert [part.files.count() for part in filed.components.all()] == []


def test_a_paper_asked_in_the_form_takes_as_many_files_as_the_form_says(client: Client, ward: make.Ward) -> None:
    code = rows_ward(ward)
    with clock.frozen(make.AT):
        draft = begin(client, ward)
        client.post(f"{draft}/buoc/con", {"coCon": "yes", "noiNop": code, "_shown": "coCon noiNop"})
        for number in range(25):
            one = {"file-don": SimpleUploadedFile(f"{number}.pdf", files.pdf())}
            assert client.post(f"{draft}/giay-to/don/tai-len", one).status_code == 200, number
        more = client.post(f"{draft}/giay-to/don/tai-len", {"file-don": SimpleUploadedFile("26.pdf", files.pdf())})
        assert more.status_code == 422
        assert "tối đa 25 tệp" in words(more)

"""Filing over the pages: what was typed is never lost, what is wrong is said, and one press or many file once."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.accounts.public import Account
from motcua.dossiers.public import Dossier, Draft
from motcua.dossiers.tests import make
from motcua.files.tests import make as files
from motcua.platform import clock

pytestmark = pytest.mark.django_db
WHO = {
    "hoTen": "Nguyễn Văn An", "ngaySinh": "25/03/1998", "soDinhDanh": "031098004112", "dienThoai": "0912345678",
    "thuDienTu": "",
}  # fmt: skip
WHAT = {"loai": "moi", "coKemTheo": "no"}


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


def begin(client: Client, ward: make.Ward) -> str:
    """Start filing; the address of the draft."""
    answer = client.post(f"/thu-tuc/{ward.procedure.procedure.code}/nop", {"case": "thuong"})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"]).split("/buoc/")[0]


def test_a_citizen_files_step_by_step_and_once(client: Client, ward: make.Ward) -> None:
    with clock.frozen(make.AT):
        draft = begin(client, ward)
        answer = client.post(f"{draft}/buoc/nguoi-nop", WHO)
        assert answer["Location"] == f"{draft}/buoc/noi-dung"
        answer = client.post(f"{draft}/buoc/noi-dung", {**WHAT, "noiNop": ward.code})
        assert answer["Location"] == f"{draft}/giay-to"
        assert client.post(f"{draft}/giay-to", {"go-on": "1"}).status_code == 422, "the application is missing"
        upload = SimpleUploadedFile("don.pdf", files.pdf())
        answer = client.post(f"{draft}/giay-to", {"file-don": upload, "go-on": "1"})
        assert answer["Location"] == f"{draft}/kiem-tra"
        check = client.get(f"{draft}/kiem-tra").content.decode()
        assert "Nguyễn Văn An" in check
        assert "25/03/1998" in check
        filed = [client.post(f"{draft}/kiem-tra")["Location"] for _ in range(3)]
        assert len(set(filed)) == 1
        dossier = Dossier.objects.get()
        assert filed[0] == f"/ho-so-cua-toi/{dossier.code}/da-nop"
        for address in (draft + "/buoc/nguoi-nop", draft + "/giay-to", draft + "/kiem-tra"):
            assert client.get(address)["Location"] == filed[0], "going back leads to what was filed"
        shown = client.get(filed[0]).content.decode()
        for told in (dossier.code, "09:00 25/11/2026", "17:00 01/12/2026"):
            assert told in shown, told


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("hoTen", "", "họ và tên"),
        ("ngaySinh", "31/02/1998", "ngày"),
        ("ngaySinh", "01/01/2999", "ngày"),
        ("soDinhDanh", "12", "định danh"),
        ("dienThoai", "số của tôi", "điện thoại"),
        ("thuDienTu", "không có", "thư điện tử"),
        ("hoTen", "A" * 100_000, "họ và tên"),
    ],
)
def test_what_is_wrong_is_said_and_kept(client: Client, ward: make.Ward, field: str, typed: str, words: str) -> None:
    with clock.frozen(make.AT):
        draft = begin(client, ward)
        answer = client.post(f"{draft}/buoc/nguoi-nop", {**WHO, field: typed})
        text = answer.content.decode()
        assert answer.status_code == 422
        assert words in text.lower()
        assert f"id_{field}" in text
        again = client.get(f"{draft}/buoc/nguoi-nop").content.decode()
    if typed:
        assert typed in text, "shown again to be mended"
        assert typed in again, "and kept for another day"
    kept = Draft.objects.get()
    assert kept.answers.get("hoTen" if field != "hoTen" else "soDinhDanh")


def test_what_is_being_typed_is_kept_and_found_again(client: Client, ward: make.Ward) -> None:
    with clock.frozen(make.AT):
        draft = begin(client, ward)
        answer = client.post(f"{draft}/buoc/nguoi-nop/tu-luu", {"hoTen": "Nguyễn V"})
        assert answer.status_code == 200
        assert "saved_at" in answer.json()
        offered = client.get(f"/thu-tuc/{ward.procedure.procedure.code}/nop").content.decode()
        assert draft in offered, "resume or begin anew"
        assert "Nguyễn V" in client.get(f"{draft}/buoc/nguoi-nop").content.decode()
        begin(client, ward)
        assert Draft.objects.count() == 2
        assert client.post(f"{draft}/xoa").status_code == 302
        assert client.get(f"{draft}/buoc/nguoi-nop").status_code == 404
        assert client.post(f"{draft}/buoc/nguoi-nop/tu-luu", {"hoTen": "x"}).status_code == 404


def test_what_a_page_saves_by_itself_never_falls_on_what_was_sent_since(client: Client, ward: make.Ward) -> None:
    with clock.frozen(make.AT):
        draft = begin(client, ward)
        step, autosave = f"{draft}/buoc/nguoi-nop", f"{draft}/buoc/nguoi-nop/tu-luu"
        shown = {"draft-revision": shown_revision(client.get(step))}
        assert client.post(autosave, {"hoTen": "Nguyễn", **shown}).status_code == 200
        assert client.post(autosave, {"hoTen": "Nguyễn Văn", **shown}).status_code == 200, "its own saves are in order"
        client.post(step, {"hoTen": "Nguyễn Văn An", **shown})
        late = client.post(autosave, {"hoTen": "Nguyễn Văn", **shown})
        assert late.status_code == 409
        assert Draft.objects.get().answers["hoTen"] == "Nguyễn Văn An"
        again = {"draft-revision": shown_revision(client.get(step))}
        assert int(again["draft-revision"]) >= late.json()["revision"]
        assert client.post(autosave, {"hoTen": "Nguyễn Văn Anh", **again}).status_code == 200
        assert Draft.objects.get().answers["hoTen"] == "Nguyễn Văn Anh"


def shown_revision(page: Any) -> str:
    found = re.search(r'name="draft-revision" value="(\d+)"', page.content.decode())
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("don.pdf", b"MZ\x90\x00" + b"\0" * 200),
        ("don.exe", b"MZ\x90\x00" + b"\0" * 200),
        ("don.pdf", b""),
        ("don.png", b"%PDF-1.7 not a picture"),
        ("don.html", b"<script>alert(1)</script>"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_in_words(
    client: Client, ward: make.Ward, name: str, content: bytes
) -> None:
    with clock.frozen(make.AT):
        draft = begin(client, ward)
        for address in (f"{draft}/giay-to/don/tai-len", f"{draft}/giay-to"):
            answer = client.post(address, {"file-don": SimpleUploadedFile(name, content)})
            assert answer.status_code == 422, address
            assert "Traceback" not in answer.content.decode()
        assert Draft.objects.get().files.count() == 0


def test_a_file_is_shown_and_taken_off_again(client: Client, ward: make.Ward) -> None:
    with clock.frozen(make.AT):
        draft = begin(client, ward)
        answer = client.post(f"{draft}/giay-to/don/tai-len", {"file-don": SimpleUploadedFile("đơn.pdf", files.pdf())})
        assert answer.status_code == 200
        assert "đơn.pdf" in answer.content.decode()
        attached = Draft.objects.get().files.get()
        assert client.get(f"{draft}/tep/{attached.pk}").status_code == 200
        assert client.post(f"{draft}/tep/{attached.pk}/bo").status_code == 302
        assert client.get(f"{draft}/tep/{attached.pk}").status_code == 404


def test_a_stranger_finds_nothing_of_a_draft(client: Client, ward: make.Ward) -> None:
    stranger = Client()
    stranger.force_login(make.citizen())
    with clock.frozen(make.AT):
        draft = begin(client, ward)
        client.post(f"{draft}/giay-to/don/tai-len", {"file-don": SimpleUploadedFile("don.pdf", files.pdf())})
        file = Draft.objects.get().files.get().pk
        for address in ("/buoc/nguoi-nop", "/giay-to", "/kiem-tra", f"/tep/{file}"):
            assert stranger.get(draft + address).status_code == 404, address
        acts = ("/buoc/nguoi-nop", "/buoc/nguoi-nop/tu-luu", "/giay-to", "/kiem-tra", "/xoa", f"/tep/{file}/bo")
        for address in acts:
            assert stranger.post(draft + address, WHO).status_code == 404, address
        assert Client().get(f"{draft}/giay-to").status_code == 302, "a visitor is sent to sign in"
        official = Client()
        official.force_login(ward.officer_account)
        assert official.get(f"{draft}/giay-to").status_code == 403
    assert Draft.objects.get().state == "open"


def test_steps_and_papers_that_are_none_are_not_found(client: Client, ward: make.Ward) -> None:
    with clock.frozen(make.AT):
        draft = begin(client, ward)
        for address in (f"{draft}/buoc/khong-co", f"{draft}/tep/0", f"{draft}/tep/{10**30}", "/thu-tuc/9.999999/nop"):
            assert client.get(address).status_code == 404, address
        for address in (f"{draft}/giay-to/khong-co/tai-len", f"{draft}/tep/{10**30}/bo", f"{draft}/buoc/x/tu-luu"):
            assert client.post(address, {}).status_code == 404, address
        for wrong in ("get", "put", "delete"):
            assert getattr(client, wrong)(f"{draft}/xoa").status_code == 405

"""One dossier from search to result, through the pages, without a browser."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from motcua.accounts.public import DEMO_PASSWORD
from motcua.accounts.tests import make as accounts
from motcua.audit.public import AuditEntry, seal, verify
from motcua.dossiers.public import Dossier, Status
from motcua.dossiers.tests import make as dossiers
from motcua.notifications.public import Notification
from motcua.papers.public import papers_of
from motcua.platform import clock
from motcua.platform.testing import run_jobs


def scan() -> bytes:
    """A scanned page."""
    page = BytesIO()
    Image.new("RGB", (600, 800), "white").save(page, "PNG")
    return page.getvalue()


BIRTH = {
    "nguoi-yeu-cau": {
        "nycHoTen": "Nguyễn Thị Hồng Nhung", "nycNgaySinh": "15/04/1992", "nycSoDinhDanh": "031192001234",
        "nycNoiCuTru": "27 Nguyễn Đức Cảnh, phường Lê Chân", "nycDienThoai": "0987654321", "nycEmail": "",
        "nycQuanHe": "me",
    },
    "tre": {
        "nksHoTen": "Đỗ Nguyễn An Nhiên", "nksNgaySinh": "10/11/2026", "nksGioiTinh": "nu", "nksDanToc": "01",
        "nksQuocTich": "VN", "nksNoiSinhLoai": "co-so-y-te", "nksCoSoYTe": "Bệnh viện Phụ sản Hải Phòng",
        "nksSoChungSinh": "123/2026", "nksNoiSinh": "19 Trần Quang Khải, phường Hồng Bàng", "nksQueQuan": "Hải Phòng",
    },
    "me": {
        "meHoTen": "Nguyễn Thị Hồng Nhung", "meNgaySinh": "15/04/1992", "meSoDinhDanh": "031192001234",
        "meDanToc": "01", "meQuocTich": "VN", "meLoaiCuTru": "thuong-tru",
        "meNoiCuTru": "27 Nguyễn Đức Cảnh, phường Lê Chân",
    },
    "cha": {"chaCoThongTin": "no"},
    "nhan-ket-qua": {"dkXa": "11383", "nhanKetQua": "dien-tu", "banSaoCo": "no"},
}  # fmt: skip


@pytest.fixture
def at_nine(city: datetime) -> Iterator[datetime]:
    with clock.frozen(city):
        yield city


def signed_in(username: str) -> Client:
    client = Client()
    answer = client.post("/dang-nhap", {"identifier": username, "password": DEMO_PASSWORD})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    # As if by national e-identity, which has journeys of its own.
    session = client.session
    session[accounts.ASSURANCE] = 2
    session.save()
    return client


def post(client: Client, url: str, data: dict[str, object], status: int = 302) -> str:
    answer = client.post(url, data)
    assert answer.status_code == status, re.sub(r"<[^>]+>|\s+", " ", answer.content.decode())[:3000]
    return answer.headers.get("Location", "") or answer.content.decode()


def file_birth(citizen: Client) -> Dossier:
    place = post(citizen, "/thu-tuc/1.001193/nop", {"case": "thuong"})
    for answers in BIRTH.values():
        place = post(citizen, place, dict(answers))
    assert place.endswith("/giay-to")
    upload = SimpleUploadedFile("giay-chung-sinh.png", scan())
    answer = citizen.post(f"{place}/giay-chung-sinh/tai-len", {"file-giay-chung-sinh": upload})
    assert answer.status_code == 200, answer.content.decode()
    check = post(citizen, place, {"go-on": "1"})
    filed = post(citizen, check, {})
    assert post(citizen, check, {}) == filed, "filing twice gives the same dossier"
    return Dossier.objects.get(code=filed.split("/")[2])


def test_a_dossier_walks_from_search_to_result(at_nine: datetime) -> None:
    visitor = Client()
    assert "/tim/1.001193?" in visitor.get("/tim?q=lam+giay+khai+sinh+cho+con").content.decode()
    assert visitor.get("/thu-tuc/1.001193").status_code == 200
    citizen = signed_in("nhung")
    dossier = file_birth(citizen)
    assert dossier.code == "H24.77.01-261123-0001"
    assert dossier.due_at is None
    run_jobs()
    filed = citizen.get(f"/ho-so-cua-toi/{dossier.code}/da-nop").content.decode()
    assert "17:00 23/11/2026" in filed

    officer = signed_in("motcua.lechan")
    assert dossier.code in officer.get("/viec").content.decode()
    page = f"/ho-so/{dossier.code}"
    assert officer.get(page).status_code == 200
    post(officer, f"{page}/tiep-nhan", {"revision": "1"})
    dossier.refresh_from_db()
    assert dossier.status == Status.RECEIVED
    assert dossier.due_at == at_nine.replace(hour=17)

    specialist = signed_in("hotich.lechan")
    shown = specialist.get(page).content.decode()
    task = int(re.search(r"/buoc/(\d+)/nhan", shown).group(1))  # type: ignore[union-attr]
    post(specialist, f"{page}/buoc/{task}/nhan", {})
    component = dossier.components.get(type__key="giay-chung-sinh").pk
    with clock.frozen(at_nine + timedelta(hours=1)):
        dossier.refresh_from_db()
        wanted = {"items": [component], f"wanted-{component}": "Bản chụp rõ cả bốn góc", "reason": "Ảnh mờ"}
        listed = dossiers.ground("supplement")
        post(specialist, f"{page}/yeu-cau-bo-sung", {**wanted, "listed": listed, "revision": dossier.revision})
    dossier.refresh_from_db()
    assert dossier.status == Status.AWAITING_SUPPLEMENT
    with clock.frozen(at_nine + timedelta(days=2)):
        item = dossier.supplements.get().items.get().pk
        place = f"/ho-so-cua-toi/{dossier.code}"
        assert "Cần ông/bà bổ sung" in citizen.get(place).content.decode()
        answer = citizen.post(f"{place}/bo-sung", {f"item-{item}": SimpleUploadedFile("ro.png", scan())})
        assert answer.status_code == 302, answer.content.decode()
        dossier.refresh_from_db()
        assert dossier.status == Status.IN_PROGRESS
        post(specialist, f"{page}/buoc/{task}/xong", {"outcome": "propose", "revision": dossier.revision})
        leader = signed_in("chutich.lechan")
        shown = leader.get(page).content.decode()
        approve = int(re.search(r"/buoc/(\d+)/xong", shown).group(1))  # type: ignore[union-attr]
        dossier.refresh_from_db()
        post(leader, f"{page}/buoc/{approve}/xong", {"outcome": "approve", "revision": dossier.revision})
        dossier.refresh_from_db()
        assert dossier.status == Status.RESOLVED
        assert dossier.result.name == "Giấy khai sinh"
        handed = {"receiver": "Nguyễn Thị Hồng Nhung", "identity_seen": "Thẻ căn cước", "revision": dossier.revision}
        post(officer, f"{page}/tra-ket-qua", handed)
        result = citizen.get(f"{page}/giay/{dossier.result.paper_id}?tai=1")
        assert result.content.startswith(b"%PDF-")
    run_jobs()
    dossier.refresh_from_db()
    assert dossier.status == Status.DELIVERED
    assert {paper.template.code for paper in papers_of(dossier.subject)} == {
        "acknowledgement", "receipt_slip", "supplement_slip", "result_birth",
    }  # fmt: skip
    told = set(Notification.objects.filter(subject=dossier.subject).values_list("kind__code", "channel"))
    assert len(told) == 18, told
    auditor = signed_in("kiemtra")
    assert dossier.code in auditor.get(f"/nhat-ky?subject={dossier.subject}").content.decode()
    reads = AuditEntry.objects.filter(subject=dossier.subject, kind="read")
    assert reads.filter(purpose="Giải quyết hồ sơ").count() >= 3
    while seal(at=clock.now()):
        pass
    assert verify().is_sound


def test_a_forbidden_dossier_does_not_exist_and_the_attempt_is_written_down(at_nine: datetime) -> None:
    dossier = file_birth(signed_in("nhung"))
    stranger = signed_in("motcua.hongbang")
    assert stranger.get(f"/ho-so/{dossier.code}").status_code == 404
    assert AuditEntry.objects.filter(outcome="refused", name="dossiers.read").exists()
    other = signed_in("khoi")
    assert other.get(f"/ho-so-cua-toi/{dossier.code}").status_code == 404


def test_a_stale_page_is_refused_in_words(at_nine: datetime) -> None:
    dossier = file_birth(signed_in("nhung"))
    officer = signed_in("motcua.lechan")
    post(officer, f"/ho-so/{dossier.code}/tiep-nhan", {"revision": "1"})
    said = post(officer, f"/ho-so/{dossier.code}/tiep-nhan", {"revision": "1"}, status=409)
    assert "Hồ sơ vừa được người khác xử lý" in said

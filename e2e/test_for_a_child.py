"""A parent files for a child: says for whom, is reminded at every step; the officer sees on what ground."""

from playwright.sync_api import expect

from e2e import errands
from e2e.city import City
from e2e.conftest import Visit
from motcua.dossiers.public import Dossier

CHILD = "Đỗ Gia Bảo"
STEPS: list[errands.Answers] = [
    {"nycNoiCuTru": "27 Nguyễn Đức Cảnh, phường Lê Chân", "nycQuanHe": "ban-than"},
    {
        "loaiViec": "khai-sinh", "ndkHoTen": CHILD, "ndkNgaySinh": "28/02/2015", "ndkGioiTinh": "nam",
        "noiDangKy": "Ủy ban nhân dân phường Lê Chân", "namDangKy": "2015",
    },
    {"dkXa": "11383", "soBan": "2", "nhanKetQua": "dien-tu"},
]  # fmt: skip


def test_a_parent_files_for_a_child(city: City, visit: Visit) -> None:
    nhung = visit("nhung")
    nhung.goes_to("/lam-thay/giam-ho")
    nhung.page.locator("#id_full_name").fill(CHILD)
    nhung.page.locator("#id_birth_date").fill("28/02/2015")
    nhung.page.locator("#id_personal_id").fill("031215000123")
    nhung.presses("Ghi nhận")
    nhung.reads(CHILD)
    nhung.goes_to("/thu-tuc/2.000635/nop")
    nhung.looks("cho-ai")
    nhung.page.get_by_label(f"Thay cho {CHILD}").check()
    nhung.presses("Bắt đầu")
    expect(nhung.page.locator("[name='nycHoTen']")).to_have_value(CHILD)
    expect(nhung.page.locator("[name='nycDienThoai']")).to_have_value("0987654321")
    banner = f"Ông/bà đang làm hồ sơ thay cho {CHILD}."
    for at, answers in enumerate(STEPS, 1):
        nhung.reads(banner)
        errands.answer(nhung, answers)
        nhung.looks(f"thay-buoc-{at}")
        nhung.presses("Lưu và tiếp tục")
    nhung.reads(banner)
    nhung.presses("Lưu và tiếp tục")
    expect(nhung.page.locator("h1")).to_have_text("Kiểm tra trước khi nộp")
    nhung.reads(banner)
    nhung.looks("thay-kiem-tra")
    nhung.presses("Nộp hồ sơ")
    expect(nhung.page.locator("h1")).to_have_text("Đã nộp hồ sơ")
    nhung.reads(f"Thay cho {CHILD}")
    code = errands.code_shown(nhung)
    dossier = Dossier.objects.get(code=code)
    assert (dossier.owner.full_name, dossier.submitter.full_name) == (CHILD, "Nguyễn Thị Hồng Nhung")
    city.works()
    nhung.goes_to("/ho-so-cua-toi")
    nhung.reads(f"Thay cho {CHILD}")
    nhung.looks("thay-ho-so-cua-toi")
    nhung.goes_to(f"/ho-so-cua-toi/{code}")
    nhung.reads("theo lời khai, chưa xem giấy tờ")
    nhung.looks("thay-theo-doi")
    officer = visit("motcua.lechan")
    officer.goes_to(f"/ho-so/{code}")
    officer.reads(f"Nguyễn Thị Hồng Nhung làm hồ sơ thay {CHILD}")
    officer.looks("thay-can-bo")

"""A company files many dossiers out of one spreadsheet: faults are shown, the rest is confirmed and made by a job."""

import io

import pytest
from openpyxl import load_workbook
from playwright.sync_api import FilePayload, expect

from e2e.city import MONDAY, City
from e2e.conftest import Visit
from e2e.visitor import Visitor
from motcua.demo.affairs import Affairs
from motcua.demo.lives import City as Lives
from motcua.platform.tables import XLSX

pytestmark = pytest.mark.soak

LINE = {
    "nycHoTen": "Nguyễn Thị Hồng Nhung", "nycNgaySinh": "15/04/1992", "nycSoDinhDanh": "031192001234",
    "nycNoiCuTru": "27 Nguyễn Đức Cảnh, phường Lê Chân", "nycDienThoai": "0987654321", "nycQuanHe": "khac",
    "loaiViec": "khai-sinh", "ndkHoTen": "Vũ Thị Lan", "ndkNgaySinh": "05/11/1990", "ndkGioiTinh": "nu",
    "noiDangKy": "Ủy ban nhân dân phường Lê Chân", "dkXa": "11383", "soBan": "2", "nhanKetQua": "tai-quay",
}  # fmt: skip


def test_a_company_files_many_dossiers_out_of_one_spreadsheet(city: City, visit: Visit) -> None:
    Affairs(Lives(MONDAY)).organisation()
    nhung = visit("nhung")
    nhung.goes_to("/lam-thay/to-chuc")
    nhung.looks("organisations")
    nhung.page.get_by_role("link", name="Nộp nhiều hồ sơ").click()
    nhung.page.get_by_label("Thủ tục và trường hợp").select_option("2.000635:thuong")
    nhung.presses("Chọn")
    nhung.reads("Bảng tính mẫu")
    nhung.page.get_by_label("Bảng tính đã điền").set_input_files(
        filled(nhung, LINE, {**LINE, "ndkHoTen": "Trần Văn Nam"}, {**LINE, "ndkNgaySinh": "31/02/1990", "soBan": "90"})
    )
    nhung.looks("many-at-once")
    nhung.presses("Gửi để kiểm tra")
    nhung.reads("chưa phải là một ngày có thật")
    nhung.looks("many-checked")
    nhung.presses("Nộp các hồ sơ này")
    nhung.reads("Ông/bà có thể rời trang này.")
    nhung.looks("many-under-way")
    city.works()
    # The page asks again by itself.
    expect(nhung.page.locator("main a.code")).to_have_count(2)
    nhung.looks("many-filed")


def filled(visitor: Visitor, *lines: dict[str, str]) -> FilePayload:
    """The template as it is downloaded, with these lines."""
    address = visitor.page.get_by_role("link", name="Tải bảng tính mẫu").get_attribute("href") or ""
    book = load_workbook(io.BytesIO(visitor.page.request.get(address).body()))
    sheet = book.worksheets[0]
    names = [str(cell.value).rpartition("[")[2].rstrip("]") for cell in sheet[1]]
    for number, line in enumerate(lines, start=1):
        sheet.append([str(number), *(line.get(name, "") for name in names[1:])])
    book.save(kept := io.BytesIO())
    return {"name": "danh-sach.xlsx", "mimeType": XLSX, "buffer": kept.getvalue()}

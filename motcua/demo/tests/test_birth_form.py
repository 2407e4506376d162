"""The declaration for birth registration: its questions, and what it refuses."""

from datetime import date
from typing import Any

import pytest

from motcua.areas.public import Area
from motcua.areas.tests import make as make_areas
from motcua.demo.procedures import FOLDERS, form_schema
from motcua.forms.public import EForm, define_form, display, publish_form, submitted, validate
from motcua.platform.action import SYSTEM
from motcua.platform.clock import now

pytestmark = pytest.mark.django_db
SCHEMA = form_schema(FOLDERS / "1.001193-khai-sinh")
ON = date(2026, 11, 23)
ANSWERS: dict[str, Any] = {
    "nycHoTen": "Trần Thị Mai",
    "nycNgaySinh": "1996-04-12",
    "nycSoDinhDanh": "031196004112",
    "nycNoiCuTru": "Số 5 Đinh Tiên Hoàng, phường Hồng Bàng, thành phố Hải Phòng",
    "nycDienThoai": "0912345678",
    "nycQuanHe": "me",
    "nksHoTen": "Nguyễn Trần Minh Khôi",
    "nksNgaySinh": "2026-11-05",
    "nksGioiTinh": "nam",
    "nksDanToc": "01",
    "nksQuocTich": "VN",
    "nksNoiSinhLoai": "co-so-y-te",
    "nksCoSoYTe": "Bệnh viện Phụ sản Hải Phòng",
    "nksNoiSinh": "Phường Gia Viên, thành phố Hải Phòng",
    "nksQueQuan": "Thành phố Hải Phòng",
    "meHoTen": "Trần Thị Mai",
    "meNgaySinh": "1996-04-12",
    "meSoDinhDanh": "031196004112",
    "meDanToc": "01",
    "meQuocTich": "VN",
    "meLoaiCuTru": "thuong-tru",
    "meNoiCuTru": "Số 5 Đinh Tiên Hoàng, phường Hồng Bàng, thành phố Hải Phòng",
    "chaCoThongTin": False,
    "dkXa": "11302",
    "nhanKetQua": "tai-quay",
    "banSaoCo": False,
}
FATHER: dict[str, Any] = {
    "chaCoThongTin": True,
    "chaMeKetHon": True,
    "chaHoTen": "Nguyễn Văn Hùng",
    "chaNgaySinh": "1994-08-30",
    "chaSoDinhDanh": "031094001234",
    "chaDanToc": "01",
    "chaQuocTich": "VN",
    "chaLoaiCuTru": "thuong-tru",
    "chaNoiCuTru": "Số 5 Đinh Tiên Hoàng, phường Hồng Bàng, thành phố Hải Phòng",
}


@pytest.fixture
def form() -> EForm:
    # A seeded database may hold the real areas already.
    city = Area.objects.filter(code="31").first() or make_areas.province()
    if not Area.objects.filter(code="11302").exists():
        make_areas.area(code="11302", parent=city)
    drawn = define_form("to-khai-khai-sinh", title=SCHEMA["title"], schema=SCHEMA, by=SYSTEM, at=now())
    return publish_form(drawn, by=SYSTEM, at=now())


def test_a_child_with_or_without_a_known_father_can_be_declared(form: EForm) -> None:
    assert validate(form, ANSWERS, on=ON) == []
    assert validate(form, ANSWERS | FATHER, on=ON) == []
    assert not any(name.startswith("chaHo") for name in submitted(form, FATHER | ANSWERS))


def test_all_answers_are_shown_by_step_with_the_name_of_the_ward(form: EForm) -> None:
    sections = display(form, ANSWERS | FATHER, blanks=False)
    assert [section.step for section in sections] == ["nguoi-yeu-cau", "tre", "me", "cha", "nhan-ket-qua"]
    rows = {row.field: row.value for section in sections for row in section.rows}
    assert rows["dkXa"] == Area.objects.filter(code="11302").order_by("-valid_from")[0].name
    assert rows["nksDanToc"] == "Kinh"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"nksNgaySinh": "2026-11-24"}, "nksNgaySinh"),
        ({"nksNgaySinh": "2008-11-23"}, "nksNgaySinh"),
        ({"meNgaySinh": "2020-04-12", "meSoDinhDanh": None}, "meNgaySinh"),
        ({"meSoDinhDanh": "031096004112"}, "meSoDinhDanh"),
        ({**FATHER, "chaSoDinhDanh": "031194001234"}, "chaSoDinhDanh"),
        ({**FATHER, "chaHoTen": None}, "chaHoTen"),
        ({"nksCoSoYTe": None}, "nksCoSoYTe"),
        ({"nycQuanHe": "nguoi-than"}, "nycQuanHeKhac"),
        ({"nhanKetQua": "buu-chinh"}, "nhanDiaChi"),
        ({"banSaoCo": True, "banSaoSoLuong": 21}, "banSaoSoLuong"),
        ({"dkXa": "99999"}, "dkXa"),
        ({"nksHoTen": "Khôi 2"}, "nksHoTen"),
    ],
)
def test_what_cannot_be_is_told_at_its_question(form: EForm, change: dict[str, Any], field: str) -> None:
    assert [error.field for error in validate(form, ANSWERS | change, on=ON)] == [field]

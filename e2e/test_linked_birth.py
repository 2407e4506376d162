"""A child is born, the family files once: birth, residence and insurance card from three agencies, by one code."""

from datetime import timedelta

import pytest
from playwright.sync_api import Locator, expect

from e2e import errands
from e2e.city import HALF_PAST_NINE, City
from e2e.conftest import Visit
from e2e.visitor import Visitor
from motcua.dossiers.public import Dossier

BIRTH = {**errands.BIRTH}
BIRTH.pop("Nơi đăng ký và nhận kết quả")
LINKED: dict[str, errands.Answers] = {
    **BIRTH,
    "Nơi thường trú và thẻ bảo hiểm y tế": {
        "choODiaChi": "27 Nguyễn Đức Cảnh, phường Lê Chân", "quanHeChuHo": "con", "chuHoHoTen": "Đỗ Minh Khôi",
        "chuHoSoDinhDanh": "031090000112", "chuHoDongY": "yes", "noiKham": "tre-em",
    },
    "Nơi đăng ký và nhận kết quả": {"dkXa": "11383", "nhanKetQua": "dien-tu"},
}  # fmt: skip
AGENCIES = (
    ("Ủy ban nhân dân phường Lê Chân", "hotich.lechan", "chutich.lechan"),
    ("Công an phường Lê Chân", "cutru.lechan", "truongcongan.lechan"),
    ("Bảo hiểm xã hội thành phố Hải Phòng", "baohiem", "giamdoc.baohiem"),
)


@pytest.mark.soak
def test_one_filing_three_agencies(city: City, visit: Visit) -> None:
    nhung = visit("nhung")
    code = files_once(nhung)
    city.works()
    officer = visit("motcua.lechan")
    errands.open_dossier(officer, code)
    officer.receives()
    city.works()
    officer.goes_to(f"/ho-so/{code}")
    officer.reads("Hồ sơ liên thông")
    officer.looks("lien-thong-mot-cua")
    sees_the_agencies(nhung, code, "lien-thong-da-tiep-nhan", "Đang giải quyết")
    for number, (agency, specialist, leader) in enumerate(AGENCIES, 1):
        city.it_is(HALF_PAST_NINE + timedelta(minutes=30 * number))
        does_its_part(visit(specialist), f"{code}.{number}", ("Nhận xử lý", "Trình lãnh đạo ký"))
        does_its_part(visit(leader), f"{code}.{number}", ("Phê duyệt và ký",))
        city.works()
        nhung.goes_to(f"/ho-so-cua-toi/{code}")
        expect(part_of(nhung, agency)).to_contain_text("Đã có kết quả")
        if number == 1:
            # What comes after the birth goes on side by side.
            for other, _specialist, _leader in AGENCIES[1:]:
                expect(part_of(nhung, other)).to_contain_text("Đang giải quyết")
    errands.open_dossier(officer, code, tab="Chờ trả kết quả")
    officer.looks("lien-thong-co-ket-qua")
    sees_the_agencies(nhung, code, "lien-thong-ba-ket-qua", "Đã có kết quả")
    expect(nhung.page.locator(".chain a", has_text="Tải kết quả (PDF)")).to_have_count(3)
    expect(part_of(nhung, AGENCIES[0][0])).to_contain_text("đã làm 1 giờ làm việc, 50 % tổng thời gian")
    nhung.reads("Tổng: 2 giờ làm việc.")
    nhung.goes_to("/ho-so-cua-toi")
    expect(nhung.page.locator("main")).not_to_contain_text(f"{code}.1")


def files_once(nhung: Visitor) -> str:
    nhung.goes_to("/thu-tuc/3.000722")
    nhung.looks("lien-thong-thu-tuc")
    nhung.presses("Nộp hồ sơ")
    nhung.presses("Bắt đầu")
    for title, answers in LINKED.items():
        expect(nhung.page.locator("h1")).to_have_text(title)
        errands.answer(nhung, answers)
        nhung.presses("Lưu và tiếp tục")
    errands.attach_scan(nhung)
    nhung.presses("Nộp hồ sơ")
    expect(nhung.page.locator("h1")).to_have_text("Đã nộp hồ sơ")
    code = errands.code_shown(nhung)
    assert list(Dossier.objects.values_list("code", flat=True)) == [code]
    return code


def does_its_part(official: Visitor, part: str, acts: tuple[str, ...]) -> None:
    """From the inbox to their own dossier and through its steps."""
    errands.open_dossier(official, part)
    official.reads("hồ sơ này")
    if acts[0] == "Nhận xử lý":
        official.looks(f"lien-thong-phan-{part[-1]}")
    for act in acts:
        official.presses(act)
        official.page.wait_for_load_state()


def part_of(visitor: Visitor, agency: str) -> Locator:
    """What the page says of an agency's part."""
    return visitor.page.locator(".chain li", has_text=agency)


def sees_the_agencies(nhung: Visitor, code: str, name: str, said: str) -> None:
    nhung.goes_to(f"/ho-so-cua-toi/{code}")
    for agency, _specialist, _leader in AGENCIES:
        expect(nhung.page.locator(".chain")).to_contain_text(agency)
    expect(nhung.page.locator(".chain li").first).to_contain_text(said)
    nhung.looks(name)

"""A morning at the desk: the list by keyboard, many dossiers at once, values against the scan, looking people up."""

import re

from playwright.sync_api import expect

from e2e import errands
from e2e.city import MONDAY, City
from e2e.conftest import Visit
from e2e.visitor import Visitor
from motcua.accounts.public import Account, actor_of
from motcua.demo.answers import answers_for
from motcua.dossiers.public import (
    Dossier,
    attach_file,
    receive,
    save_draft,
    start_draft,
    submit,
)
from motcua.files.tests import make as files
from motcua.platform.action import Actor
from motcua.procedures.public import ProcedureCase

WARD = "11383"


def test_a_morning_at_the_desk(city: City, visit: Visit) -> None:
    codes = [filed(number).code for number in range(5)]
    specialist = visit("hotich.lechan")
    walks_by_keyboard(specialist, codes)
    narrows(specialist)
    claims_three(specialist, codes)
    compares(specialist, codes[0])
    looks_up(visit("motcua.lechan"), codes)
    assigns(visit("chutich.lechan"), codes)
    assert city.works() >= 0


def test_the_same_without_scripts(city: City, visit: Visit) -> None:
    codes = [filed(number).code for number in range(2)]
    specialist = visit("hotich.lechan", scripts=False)
    specialist.goes_to("/viec?tab=new")
    for code in codes:
        specialist.page.get_by_label(f"Chọn {code}").check()
    specialist.presses("Nhận xử lý")
    specialist.reads("Đã nhận xử lý 2 hồ sơ.")
    specialist.goes_to(f"/ho-so/{codes[0]}")
    specialist.page.get_by_role("button", name="Đã đối chiếu, khớp").first.click()
    specialist.reads("Khớp · Phạm Quốc Việt")


def filed(number: int) -> Dossier:
    """A birth registration, filed online with two papers and accepted."""
    case = ProcedureCase.objects.filter(version__procedure__code="1.001193").select_related("version__eform").first()
    assert case is not None
    assert case.version.eform is not None
    citizen, officer = acting("nhung"), acting("motcua.lechan")
    draft = start_draft(case.version, case, by=citizen, at=MONDAY)
    answers = answers_for(case.version.eform, number, on=MONDAY.date(), areas=[WARD])
    save_draft(draft, answers=answers, by=citizen, at=MONDAY)
    for component in case.components.filter(is_required=True, replaced_by=""):
        for words in ("GIẤY CHỨNG SINH", "MẶT SAU"):
            attach_file(draft, component, files.taken(errands.scan(words), "chung-sinh.png"), by=citizen, at=MONDAY)
    dossier = submit(draft, by=citizen, at=MONDAY)
    return receive(dossier, by=officer, at=MONDAY)


def acting(username: str) -> Actor:
    return actor_of(Account.objects.get(username=username), at=MONDAY, assurance=2)


def open_row(visitor: Visitor) -> str:
    """The code in the row that the focus stands in."""
    return str(visitor.page.evaluate("document.activeElement.closest('tr').querySelector('.code').textContent"))


def walks_by_keyboard(specialist: Visitor, codes: list[str]) -> None:
    specialist.goes_to("/viec")
    expect(specialist.page.get_by_role("link", name=re.compile("Mới, chưa ai nhận"))).to_have_attribute(
        "aria-current", "page"
    )
    keys = specialist.page.keyboard
    keys.press("?")
    expect(specialist.page.get_by_role("dialog", name="Phím tắt")).to_be_visible()
    specialist.looks("viec-phim-tat", wide=True)
    keys.press("Escape")
    keys.press("j")
    assert open_row(specialist) == codes[0]
    keys.press("j")
    keys.press("j")
    keys.press("k")
    assert open_row(specialist) == codes[1]
    keys.press("x")
    expect(specialist.page.get_by_label(f"Chọn {codes[1]}")).to_be_checked()
    expect(specialist.page.locator("[data-selected-count]")).to_have_text("1")
    specialist.looks("viec-moi", wide=True)
    keys.press("x")
    specialist.page.locator(f"a[href='/ho-so/{codes[1]}']").focus()
    keys.press("Enter")
    expect(specialist.page).to_have_url(re.compile(codes[1]))


def narrows(specialist: Visitor) -> None:
    specialist.goes_to("/viec?tab=new")
    specialist.page.locator("[data-dialog='loc']").click()
    specialist.looks("viec-loc", wide=True)
    dialog = specialist.page.get_by_role("dialog")
    dialog.locator("[name='kenh']").select_option("2")
    dialog.locator("[name='giu']").select_option("chua-ai")
    specialist.presses("Lọc", within=dialog)
    expect(specialist.page).to_have_url(re.compile("kenh=2"))
    specialist.looks("viec-da-loc", wide=True)
    specialist.page.get_by_role("link", name=re.compile("Bỏ lọc Kênh")).click()
    expect(specialist.page).not_to_have_url(re.compile("kenh=2"))
    expect(specialist.page).to_have_url(re.compile("giu=chua-ai"))


def claims_three(specialist: Visitor, codes: list[str]) -> None:
    specialist.goes_to("/viec?tab=unit")
    for code in codes[:3]:
        specialist.page.get_by_label(f"Chọn {code}").check()
    specialist.presses("Nhận xử lý")
    specialist.reads("Đã nhận xử lý 3 hồ sơ.")
    for code in codes[2:4]:
        specialist.page.get_by_label(f"Chọn {code}").check()
    specialist.presses("Nhận xử lý")
    specialist.reads("Đã nhận xử lý 1 hồ sơ.")
    specialist.reads("Ông/bà đang giữ hồ sơ này rồi.")
    specialist.looks("viec-ket-qua-nhan", wide=True)
    specialist.presses("Về danh sách")
    expect(specialist.page).to_have_url(re.compile("tab=unit"))


def compares(specialist: Visitor, code: str) -> None:
    specialist.goes_to(f"/ho-so/{code}")
    same = specialist.page.get_by_role("button", name="Đã đối chiếu, khớp")
    same.nth(0).click()
    specialist.reads("Khớp · Phạm Quốc Việt")
    expect(same.nth(0)).to_have_attribute("aria-pressed", "true")
    specialist.page.get_by_role("button", name="Đã đối chiếu, không khớp").nth(1).click()
    specialist.reads("1 không khớp")
    specialist.looks("ho-so-doi-chieu", wide=True)
    specialist.page.get_by_role("link", name="So sánh hai tệp").click()
    expect(specialist.page.locator(".compare img")).to_have_count(2)
    specialist.looks("ho-so-so-sanh", wide=True)


def looks_up(officer: Visitor, codes: list[str]) -> None:
    officer.goes_to("/viec")
    officer.page.keyboard.press("/")
    officer.page.keyboard.type("0987 654 321")
    officer.page.keyboard.press("Enter")
    expect(officer.page.get_by_role("row")).to_have_count(len(codes) + 1)
    officer.looks("tra-cuu-dien-thoai", wide=True)
    for words in ("031192001234", "1234", "nguyen thi hong", "1.001193"):
        officer.goes_to(f"/viec/tim?q={words}")
        expect(officer.page.get_by_role("row")).to_have_count(len(codes) + 1)
    officer.goes_to("/viec/tim?q=0912000000")
    officer.reads("Không tìm thấy hồ sơ nào")


def assigns(leader: Visitor, codes: list[str]) -> None:
    leader.goes_to("/viec?tab=unit")
    leader.page.get_by_label("Chọn tất cả").check()
    leader.presses("Phân công…")
    leader.looks("viec-phan-cong", wide=True)
    leader.page.locator("[name='account']").select_option("hotich2.lechan")
    leader.page.locator("[name='note']").fill("Giao thay trong tuần nghỉ phép")
    leader.presses("Phân công", within=leader.page.locator("main"))
    leader.reads(f"Đã phân công {len(codes)} hồ sơ cho Vũ Thị Thanh Mai.")

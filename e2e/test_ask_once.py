"""Ask once: what the state knows is filled in for a mother, she mends one value, files, and sees who looked."""

from playwright.sync_api import expect

from e2e import errands
from e2e.city import City
from e2e.conftest import Visit
from e2e.visitor import Visitor
from motcua.dossiers.public import Dossier, locked_in
from motcua.exchange.tests.make import close_circuits

REGISTER = "từ Cơ sở dữ liệu quốc gia về dân cư, "


def answers_the_rest(nhung: Visitor, answers: errands.Answers) -> None:
    """What is not filled in, question by question: some stand only after an answer."""
    for name, value in answers.items():
        if nhung.page.locator(f"[name='{name}']").count():
            errands.answer(nhung, {name: value})


def test_what_the_register_knows_is_not_asked_again(city: City, visit: Visit) -> None:
    nhung = visit()
    nhung.goes_to("/thu-tuc/1.001193/nop")
    nhung.fills_sign_in("nhung")
    nhung.presses("Bắt đầu")
    nhung.reads("do ông/bà tự khai")
    nhung.looks("dien-san-muc-mot")
    nhung.presses("Điền sẵn cho tôi")
    nhung.agrees_as("Nguyễn Thị Hồng Nhung")
    nhung.reads("Đã điền sẵn 4 mục")
    nhung.looks("dien-san-nguoi-yeu-cau")
    for title, answers in errands.BIRTH.items():
        expect(nhung.page.locator("h1")).to_have_text(title)
        answers_the_rest(nhung, answers)
        if title == "Người cha":
            nhung.reads("Đỗ Minh Khôi")
            nhung.looks("dien-san-nguoi-cha")
            mends_a_name(nhung)
        nhung.presses("Lưu và tiếp tục")
    errands.attach_scan(nhung)
    expect(nhung.page.locator("main")).to_contain_text(REGISTER)
    nhung.looks("dien-san-kiem-tra")
    nhung.presses("Nộp hồ sơ")
    code = errands.code_shown(nhung)
    dossier = Dossier.objects.get(code=code)
    filled, asked = dossier.provenance["filled"], dossier.provenance["asked"]
    from_register = locked_in(filled, dossier.answers)
    assert len(from_register) / asked >= 0.6, (len(from_register), asked)
    assert all(filled[name]["as_of"] for name in from_register)
    city.works()
    sees_who_looked(nhung)
    officer = visit("motcua.lechan")
    errands.open_dossier(officer, code)
    officer.reads("Người nộp báo sai")
    officer.reads("Anh ấy đã đổi tên năm nay.")
    officer.looks("dien-san-ho-so")


def mends_a_name(nhung: Visitor) -> None:
    nhung.page.get_by_role("link", name="Sai thông tin? Họ, chữ đệm, tên người cha").click()
    nhung.looks("sai-thong-tin")
    nhung.page.locator("[name='chaHoTen']").fill("Đỗ Minh Khải")
    nhung.page.locator("[name='reason']").fill("Anh ấy đã đổi tên năm nay.")
    nhung.presses("Gửi và dùng thông tin của tôi")
    nhung.reads("Đã ghi nhận.")
    expect(nhung.page.locator("[name='chaHoTen']")).to_have_value("Đỗ Minh Khải")
    nhung.looks("da-bao-sai")


def sees_who_looked(nhung: Visitor) -> None:
    nhung.goes_to("/du-lieu-cua-toi/ai-da-xem")
    nhung.reads("Điền sẵn tờ khai")
    nhung.reads("Lấy thông tin của ông/bà từ cơ sở dữ liệu quốc gia về dân cư")
    expect(nhung.page.locator("main").get_by_text("Lấy thông tin của ông/bà", exact=False)).to_have_count(1)
    nhung.looks("ai-da-xem-dien-san")


def test_a_register_that_is_away_keeps_nobody_from_filing(city: City, visit: Visit) -> None:
    nhung = visit()
    nhung.goes_to("/dang-nhap?next=/thu-tuc/1.001193/nop")
    nhung.presses("Đăng nhập bằng định danh quốc gia")
    nhung.agrees_as("Nguyễn Thị Hồng Nhung")
    city.nation.switch("population", fault="http_500")
    nhung.presses("Bắt đầu")
    nhung.reads("Chưa lấy được thông tin")
    nhung.looks("dien-san-gian-doan")
    errands.answer(nhung, {"nycNoiCuTru": "27 Nguyễn Đức Cảnh", "nycQuanHe": "me"})
    city.nation.switch("population")
    close_circuits()
    nhung.presses("Lấy lại")
    nhung.reads("Đã điền sẵn")
    expect(nhung.page.locator("#id_nycHoTen.known")).to_be_visible()

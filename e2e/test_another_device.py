"""What was begun on a computer goes on upon a phone; a phone photographs papers into what is open on a computer."""

from urllib.parse import urlsplit

from playwright.sync_api import expect

from e2e import errands
from e2e.city import City
from e2e.conftest import Visit
from e2e.visitor import PHONE


def begin(visit: Visit) -> str:
    """Nhung has filled in the first step on her computer; the address of her draft."""
    nhung = visit("nhung")
    nhung.goes_to("/thu-tuc/1.001193/nop")
    nhung.presses("Bắt đầu")
    first = next(iter(errands.BIRTH.values()))
    errands.answer(nhung, first)
    nhung.presses("Lưu và tiếp tục")
    return urlsplit(nhung.page.url).path.partition("/buoc/")[0]


def test_a_draft_goes_on_upon_a_phone_with_its_files(city: City, visit: Visit) -> None:
    draft = begin(visit)
    computer = visit("nhung")
    computer.goes_to(f"{draft}/giay-to")
    computer.page.locator("#id_file-giay-chung-sinh").set_input_files(errands.upload("giay-chung-sinh.png"))
    expect(computer.page.get_by_role("link", name="giay-chung-sinh.png")).to_be_visible()
    computer.goes_to("/ban-nhap")
    computer.looks("ban-nhap")
    computer.page.locator(".matter a").first.click()
    computer.looks("ban-nhap-mot")
    computer.presses("Làm tiếp trên điện thoại")
    computer.looks("ban-nhap-ma-qr")
    link = errands.decode_qr(computer)
    assert link.startswith(city.url + "/tiep-tuc/")

    phone = visit()
    phone.page.set_viewport_size(PHONE)
    phone.goes_to(link)
    expect(phone.page.locator("#id_password")).to_be_visible()
    phone.fills_sign_in("nhung")
    phone.looks("ban-nhap-lam-tiep")
    phone.presses("Làm tiếp ở đây")
    expect(phone.page.locator("h1")).to_have_text(list(errands.BIRTH)[1])
    phone.goes_to(f"{draft}/giay-to")
    expect(phone.page.get_by_role("link", name="giay-chung-sinh.png")).to_be_visible()
    phone.goes_to(link)
    phone.reads("Liên kết đã dùng hoặc đã hết hạn")
    phone.looks("ban-nhap-het-han")

    computer.goes_to("/ban-nhap")
    computer.page.get_by_role("button", name="Xóa bản nháp").first.focus()
    computer.page.keyboard.press("Enter")
    computer.reads("Đã xóa bản nháp.")
    computer.looks("ban-nhap-da-xoa")
    computer.page.get_by_role("button", name="Khôi phục bản nháp").first.focus()
    computer.page.keyboard.press("Enter")
    computer.reads("Đã khôi phục bản nháp.")


def test_a_phone_photographs_a_paper_into_the_draft_on_the_computer(city: City, visit: Visit) -> None:
    draft = begin(visit)
    computer = visit("nhung")
    computer.goes_to(f"{draft}/giay-to")
    computer.looks("giay-to-dien-thoai")
    computer.presses("Chụp bằng điện thoại")
    computer.presses("Lấy mã QR")
    computer.looks("chup-ma-qr")
    link = errands.decode_qr(computer)
    assert link.startswith(city.url + "/chup/")

    phone = visit()
    phone.page.set_viewport_size(PHONE)
    phone.goes_to(link)
    assert "Nhung" not in phone.page.content()
    phone.page.locator("#id_file").set_input_files([errands.upload("trang-1.png"), errands.upload("trang-2.png")])
    phone.reads("Đã nhận 2 tệp.")
    phone.looks("chup-dien-thoai")

    expect(computer.page.get_by_role("link", name="trang-1.png")).to_be_visible()
    expect(computer.page.get_by_role("link", name="trang-2.png")).to_be_visible()
    computer.looks("chup-da-nhan")
    computer.presses("Xong")
    expect(computer.page.locator("h1")).to_have_text("Giấy tờ")
    expect(computer.page.get_by_role("link", name="trang-2.png")).to_be_visible()
    phone.goes_to(link)
    phone.reads("Liên kết đã hết hạn")

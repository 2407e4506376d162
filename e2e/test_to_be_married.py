"""Two who marry file one form: she names him, the register tells the rest, and he reads on his page that she looked."""

from playwright.sync_api import expect

from e2e.city import City
from e2e.conftest import Visit

PURPOSE = "Người khai chung tờ khai với ông/bà"


def test_the_other_side_is_named_and_not_typed_out(city: City, visit: Visit) -> None:
    khoi, nhung = visit("khoi"), visit("nhung")
    nhung.goes_to("/thu-tuc/1.000894/nop")
    nhung.presses("Bắt đầu")
    expect(nhung.page.locator("h1")).to_have_text("Liên hệ")
    nhung.presses("Lưu và tiếp tục")
    expect(nhung.page.locator("h1")).to_have_text("Bên nữ")
    expect(nhung.page.get_by_role("button", name="Lấy thông tin của người kia")).to_have_count(0)
    expect(nhung.page.locator(".field.known")).to_have_count(6)
    nhung.page.locator("[name='nuLanKetHon']").fill("1")
    nhung.page.locator("[name='nuTinhTrang'][value='chua']").check()
    nhung.presses("Lưu và tiếp tục")

    expect(nhung.page.locator("h1")).to_have_text("Bên nam")
    nhung.looks("ket-hon-ben-kia")
    nhung.page.locator("#id_namHoTen").fill("Đỗ Minh Khôi")
    nhung.page.locator("#id_namSoDinhDanh").fill("031098000112")
    nhung.page.locator("#id_namNgaySinh").fill("15/03/1998")
    nhung.presses("Lấy thông tin của người kia")
    nhung.reads("không khớp nhau trong Cơ sở dữ liệu quốc gia về dân cư")
    nhung.looks("ket-hon-khong-khop")
    nhung.page.locator("#id_namNgaySinh").fill("14/03/1998")
    nhung.presses("Lấy thông tin của người kia")
    nhung.reads("Đã lấy thông tin của người kia")
    expect(nhung.page.locator(".field.known")).to_have_count(4)
    nhung.looks("ket-hon-da-lay")

    khoi.goes_to("/du-lieu-cua-toi/ai-da-xem")
    khoi.reads(PURPOSE)
    expect(khoi.page.get_by_text(PURPOSE)).to_have_count(2)
    khoi.looks("ket-hon-ai-da-xem")

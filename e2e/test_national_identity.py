"""Somebody who was never here signs in by national e-identity; then the other system is away, and back."""

from playwright.sync_api import expect

from e2e.city import MONDAY, City
from e2e.conftest import Visit
from motcua.accounts.tests import make as accounts
from motcua.exchange.tests.make import close_circuits
from sandbox.people import adult


def test_a_first_entry_another_person_and_an_outage(city: City, visit: Visit) -> None:
    somebody, known = visit(), adult(5)
    somebody.goes_to("/dang-nhap")
    somebody.looks("dang-nhap-quoc-gia")
    somebody.presses("Đăng nhập bằng định danh quốc gia")
    somebody.looks("dinh-danh-quoc-gia")
    somebody.page.get_by_label("Số định danh cá nhân").fill(known.personal_id)
    somebody.presses("Tìm")
    somebody.agrees_as(known.full_name)
    somebody.goes_to("/tai-khoan")
    somebody.reads("Đã xác thực")
    # Another comes back than who is signed in.
    somebody.goes_to("/dang-nhap/quoc-gia?next=/tai-khoan")
    somebody.page.get_by_role("link", name="Đỗ Minh Khôi").first.click()
    somebody.reads("không phải là chủ tài khoản đang đăng nhập")
    somebody.looks("nguoi-khac")
    somebody.presses("Quay lại việc đang làm")
    somebody.reads(known.full_name)
    somebody.page.get_by_role("button", name="Đăng xuất").first.click()
    somebody.reads("Ông/bà đã đăng xuất")
    somebody.looks("da-dang-xuat")
    somebody.presses("Đăng xuất cả khỏi định danh quốc gia")
    somebody.reads("Ông/bà đã đăng xuất")

    accounts.national.begin(city.nation, at=MONDAY)
    city.nation.switch("identity", fault="http_500")
    later = visit()
    later.goes_to("/dang-nhap")
    later.expects_trouble()
    later.presses("Đăng nhập bằng định danh quốc gia")
    later.reads("Lỗi không phải ở ông/bà, và chưa có gì mất.")
    later.looks("gian-doan")
    later.presses("Đăng nhập bằng tài khoản tại cổng này")
    later.reads("Định danh quốc gia đang gián đoạn từ")
    later.looks("dang-nhap-gian-doan")
    city.nation.switch("identity")
    close_circuits()
    later.presses("Thử lại định danh quốc gia")
    expect(later.page.locator("h1")).to_have_text("Ông/bà là ai?")

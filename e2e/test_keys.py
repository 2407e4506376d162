"""Keys of one's own: a passkey on the device, an application that makes codes, a lock that keeps what was typed."""

import re
from datetime import timedelta

from playwright.sync_api import expect
from pyotp import TOTP

from e2e.city import MONDAY, City
from e2e.conftest import Visit
from e2e.visitor import Visitor

OFFICIAL = "hotich.lechan"


def with_authenticator(visitor: Visitor) -> None:
    """A device with a fingerprint reader that keeps passkeys, as Chromium plays it."""
    tools = visitor.page.context.new_cdp_session(visitor.page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def signs_out(visitor: Visitor) -> None:
    visitor.page.get_by_role("button", name="Đăng xuất", exact=True).first.click()
    visitor.reads("Ông/bà đã đăng xuất.")


def test_a_passkey_is_set_up_and_opens_the_door(city: City, visit: Visit) -> None:
    official = visit(OFFICIAL)
    with_authenticator(official)
    official.goes_to("/tai-khoan")
    official.presses("Mở mục Bảo mật")
    official.looks("security-empty")
    official.page.get_by_label("Tên khóa mới").fill("Máy ở cơ quan")
    official.presses("Thêm khóa truy cập")
    official.reads("Đã thêm khóa truy cập.")
    expect(official.page.locator(".codes li")).to_have_count(10)
    official.looks("recovery-codes")
    official.presses("Đã cất, tiếp tục")
    expect(official.page.get_by_label("Tên khóa", exact=True)).to_have_value("Máy ở cơ quan")
    official.looks("security-with-passkey")
    signs_out(official)

    official.goes_to("/dang-nhap?next=/tai-khoan/bao-mat")
    official.looks("sign-in")
    official.presses("Đăng nhập bằng khóa truy cập")
    official.reads("bằng khóa truy cập")
    signs_out(official)

    official.goes_to("/dang-nhap")
    official.fills_sign_in(OFFICIAL)
    official.reads("Còn một bước để chắc rằng chính là ông/bà.")
    official.looks("second-step")
    official.presses("Dùng khóa truy cập")
    expect(official.page).to_have_url(re.compile("/viec"))


def test_an_application_makes_codes_for_the_second_step(city: City, visit: Visit) -> None:
    official = visit(OFFICIAL)
    official.goes_to("/tai-khoan/bao-mat")
    official.presses("Thêm ứng dụng tạo mã")
    official.looks("totp")
    spelled = official.page.locator("code.secret").inner_text()
    application = TOTP(spelled.replace(" ", ""))
    official.page.get_by_label("Mã xác thực").fill(application.at(MONDAY))
    official.presses("Dùng ứng dụng này")
    expect(official.page.locator(".codes li")).to_have_count(10)
    signs_out(official)
    official.goes_to("/dang-nhap")
    official.fills_sign_in(OFFICIAL)
    official.page.get_by_label("Mã xác thực").fill("000000")
    official.presses("Tiếp tục")
    official.reads("Mã không đúng hoặc đã dùng rồi.")
    official.looks("second-step-wrong")
    official.page.get_by_label("Mã xác thực").fill(application.at(MONDAY + timedelta(seconds=30)))
    official.presses("Tiếp tục")
    expect(official.page).to_have_url(re.compile("/viec"))


def test_the_lock_keeps_what_was_typed(city: City, visit: Visit) -> None:
    official = visit(OFFICIAL)
    official.page.clock.install()
    official.goes_to("/viec")
    typed = official.page.get_by_role("searchbox").first
    typed.fill("đang gõ dở")
    official.page.clock.fast_forward("16:00")
    lock = official.page.locator("dialog[data-lock]")
    expect(lock).to_be_visible()
    official.looks("lock")
    official.page.keyboard.press("Escape")
    official.page.keyboard.press("Escape")
    expect(lock).to_be_visible()
    beside = official.page.context.new_page()
    beside.goto("/viec")
    expect(beside).to_have_url(re.compile("/mo-khoa"))
    beside.close()
    lock.get_by_label("Mật khẩu").fill("sai mật khẩu")
    lock.get_by_role("button", name="Mở khóa").click()
    expect(lock.get_by_text("Mật khẩu không đúng.")).to_be_visible()
    lock.get_by_label("Mật khẩu").fill("mot-cua-2026")
    lock.get_by_role("button", name="Mở khóa").click()
    expect(lock).to_be_hidden()
    expect(typed).to_have_value("đang gõ dở")
    official.goes_to("/tai-khoan")
    official.reads("Phạm Quốc Việt")


def test_an_administrator_looks_after_accounts(city: City, visit: Visit) -> None:
    administrator = visit("quantri")
    administrator.goes_to("/can-bo/tai-khoan?q=hotich")
    administrator.looks("accounts")
    administrator.page.get_by_role("link", name="hotich.lechan").click()
    administrator.looks("one-account")
    administrator.page.get_by_label("Lý do").fill("Mất điện thoại, đã gặp trực tiếp")
    administrator.presses("Đặt lại xác thực hai lớp")
    administrator.reads("Đã đặt lại xác thực hai lớp. Chủ tài khoản được báo.")
    administrator.goes_to("/can-bo/tai-khoan/lau-khong-dung")
    administrator.looks("dormant")
    administrator.goes_to("/can-bo/tai-khoan/nhap")
    administrator.looks("imports")
    head = "Họ và tên,Tên đăng nhập,Mã đơn vị,Chức vụ\n"
    listed = head + "Trần Thị Mới,moi.tran,KHONG.CO,Chuyên viên\n"
    administrator.page.get_by_label("Tệp danh sách").set_input_files(
        {"name": "danh-sach.csv", "mimeType": "text/csv", "buffer": listed.encode()}
    )
    administrator.presses("Gửi danh sách")
    administrator.reads("Đang mở 1 tài khoản.")
    city.works()
    administrator.presses("Xem lại kết quả")
    administrator.reads("Không có đơn vị mang mã này.")
    administrator.looks("import")

"""Helped with the form: a citizen shows a code, a member of the community's digital group types, she ends it."""

import re

from playwright.sync_api import expect

from e2e import errands
from e2e.city import City
from e2e.conftest import Visit


def test_somebody_helps_with_the_form_and_the_citizen_sees_what_they_typed(city: City, visit: Visit) -> None:
    nhung = visit("nhung")
    nhung.goes_to("/thu-tuc/1.001193/nop")
    nhung.presses("Bắt đầu")
    expect(nhung.page.locator("h1")).to_have_text("Người yêu cầu")
    draft = re.sub(r"/buoc/.*", "", nhung.page.url)
    nhung.goes_to(f"{draft}/nho-dien-giup")
    nhung.presses("Tôi đồng ý, lấy mã")
    code = nhung.page.locator(".help-code").inner_text()
    nhung.looks("nho-dien-giup-ma")
    helper = visit("congdong")
    helper.goes_to("/dien-giup")
    helper.page.locator("#id_code").fill("000000" if code != "000 000" else "111111")
    helper.presses("Vào điền giúp")
    helper.looks("dien-giup-sai-ma")
    helper.page.locator("#id_code").fill(code)
    helper.presses("Vào điền giúp")
    helper.reads("Đang điền giúp Nguyễn Thị Hồng Nhung")
    helper.looks("dien-giup-buoc")
    helper.reads("từ tài khoản của người nộp, tự khai")
    errands.answer(helper, {"nycQuanHe": "me"})
    helper.presses("Lưu và tiếp tục")
    expect(helper.page.locator("h1")).not_to_have_text("Người yêu cầu")
    expect(helper.page.get_by_role("button", name="Nộp hồ sơ")).to_have_count(0)
    helper.goes_to("/dien-giup")
    helper.reads("Nguyễn Thị Hồng Nhung")
    nhung.goes_to(f"{draft}/nho-dien-giup")
    nhung.reads("Vũ Đức Giang đang điền giúp")
    nhung.looks("nho-dien-giup-dang")
    nhung.goes_to(f"{draft}/buoc/nguoi-yeu-cau")
    nhung.reads("Vũ Đức Giang điền giúp")
    nhung.looks("duoc-dien-giup")
    nhung.goes_to(f"{draft}/nho-dien-giup")
    nhung.presses("Kết thúc điền giúp")
    nhung.reads("Đã kết thúc.")
    helper.goes_to("/dien-giup")
    expect(helper.page.locator("main")).not_to_contain_text("Nguyễn Thị Hồng Nhung")

"""A mother types as she speaks, answers a few questions, and starts; the counter opens with the list she brought."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from e2e.visitor import Visitor

pytestmark = pytest.mark.django_db(transaction=True)
ANSWERS = (
    "Người được cha mẹ ủy quyền", "Ở bệnh viện, trạm y tế", "Phải, cả hai", "Đã đăng ký kết hôn", "Trong 60 ngày",
)  # fmt: skip


def test_from_plain_words_to_the_counter(visit: Callable[..., Visitor]) -> None:
    mother = visit("nhung")
    mother.goes_to("/")
    mother.looks("trang-chu")
    mother.page.locator("#id_q").fill("lafm giaays khai sanh cho con")
    mother.presses("Tìm thủ tục", within=mother.page.locator("main"))
    mother.looks("tim-thay")
    mother.page.locator(".results a").first.click()
    mother.presses("Tôi cần gì?")
    mother.looks("toi-can-gi")
    for answer in ANSWERS:
        mother.page.get_by_label(answer).check()
        mother.presses("Tiếp tục")
    mother.reads("Văn bản ủy quyền")
    mother.looks("can-chuan-bi")
    brought = mother.page.url
    mother.presses("Bắt đầu hồ sơ")
    mother.reads("Danh mục của ông/bà được giữ cùng hồ sơ")
    mother.looks("bat-dau")
    mother.presses("Bắt đầu")
    expect(mother.page).to_have_url(re.compile("/buoc/"))

    officer = visit("motcua.lechan")
    officer.goes_to(brought)
    officer.presses("Tiếp nhận tại quầy")
    officer.reads("Người được cha mẹ ủy quyền")
    officer.looks("quay-co-danh-muc")

    somebody = visit(scripts=False)
    somebody.goes_to("/tim?q=qqqq+zzzz")
    somebody.reads("Chưa tìm thấy thủ tục phù hợp")
    somebody.goes_to("/thu-tuc?doi-tuong=cong-dan&chu=đ")
    somebody.reads("Đăng ký khai sinh")

    reader = visit()
    reader.goes_to("/thu-tuc?doi-tuong=cong-dan&chu=đ")
    reader.looks("danh-sach")
    reader.goes_to("/tim?q=qqqq+zzzz")
    reader.looks("khong-thay")

    editor = visit("quantri")
    editor.goes_to("/tu-khoa")
    editor.reads("qqqq zzzz")
    editor.looks("tu-khoa")
    editor.presses("Thêm từ đồng nghĩa")
    editor.page.locator("#id_meanings").fill("đăng ký khai tử")
    editor.presses("Ghi")
    editor.reads("Đăng ký khai tử")
    editor.looks("tu-dong-nghia")

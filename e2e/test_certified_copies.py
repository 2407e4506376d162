"""Certified copies at the counter, by keyboard alone: the busiest errand of a ward."""

import re
import time

from playwright.sync_api import expect

from e2e.city import City
from e2e.conftest import Visit
from e2e.visitor import Visitor
from motcua.certifications.public import Certification, CertificationRequest

CLERK = "motcua.lechan"
CARD = "031195000123||Nguyễn Thị Hồng Nhung|25031995|Nữ|Số 12 Lê Lợi, phường Lê Chân, thành phố Hải Phòng|15082021|"
MOST_KEYS, MOST_SECONDS = 12, 60


class Keys:
    """The keyboard; what is typed as data, and what the card reader types, is not counted."""

    def __init__(self, visitor: Visitor) -> None:
        self._keyboard = visitor.page.keyboard
        self.pressed = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self._keyboard.press(key)
            self.pressed += 1

    def types(self, data: str) -> None:
        self._keyboard.insert_text(data)

    def scans(self, data: str) -> None:
        self._keyboard.insert_text(data)
        self._keyboard.press("Enter")


def test_a_certified_copy_takes_a_handful_of_keys(city: City, visit: Visit) -> None:
    clerk = visit(CLERK)
    clerk.goes_to("/chung-thuc")
    expect(clerk.page.get_by_label("Người yêu cầu chứng thực")).to_be_focused()
    clerk.looks("certified-copies-desk")
    keys, began = Keys(clerk), time.monotonic()

    # The first person shows their card, and has one paper copied three times.
    keys.scans(CARD)
    clerk.reads("Đã đọc thẻ căn cước.")
    expect(clerk.page.get_by_label("Giấy tờ được sao")).to_be_focused()
    keys.types("Bằng tốt nghiệp đại học")
    keys.press("Tab")
    keys.types("1")
    keys.press("Tab")
    keys.types("3")
    expect(clerk.page.locator("#fee")).to_have_text(re.compile("6.000"))
    keys.press("Enter")
    clerk.reads("Đã ghi sổ")
    expect(clerk.page.get_by_role("link", name="In lời chứng")).to_be_focused()
    with clerk.page.context.expect_page() as opened:
        keys.press("Enter")
    opened.value.close()
    assert keys.pressed <= MOST_KEYS, keys.pressed
    assert time.monotonic() - began <= MOST_SECONDS
    clerk.looks("certified-copies-done")

    # The next one only says a name, and has two papers.
    keys.press("m")
    expect(clerk.page.get_by_label("Người yêu cầu chứng thực")).to_be_focused()
    keys.pressed = 0
    keys.types("Lê Văn Tám")
    keys.press("Tab")
    keys.types("Học bạ")
    keys.press("Tab")
    keys.types("12")
    keys.press("Tab")
    keys.types("1")
    keys.press("Tab", "Tab", "Enter")
    expect(clerk.page.get_by_label("Giấy tờ được sao").nth(1)).to_be_focused()
    keys.types("Giấy khai sinh")
    keys.press("Tab")
    keys.types("1")
    keys.press("Tab")
    keys.types("2")
    keys.press("Enter")
    clerk.reads("Đã ghi sổ")
    keys.press("Enter")
    assert keys.pressed <= MOST_KEYS, keys.pressed
    lines = Certification.objects.order_by("number").values_list("number", "copies", "fee")
    assert list(lines) == [(1, 3, 6000), (2, 1, 14_000), (3, 2, 4000)]


def test_a_wrong_number_is_struck_and_the_book_read(city: City, visit: Visit) -> None:
    clerk = visit(CLERK, scripts=False)
    clerk.goes_to("/chung-thuc")
    clerk.page.get_by_label("Người yêu cầu chứng thực").fill("Phạm Thị Chín")
    clerk.presses("Ghi sổ và in")
    clerk.reads("Xin ghi tên giấy tờ được sao.")
    clerk.looks("certified-copies-missing")
    clerk.page.get_by_label("Giấy tờ được sao").fill("Học bạ")
    clerk.page.get_by_label("Số trang").fill("4")
    clerk.page.get_by_label("Số bản sao").fill("1")
    clerk.page.get_by_label("Bản điện tử").check()
    clerk.presses("Ghi sổ và in")
    clerk.reads("phần ký số chưa có ở đây")
    clerk.page.get_by_label("Bản giấy").check()
    clerk.presses("Ghi sổ và in")
    clerk.reads("Đã ghi sổ")
    clerk.presses("Xem, hủy số ghi sai")
    clerk.page.get_by_text("Ghi sai? Hủy số này").click()
    clerk.page.get_by_label("Lý do hủy").fill("Ghi nhầm số trang")
    clerk.looks("certified-copies-turn")
    clerk.presses("Hủy số này")
    clerk.reads("Số này đã hủy")
    clerk.goes_to("/chung-thuc")
    clerk.page.get_by_label("Người yêu cầu chứng thực").fill("Phạm Thị Chín")
    clerk.page.get_by_label("Giấy tờ được sao").fill("Học bạ")
    clerk.page.get_by_label("Số trang").fill("14")
    clerk.page.get_by_label("Số bản sao").fill("1")
    clerk.presses("Ghi sổ và in")
    clerk.presses("Đã trả")
    clerk.reads("Đã ghi nhận trả bản sao.")
    assert CertificationRequest.objects.exclude(handed_back_at=None).count() == 1
    clerk.goes_to("/so-chung-thuc?q=pham")
    clerk.reads("Hủy: Ghi nhầm số trang")
    clerk.looks("certification-book", wide=True)
    administrator = visit("quantri")
    administrator.goes_to("/phi-chung-thuc")
    administrator.looks("certification-fees")

"""What applicants report as wrong is answered by the one-stop unit; leaders see how much is not asked again."""

import pytest
from playwright.sync_api import expect

from e2e.city import MONDAY, City
from e2e.conftest import Visit
from motcua.demo.actions.add_affairs import add_affairs
from motcua.demo.affairs import Affairs
from motcua.demo.lives import City as Lives
from motcua.dossiers.actions.count_ask_once import count_ask_once
from motcua.platform.action import SYSTEM

pytestmark = pytest.mark.soak


def test_what_is_reported_as_wrong_is_passed_on_and_what_is_filled_in_is_counted(city: City, visit: Visit) -> None:
    add_affairs(Affairs(Lives(MONDAY)), by=SYSTEM, at=MONDAY)
    count_ask_once(by=SYSTEM, at=MONDAY)
    officer = visit("motcua.lechan")
    officer.goes_to("/viec")
    officer.page.get_by_role("link", name="Báo sai thông tin").first.click()
    officer.reads("Số 12 ngõ 45 Lán Bè, thành phố Hải Phòng")
    officer.looks("reported-wrong")
    officer.presses("Đã trả lời")
    officer.reads("Xin ghi đã làm gì")
    officer.page.get_by_label("Đã làm gì").fill("Đã gọi, hẹn mang giấy xác nhận cư trú.")
    officer.presses("Đã trả lời")
    officer.reads("Đã ghi nhận.")
    officer.page.get_by_role("link", name="Đã xử lý").click()
    officer.reads("Đã gọi, hẹn mang giấy xác nhận cư trú.")
    officer.looks("reported-wrong-settled")

    leader = visit("chutich.lechan")
    leader.goes_to("/viec/hoi-mot-lan")
    leader.reads("Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh")
    leader.looks("ask-once")
    leader.page.get_by_label("Từ tháng").fill("01/2026")
    leader.page.get_by_label("Đến tháng").fill("02/2026")
    leader.presses("Xem")
    leader.reads("Chưa có số liệu trong kỳ này")
    expect(leader.page.get_by_label("Từ tháng")).to_have_value("01/2026")
    assert city.works() >= 0

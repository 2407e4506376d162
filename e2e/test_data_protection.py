"""Personal data looked after: a breach from its record to those affected and the authority; data kept and erased."""

from playwright.sync_api import expect

from e2e.city import City
from e2e.conftest import Visit
from e2e.test_inbox import filed


def test_a_breach_is_recorded_its_people_found_and_told_and_the_authority_too(city: City, visit: Visit) -> None:
    visit("motcua.lechan").goes_to(f"/ho-so/{filed(1).code}")
    keeper = visit("dulieu")
    keeper.goes_to("/su-co-du-lieu")
    keeper.presses("Ghi sự cố")
    keeper.page.get_by_label("Tên sự cố").fill("Tài khoản một cửa bị dùng ngoài giờ")
    keeper.page.get_by_label("Xem, lấy trái phép").check()
    keeper.page.get_by_label("Cơ bản").check()
    keeper.page.get_by_label("Phát hiện lúc").fill("23/11/2026")
    keeper.page.get_by_label("Số người bị ảnh hưởng").fill("1")
    keeper.page.get_by_label("Diễn biến").fill("Một máy lạ mở hồ sơ.")
    keeper.page.get_by_label("Biện pháp").fill("Đã khóa máy lạ.")
    keeper.presses("Ghi vào sổ")
    keeper.reads("Xin ghi ngày, giờ phát hiện, không sau lúc này.")
    keeper.looks("breach-without-hour")
    keeper.page.get_by_label("Phát hiện lúc").fill("23/11/2026 08:30")
    keeper.presses("Ghi vào sổ")
    keeper.reads("còn 71 giờ 30 phút")

    keeper.page.get_by_label("Tên đăng nhập bị lạm dụng").fill("motcua.lechan")
    keeper.page.get_by_label("Từ lúc").fill("23/11/2026 00:00")
    keeper.page.get_by_label("Đến lúc").fill("23/11/2026 23:00")
    keeper.presses("Tìm trong nhật ký")
    keeper.reads("Tìm thấy thêm 1 người.")
    keeper.looks("breach-running")
    keeper.page.get_by_role("link", name="Xem danh sách").click()
    keeper.reads("Nguyễn Thị Hồng Nhung")
    keeper.looks("breach-affected")
    keeper.page.go_back()
    told = "Một máy lạ đã mở hồ sơ của ông/bà. Không cần làm gì thêm."
    keeper.page.get_by_label("Thông báo cho người bị ảnh hưởng").fill(told)
    keeper.presses("Gửi cho người chưa được báo")
    keeper.reads("Đang báo cho 1 người.")
    keeper.page.get_by_label("Đã báo lúc").fill("08:55 23/11/2026")
    keeper.page.get_by_label("Số, ký hiệu văn bản").fill("214/BC-UBND")
    keeper.presses("Ghi nhận đã báo")
    keeper.reads("Đã ghi nhận việc báo cơ quan chuyên trách.")
    city.works()
    keeper.goes_to("/su-co-du-lieu")
    keeper.reads("đã báo trong hạn")
    keeper.looks("breaches")


def test_who_asks_to_be_erased_is_answered_unless_the_data_are_held(city: City, visit: Visit) -> None:
    citizen, keeper = visit("khoi"), visit("dulieu")
    keeper.goes_to("/luu-giu-du-lieu")
    keeper.page.get_by_label("Số định danh cá nhân").fill("031098000112")
    keeper.page.get_by_label("Căn cứ", exact=True).fill("Quyết định thanh tra 88/QĐ-TTTP")
    keeper.presses("Giữ dữ liệu của người này")
    keeper.reads("Dữ liệu của người này được giữ đến khi bỏ lệnh.")
    citizen.goes_to("/du-lieu-cua-toi#xoa")
    citizen.page.locator("summary").filter(has_text="Gửi yêu cầu xóa").click()
    citizen.presses("Gửi yêu cầu xóa", within=citizen.page.locator("form[action$=xoa]"))
    citizen.reads("Đang chờ trả lời")
    keeper.goes_to("/luu-giu-du-lieu")
    keeper.looks("keeping")
    keeper.page.get_by_role("link", name="Đỗ Minh Khôi").click()
    keeper.reads("Chưa xóa được lúc này")
    keeper.looks("erasure")
    keeper.page.get_by_label("Trả lời người yêu cầu").fill("Dữ liệu đang được giữ theo quyết định thanh tra.")
    keeper.presses("Gửi trả lời")
    keeper.reads("Đã trả lời yêu cầu.")
    citizen.goes_to("/du-lieu-cua-toi")
    citizen.reads("Dữ liệu đang được giữ theo quyết định thanh tra.")
    citizen.looks("my-data-answered")
    assert city.works() >= 0
    expect(keeper.page.get_by_text("Không có yêu cầu nào.")).to_be_visible()

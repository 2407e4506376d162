"""The quarterly review of rights: it is opened; who leads people keeps some of their roles and takes others away."""

from playwright.sync_api import expect

from e2e.city import City
from e2e.conftest import Visit
from motcua.accounts.public import Account, PositionHolding


def test_a_leader_reviews_the_roles_of_their_people(city: City, visit: Visit) -> None:
    administrator = visit("quantri")
    administrator.goes_to("/can-bo/ra-soat")
    administrator.page.locator("[name=due_on]").fill("14/12/2026")
    administrator.presses("Mở đợt rà soát")
    administrator.reads("Đã mở đợt rà soát.")
    administrator.looks("review-administrator")

    leader = visit("chutich.lechan")
    leader.goes_to("/can-bo/ra-soat")
    leader.reads("vai trò chờ ông/bà")
    expect(leader.page.locator("main")).not_to_contain_text("Nguyễn Văn Thành")
    leader.page.get_by_label("Lý do").fill("Vẫn làm việc cũ")
    leader.presses("Giữ các vai trò đã chọn")
    leader.reads("Xin chọn ít nhất một dòng.")
    expect(leader.page.get_by_label("Lý do")).to_have_value("Vẫn làm việc cũ")
    leader.looks("review-nothing-chosen")
    leader.page.get_by_label("Chọn Chuyên viên của Phạm Quốc Việt").check()
    leader.presses("Giữ các vai trò đã chọn")
    leader.reads("Đã rà soát 1 vai trò.")
    leader.page.get_by_label("Chọn Tổ công nghệ số cộng đồng của Vũ Đức Giang").check()
    leader.presses("Thu hồi các vai trò đã chọn")
    leader.reads("Đã rà soát 1 vai trò.")
    expect(leader.page.locator("main")).not_to_contain_text("Vũ Đức Giang")
    leader.looks("review-leader")
    helper = Account.objects.get(username="congdong").person_id
    assert not PositionHolding.objects.get(person=helper).roles.exists()
    assert city.works() >= 0

"""A guardian comes to the counter with the court's decision, and files for the ward from home; later it is ended."""

from playwright.sync_api import expect

from e2e.city import City
from e2e.conftest import Visit
from e2e.visitor import Visitor


def test_a_guardian_is_registered_and_ended_at_the_counter(city: City, visit: Visit) -> None:
    officer, khoi = visit("motcua.lechan"), visit("khoi")
    officer.goes_to("/viec")
    officer.page.get_by_role("link", name="Giám hộ").filter(visible=True).first.click()
    officer.looks("giam-ho")
    officer.presses("Ghi nhận giám hộ")
    officer.presses("Tìm hai người")
    officer.looks("giam-ho-thieu")
    looks_for_both(officer)
    officer.presses("Tìm hai người")
    officer.reads("Chưa có trong hệ thống: ghi nhận theo giấy tờ đã xem")
    officer.page.get_by_label("Người giám hộ theo quyết định của Tòa án").check()
    types(officer, number="15/2026/QĐDS-ST", issued_on="20/11/2026", issuer="Tòa án nhân dân khu vực 3")
    officer.looks("giam-ho-ghi-nhan")
    officer.presses("Ghi nhận giám hộ", within=officer.page.locator("#can-cu"))
    officer.reads("Hai bên được báo.")
    officer.reads("15/2026/QĐDS-ST")
    officer.looks("viec-giam-ho")

    assert city.works() >= 0
    khoi.goes_to("/lam-thay/giam-ho")
    khoi.reads("Trần Gia Hân")
    khoi.reads("đã xem giấy tờ")

    types(officer, number="22/2026/QĐDS-ST", issued_on="23/11/2026", issuer="Tòa án nhân dân khu vực 3")
    officer.presses("Chấm dứt giám hộ", within=officer.page.locator("#cham-dut"))
    officer.reads("Việc giám hộ này đã kết thúc.")
    assert city.works() >= 0
    khoi.goes_to("/lam-thay/giam-ho")
    expect(khoi.page.get_by_text("Trần Gia Hân")).to_have_count(0)
    khoi.goes_to("/thong-bao")
    khoi.reads("không còn làm hồ sơ thay Trần Gia Hân")


def looks_for_both(officer: Visitor) -> None:
    officer.page.locator("#id_guardian-personal_id").fill("031098000112")
    officer.page.locator("#id_ward-full_name").fill("Trần Gia Hân")
    officer.page.locator("#id_ward-birth_date").fill("14/02/2019")


def types(officer: Visitor, **values: str) -> None:
    for name, value in values.items():
        officer.page.locator(f"#id_{name}").fill(value)

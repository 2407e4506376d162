"""Who looked at my data: a citizen reads it and asks, the unit answers; a hidden number is shown for a reason."""

from e2e.city import City
from e2e.conftest import Visit
from e2e.test_inbox import filed


def test_a_citizen_reads_who_looked_and_asks_the_unit(city: City, visit: Visit) -> None:
    code = filed(1).code
    officer = visit("motcua.lechan")
    officer.goes_to(f"/ho-so/{code}")
    officer.looks("dossier-hidden-numbers")
    officer.page.get_by_role("link", name="Hiện Điện thoại liên hệ").click()
    officer.looks("reveal-ask")
    officer.page.get_by_label("Xem số đầy đủ để liên hệ người nộp").check()
    officer.presses("Hiện số")
    officer.reads("Chỉ hiện trên trang này.")
    officer.looks("reveal-shown")

    citizen = visit("nhung")
    citizen.goes_to("/ho-so-cua-toi")
    citizen.looks("mine-with-my-data")
    citizen.page.get_by_role("link", name="Ai đã xem dữ liệu của tôi").first.click()
    citizen.reads("Cán bộ xem số điện thoại, số định danh để liên hệ với ông/bà.")
    citizen.reads("Cán bộ mở hồ sơ của ông/bà để giải quyết.")
    citizen.page.get_by_text("Hỏi đơn vị này").first.click()
    citizen.looks("who-looked")
    citizen.presses("Gửi câu hỏi")
    citizen.reads("Đang chờ đơn vị trả lời")
    citizen.looks("question-asked")

    officer.goes_to("/viec")
    officer.page.get_by_role("link", name="Hỏi về dữ liệu").first.click()
    officer.looks("questions")
    officer.page.get_by_role("link", name="Xin cho biết vì sao").click()
    officer.looks("question")
    officer.page.get_by_label("Trả lời người hỏi").fill("Gọi để hẹn ông/bà mang bản chính đến đối chiếu.")
    officer.presses("Gửi trả lời")
    officer.reads("Đã trả lời. Người hỏi nhận được thông báo.")

    citizen.goes_to("/du-lieu-cua-toi/ai-da-xem")
    citizen.page.get_by_role("link", name="Đơn vị đã trả lời câu hỏi của ông/bà").click()
    citizen.reads("Gọi để hẹn ông/bà mang bản chính đến đối chiếu.")
    assert city.works() >= 0

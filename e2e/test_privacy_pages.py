"""The pages about one's own data, at both widths, with something on each of them."""

import pytest

from e2e.city import City
from e2e.conftest import Visit
from e2e.test_inbox import filed
from motcua.privacy.public import Consent

pytestmark = pytest.mark.soak


def test_consent_is_given_and_withdrawn_by_one_press_each(city: City, visit: Visit) -> None:
    code = filed(1).code
    visit("motcua.lechan").goes_to(f"/ho-so/{code}")
    citizen = visit("nhung")
    citizen.goes_to("/du-lieu-cua-toi")
    citizen.looks("my-data")
    citizen.page.get_by_role("link", name="Sự đồng ý của tôi").first.click()
    citizen.reads("Những việc làm theo luật, không hỏi sự đồng ý")
    citizen.looks("consents")
    citizen.page.get_by_role("button", name="Đồng ý: Nhận tin nhắn SMS về hồ sơ", exact=True).click()
    citizen.reads("Đã đồng ý")
    citizen.page.get_by_role("button", name="Rút lại: Nhận tin nhắn SMS về hồ sơ").click()
    citizen.page.get_by_role("button", name="Đồng ý: Nhận thư điện tử về hồ sơ", exact=True).click()
    citizen.page.get_by_text("Ông/bà đã quyết định những gì").first.click()
    citizen.reads("không đồng ý với bản 1")
    said = Consent.objects.order_by("id").values_list("purpose", "is_given")
    assert list(said) == [("notice_sms", True), ("notice_sms", False), ("notice_email", True)]
    citizen.looks("consents-said")
    citizen.goes_to("/du-lieu-cua-toi/ai-da-xem")
    citizen.reads("Cán bộ mở hồ sơ của ông/bà để giải quyết.")
    citizen.looks("my-data-looks")

import pytest

from sandbox.__main__ import arguments
from sandbox.running import RunningSandbox
from sandbox.services import all_services
from sandbox.tests import test_mail
from sandbox.tests.test_sms import post


def test_the_inbox_shows_what_arrived_and_escapes_it(nation: RunningSandbox) -> None:
    post(nation, message="<script>alert(1)</script> https://motcua.example/tra-cuu")
    test_mail.send(nation)
    reply = nation.client.get("/")
    assert "<script>" not in reply.text
    assert 'href="https://motcua.example/tra-cuu"' in reply.text
    assert "Hồ sơ đã được tiếp nhận" in reply.text
    assert "default-src 'none'" in reply.headers["content-security-policy"]


def test_the_inbox_can_be_narrowed_to_one_phone(nation: RunningSandbox) -> None:
    post(nation, message="Tin thu nhat", phone="0911111111", reference="a")
    post(nation, message="Tin thu hai", phone="0922222222", reference="b")
    page = nation.client.get("/", params={"phone": "0911111111"}).text
    assert "Tin thu nhat" in page
    assert "Tin thu hai" not in page


def test_an_empty_inbox_says_so(nation: RunningSandbox) -> None:
    assert "Chưa có tin nhắn nào" in nation.client.get("/").text


def test_the_control_page_switches(nation: RunningSandbox) -> None:
    page = nation.client.get("/dieu-khien").text
    assert all(service.name in page for service in all_services())
    form = {"fault": "http_500", "latency_ms": "20", "times": "3", "moment": "after", "wrong_data": "off"}
    assert nation.client.post("/dieu-khien/sms", data=form).status_code == 303
    assert "Đang làm khó, còn 3 lần" in nation.client.get("/dieu-khien").text


def test_a_mistyped_latency_is_explained_and_changes_nothing(nation: RunningSandbox) -> None:
    reply = nation.client.post("/dieu-khien/sms", data={"latency_ms": "lâu"})
    assert reply.status_code == 422
    assert "Chưa áp dụng" in reply.text


def test_another_site_may_not_switch_and_a_foreign_host_is_refused(nation: RunningSandbox) -> None:
    evil = {"Origin": "https://evil.example"}
    assert nation.client.post("/dieu-khien/sms", data={}, headers=evil).status_code == 403
    assert nation.client.get("/", headers={"Host": "evil.example"}).status_code == 421


def test_health_names_the_services(nation: RunningSandbox) -> None:
    assert nation.client.get("/health").json() == {
        "status": "ok",
        "services": ["identity", "mail", "population", "post", "sms"],
    }


def test_an_address_others_reach_must_be_asked_for_twice() -> None:
    ports = ["--port", "1", "--smtp-port", "2"]
    with pytest.raises(SystemExit):
        arguments([*ports, "--host", "0.0.0.0"])
    assert arguments([*ports, "--host", "0.0.0.0", "--public"]).public
    assert arguments([*ports, "--host", "::1"]).host == "::1"

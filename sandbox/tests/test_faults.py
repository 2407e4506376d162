import time

import httpx
import pytest

from sandbox.running import RunningSandbox
from sandbox.tests.test_sms import GOOD, post


def send(nation: RunningSandbox, timeout: float = 5) -> httpx.Response:
    return nation.client.post("/sms/v1/messages", json=GOOD, timeout=timeout)


@pytest.mark.parametrize(("fault", "status"), [("http_500", 500), ("too_many_requests", 429)])
@pytest.mark.parametrize(("moment", "arrived"), [("before", 0), ("after", 1)])
def test_a_fault_strikes_before_or_after_the_work(
    nation: RunningSandbox, fault: str, status: int, moment: str, arrived: int
) -> None:
    nation.switch("sms", fault=fault, moment=moment)
    assert send(nation).status_code == status
    assert len(nation.messages()) == arrived


def test_a_dropped_connection_breaks_the_reply(nation: RunningSandbox) -> None:
    nation.switch("sms", fault="dropped")
    with pytest.raises(httpx.RemoteProtocolError):
        send(nation)


def test_a_silent_service_never_answers(nation: RunningSandbox) -> None:
    nation.switch("sms", fault="timeout")
    with pytest.raises(httpx.ReadTimeout):
        send(nation, timeout=0.2)


def test_latency_holds_the_reply_back(nation: RunningSandbox) -> None:
    nation.switch("sms", latency_ms=150)
    began = time.monotonic()
    assert send(nation).status_code == 200
    assert time.monotonic() - began >= 0.15


def test_wrong_data_replaces_the_reply_of_work_that_was_done(nation: RunningSandbox) -> None:
    nation.switch("sms", wrong_data="nonsense_json")
    with pytest.raises(ValueError):
        send(nation).json()
    nation.switch("sms", wrong_data="html")
    assert send(nation).text.startswith("<!doctype html>")
    assert len(nation.messages()) == 1


def test_a_duplicate_id_is_that_of_the_message_before(nation: RunningSandbox) -> None:
    first = post(nation)["message_id"]
    nation.switch("sms", wrong_data="duplicate_id")
    assert post(nation, reference="n-2")["message_id"] == first


def test_a_switch_can_be_for_some_requests_only(nation: RunningSandbox) -> None:
    nation.switch("sms", fault="http_500", times=2)
    assert [send(nation).status_code for _ in range(3)] == [500, 500, 200]
    assert nation.client.get("/control/sms").json()["fault"] == "off"


@pytest.mark.parametrize(
    "switches",
    [{"fault": "earthquake"}, {"latency_ms": -1}, {"latency_ms": "soon"}, {"latency_ms": True}, {"colour": "red"}, []],
)
def test_a_switch_that_does_not_exist_changes_nothing(nation: RunningSandbox, switches: object) -> None:
    assert nation.client.put("/control/sms", json=switches).status_code == 422
    assert nation.client.get("/control/sms").json()["fault"] == "off"


def test_an_unknown_service_is_not_found(nation: RunningSandbox) -> None:
    assert nation.client.put("/control/moon", json={}).status_code == 404

from typing import Any

import pytest

from sandbox.running import RunningSandbox
from sandbox.services.sms import NOBODY

GOOD = {
    "brandname": "MOTCUA",
    "phone": "0912345678",
    "message": "Ho so H31.1 da duoc tiep nhan",
    "user": "sandbox",
    "pass": "sandbox",
    "reference": "n-1",
}


def post(nation: RunningSandbox, **changes: object) -> dict[str, Any]:
    reply = nation.client.post("/sms/v1/messages", json={**GOOD, **changes})
    assert reply.status_code == 200
    return dict(reply.json())


def status(nation: RunningSandbox, **wanted: str) -> dict[str, Any]:
    body = {"user": "sandbox", "pass": "sandbox", **wanted}
    return dict(nation.client.post("/sms/v1/status", json=body).json())


def test_a_message_reaches_the_phone_and_its_delivery_can_be_asked_for(nation: RunningSandbox) -> None:
    answer = post(nation, phone="84912345678")
    assert answer["code"] == "00"
    assert [message["message"] for message in nation.messages("0912345678")] == [GOOD["message"]]
    assert status(nation, message_id=answer["message_id"])["status"] == "delivered"
    assert status(nation, reference="n-1")["message_id"] == answer["message_id"]


def test_the_same_reference_never_makes_a_second_message(nation: RunningSandbox) -> None:
    assert post(nation)["message_id"] == post(nation)["message_id"]
    (message,) = nation.messages()
    assert message["requests"] == 2


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"pass": "guess"}, "01"),
        ({"brandname": "BANK"}, "02"),
        ({"phone": "024382512"}, "03"),
        ({"phone": "0212345678"}, "03"),
        ({"message": ""}, "04"),
        ({"message": "a" * 460}, "04"),
        ({"message": "Hồ sơ"}, "05"),
        ({"reference": ""}, "07"),
        ({"message": ["a"]}, "07"),
    ],
)
def test_a_bad_request_is_refused_with_its_code(nation: RunningSandbox, changes: dict[str, object], code: str) -> None:
    assert post(nation, **changes)["code"] == code
    assert nation.messages() == []


def test_long_text_counts_its_segments(nation: RunningSandbox) -> None:
    sizes = {160: 1, 161: 2, 306: 2, 307: 3, 459: 3}
    assert {n: post(nation, message="a" * n, reference=str(n))["segments"] for n in sizes} == sizes


def test_a_number_nobody_holds_fails_on_the_way(nation: RunningSandbox) -> None:
    answer = post(nation, phone=NOBODY)
    assert status(nation, message_id=answer["message_id"])["status"] == "failed"


def test_what_is_not_json_is_refused(nation: RunningSandbox) -> None:
    assert nation.client.post("/sms/v1/messages", content=b"\xff{").json()["code"] == "07"

from typing import Any

import pytest

from sandbox.running import RunningSandbox
from sandbox.services.post import NOWHERE, is_here

GOOD = {
    "CustomerCode": "MOTCUA", "OrderNumber": "H24-T1", "CODAmount": 0, "SenderName": "UBND", "SenderAddress": "Lê Chân",
    "ReceiverName": "An", "ReceiverAddress": "Số 5", "ReceiverDistrict": "11001", "Description": "Giấy phép",
    "FlagConfig": 2,
}  # fmt: skip


def post(nation: RunningSandbox, token: str = "sandbox", **changes: object) -> dict[str, Any]:
    reply = nation.client.post("/post/v1/orders", json={**GOOD, **changes}, headers={"access_token": token})
    return dict(reply.json())


def test_the_same_number_never_makes_a_second_parcel(nation: RunningSandbox) -> None:
    assert post(nation)["ItemCode"] == post(nation)["ItemCode"]
    (parcel,) = nation.parcels()
    assert parcel["requests"] == 2


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"token": "guess"}, "401"), ({"CustomerCode": "BANK"}, "402"), ({"ReceiverName": ""}, "410"),
        ({"FlagConfig": 1}, "410"), ({"CODAmount": 1}, "412"), ({"ReceiverDistrict": NOWHERE}, "411"),
    ],
)  # fmt: skip
def test_a_bad_order_is_refused_with_its_status(nation: RunningSandbox, changes: dict[str, Any], status: str) -> None:
    assert post(nation, **changes)["Status"] == status
    assert nation.parcels() == []


def test_the_postman_tells_of_parcels_there_are(nation: RunningSandbox) -> None:
    post(nation)
    assert "H24-T1" in nation.client.get("/buu-gui").text
    assert nation.client.post("/buu-gui", data={"number": "H24-T1", "status": "lost"}).status_code == 303
    assert nation.client.post("/buu-gui", data={"number": "H24-T9", "status": "lost"}).status_code == 404
    assert nation.client.post("/buu-gui", data={"number": "H24-T1", "status": "gone"}).status_code == 404
    (told,) = nation.client.get("/post/v1/told.json").json()
    assert '"Status": "lost"' in told["body"]


def test_only_this_machine_is_told() -> None:
    assert is_here("http://127.0.0.1:8090/x") and is_here("http://[::1]/x")
    assert not any(is_here(url) for url in ("http://example.vn/", "https://127.0.0.1/", "", "http://127.0.0.1.evil.vn"))

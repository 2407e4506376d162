"""The pages of a unit's parcels, the label, and where the carrier tells of them."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, override_settings

from motcua.accounts.tests import make as accounts
from motcua.audit.public import AuditEntry
from motcua.platform import clock
from motcua.platform.settings import installation
from motcua.platform.testing import run_jobs
from motcua.post.actions.hand_over import hand_over
from motcua.post.models import ItemCode, PostOrder
from motcua.post.rules import State, signature
from motcua.post.tests import make
from sandbox.running import RunningSandbox

pytestmark = pytest.mark.django_db
AT = make.AT
TOLD = "/api/v1/post/told"


def browser(office: make.Office) -> Client:
    client = Client()
    client.force_login(office.clerk_account)
    return client


def home_form(office: make.Office, **changes: str) -> dict[str, str]:
    home = office.home(**changes)
    return {"post-name": home.name, "post-phone": home.phone, "post-line": home.line, "post-place": home.place}


def test_the_label_is_scanned_and_the_parcel_goes() -> None:
    office, other = make.office(), make.office()
    order, foreign = make.order(office, taken="RA1VN"), make.order(other, taken="RA2VN")
    client = browser(office)
    with clock.frozen(AT):
        page = client.get("/buu-chinh").content.decode()
        assert (order.number in page, foreign.number in page) == (True, False)
        wrong = client.post("/buu-chinh/quet", {"label": foreign.number})
        assert wrong.status_code == 422 and foreign.number in wrong.content.decode()
        assert client.post("/buu-chinh/quet", {"label": ""}).status_code == 422
        assert client.post("/buu-chinh/quet", {"label": " ra1vn "}).status_code == 302
        assert make.fresh(order).state == State.HANDED_OVER
        again = client.post("/buu-chinh/quet", {"label": order.number})
        assert again.status_code == 409 and "Bưu chính đã nhận" in again.content.decode()
        assert order.number in client.get("/buu-chinh?muc=under_way").content.decode()
        assert client.get(f"/buu-chinh/{foreign.pk}").status_code == 404
        assert client.get(f"/buu-chinh/{foreign.pk}/nhan").status_code == 404
        assert client.get(f"/buu-chinh/{order.pk}/nhan").content.startswith(b"%PDF-")
        assert client.get("/buu-chinh?muc=khac").status_code == 404
    assert make.fresh(foreign).state == State.ACCEPTED


def test_trouble_is_found_decided_and_what_was_typed_is_kept() -> None:
    office = make.office()
    order = make.order(office, taken="RA1VN")
    hand_over(order, by=office.clerk, at=AT)
    client, page = browser(office), f"/buu-chinh/{order.pk}"
    with clock.frozen(AT + timedelta(days=7)):
        assert "lâu chưa đến" in client.get("/buu-chinh?muc=trouble").content.decode()
        assert client.post(f"{page}/that-lac", {"note": ""}).status_code == 422
        assert client.post(f"{page}/that-lac", {"note": "Bưu cục không thấy"}).status_code == 302
        shown = client.get(page).content.decode()
        assert "Trần Thu Hà" in shown and f"<title>{order.number} · {installation().place}" in " ".join(shown.split())
        form = {"decision": "reissue", "reason": "Bưu cục xác nhận", **home_form(office, line="")}
        wrong = client.post(f"{page}/quyet-dinh", form)
        assert wrong.status_code == 422 and "Bưu cục xác nhận" in wrong.content.decode()
        assert client.post(f"{page}/quyet-dinh", {**form, "decision": ""}).status_code == 422
        assert client.post(f"{page}/quyet-dinh", {**form, **home_form(office)}).status_code == 302
        assert client.post(f"{page}/quyet-dinh", {**form, **home_form(office)}).status_code == 409
    assert PostOrder.objects.filter(replaces=order).count() == 1


def test_a_look_at_names_is_written_down_and_lists_ask_no_more_for_more_rows(
    django_assert_max_num_queries: Any,
) -> None:
    office, citizen = make.office(), accounts.citizen()
    client = browser(office)
    for _ in range(5):
        make.order(office, taken="", person_id=citizen.person_id)
    with clock.frozen(AT), django_assert_max_num_queries(20):
        client.get("/buu-chinh")
    assert citizen.person_id is not None
    assert AuditEntry.objects.concerning(citizen.person_id).filter(kind="read").count() == 1


def test_codes_are_added_by_who_runs_the_system() -> None:
    client = Client()
    client.force_login(accounts.official(role="administrator"))
    assert client.post("/buu-chinh/ma", {"codes": "mã sai!"}).status_code == 422
    assert client.post("/buu-chinh/ma", {"codes": "RA000000001VN\nRA000000002VN"}).status_code == 302
    assert ItemCode.objects.count() == 2
    assert browser(make.office()).get("/buu-chinh/ma").status_code == 403


def test_what_the_carrier_tells_is_kept_once_and_only_from_the_carrier(nation: RunningSandbox) -> None:
    order = make.order()
    with clock.frozen(AT):
        run_jobs()
    said = nation.told(order.number, "in_transit", place="Bưu cục Hải Phòng", at=AT.isoformat())

    def send(**changes: str) -> int:
        headers = {**said["headers"], **changes}
        return Client().post(
            TOLD, said["body"], content_type="application/json", headers=headers
        ).status_code  # fmt: skip

    assert [send(**{"X-Signature": "0" * 64}), send(**{"X-Timestamp": "1"}), send()] == [401, 401, 200]
    assert send() == 200
    order = make.fresh(order)
    assert order.state == State.IN_TRANSIT
    (event,) = order.events.exclude(told_as=None)
    assert (event.place, event.kind) == ("Bưu cục Hải Phòng", "in_transit")


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"null", b"{}", b'{"Status": "wished"}', b"\xff", b'{"OrderNumber": 5}',
        json.dumps({"EventId": "", "OrderNumber": "x", "Status": "lost", "StatusTime": AT.isoformat()}).encode(),
        json.dumps({"EventId": "a\x00", "OrderNumber": "x", "Status": "lost", "StatusTime": AT.isoformat()}).encode(),
        json.dumps({"EventId": "a", "OrderNumber": "x", "Status": "lost", "StatusTime": "hôm qua"}).encode(),
    ],
)  # fmt: skip
def test_what_is_not_understood_changes_nothing(body: bytes) -> None:
    with clock.frozen(AT):
        stamp = str(int(AT.timestamp()))
        headers = {"X-Timestamp": stamp, "X-Signature": signature("sandbox", stamp, body)}
        answer = Client().post(TOLD, body, content_type="application/json", headers=headers)
    assert answer.status_code == 422


def test_nobody_is_believed_where_no_carrier_was_chosen() -> None:
    chosen = {port: name for port, name in installation().connectors.items() if port != "post.carrier"}
    stamp = str(int(AT.timestamp()))
    headers = {"X-Timestamp": stamp, "X-Signature": signature("", stamp, b"{}")}
    with override_settings(MOTCUA=replace(installation(), connectors=chosen)), clock.frozen(AT):
        answer = Client().post(TOLD, b"{}", content_type="application/json", headers=headers)
    assert answer.status_code == 401

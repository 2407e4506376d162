"""Handing results over to the right person, reminding who does not come, the register of both."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.test import Client

from motcua.dossiers.actions.remind_collection import remind_collection, remind_uncollected
from motcua.dossiers.models import Dossier, ResultDelivery, ResultReminder
from motcua.dossiers.public import deliver
from motcua.dossiers.tests import make
from motcua.notifications.public import Notification
from motcua.platform import clock
from motcua.platform.action import SYSTEM, NotAllowed, Refused, Stale
from motcua.platform.testing import all_at_once, run_jobs

pytestmark = pytest.mark.django_db
LATER = make.AT + timedelta(hours=3)
MONTH_ON = make.AT + timedelta(days=31)


def card_of(number: str, name: str) -> str:
    return f"{number}||{name}|25031995|Nữ|Số 1 Lê Lợi|15082021|"


def hand(dossier: Dossier, ward: make.Ward, **changes: Any) -> ResultDelivery:
    details = {"way": "counter", "receiver": "Nguyễn Văn An", "identity_seen": "Hộ chiếu số B1234567", **changes}
    return deliver(dossier, **details, by=ward.officer, at=LATER)


@pytest.mark.parametrize("is_card", [True, False])
def test_the_owners_own_number_is_recognised_and_not_kept(is_card: bool) -> None:
    ward = make.ward()
    dossier = make.dossier(ward, resolved=True)
    number = dossier.owner.personal_id
    seen = card_of(number, dossier.owner.full_name) if is_card else f"{number[:3]} {number[3:]}"
    delivery = hand(dossier, ward, identity_seen=seen)
    assert delivery.is_number_checked
    assert number not in delivery.identity_seen
    assert number[-3:] in delivery.identity_seen
    assert delivery.organisation_id == ward.unit.pk


def test_somebody_else_needs_a_mandate() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, resolved=True)
    seen = card_of("031199000777", "Lê Văn Lạ")
    with pytest.raises(Refused) as refused:
        hand(dossier, ward, identity_seen=seen)
    assert refused.value.field == "mandate"
    assert not ResultDelivery.objects.exists()
    delivery = hand(dossier, ward, identity_seen=seen, mandate="Giấy ủy quyền số 5", papers="Giấy chứng sinh")
    assert (delivery.receiver, delivery.mandate, delivery.is_number_checked) == (
        "Lê Văn Lạ",
        "Giấy ủy quyền số 5",
        False,
    )


def test_words_are_kept_as_the_official_wrote_them() -> None:
    ward = make.ward()
    delivery = hand(make.dossier(ward, resolved=True), ward)
    assert (delivery.identity_seen, delivery.is_number_checked) == ("Hộ chiếu số B1234567", False)


def test_who_does_not_come_is_reminded_once_a_month_and_not_for_ever() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, resolved=True)
    assert remind_uncollected(by=SYSTEM, at=make.AT + timedelta(days=20)) == 0
    assert remind_uncollected(by=SYSTEM, at=MONTH_ON) == 1
    assert remind_uncollected(by=SYSTEM, at=MONTH_ON + timedelta(hours=1)) == 0
    run_jobs()
    told = Notification.objects.filter(subject=dossier.subject, kind__code="result_uncollected")
    assert set(told.values_list("channel", flat=True)) == {"in_app", "email", "sms"}
    for month in range(2, 12):
        remind_uncollected(by=SYSTEM, at=make.AT + timedelta(days=31 * month))
    assert ResultReminder.objects.count() == 6


def test_nobody_is_reminded_of_what_they_have() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, resolved=True)
    remind_collection(dossier, by=ward.officer, at=make.AT + timedelta(hours=2))
    hand(dossier, ward)
    run_jobs()
    assert not Notification.objects.filter(kind__code="result_uncollected").exists()
    assert remind_uncollected(by=SYSTEM, at=MONTH_ON) == 0
    with pytest.raises(Stale):
        remind_collection(dossier, by=ward.officer, at=MONTH_ON)


def test_an_official_reminds_once_a_day_and_only_of_their_own() -> None:
    ward, other = make.ward(), make.ward()
    dossier = make.dossier(ward, resolved=True)
    with pytest.raises(NotAllowed):
        remind_collection(dossier, by=other.officer, at=LATER)
    assert remind_collection(dossier, by=ward.officer, at=LATER).by_id == ward.officer_account.pk
    with pytest.raises(Refused):
        remind_collection(dossier, by=ward.officer, at=LATER + timedelta(hours=5))


@pytest.mark.django_db(transaction=True)
def test_sweeps_at_once_remind_each_once() -> None:
    ward = make.ward()
    for _each in range(3):
        make.dossier(ward, resolved=True)
    ended = all_at_once([partial(remind_uncollected, by=SYSTEM, at=MONTH_ON)] * 4)
    assert ended == {"done": 4}
    assert ResultReminder.objects.count() == 3


def test_the_register_shows_what_waits_what_is_forgotten_and_what_was_handed_over() -> None:
    ward, other = make.ward(), make.ward()
    waits, given = make.dossier(ward, resolved=True), make.dossier(ward, resolved=True)
    hand(given, ward, identity_seen=card_of(given.owner.personal_id, given.owner.full_name))
    client = Client()
    client.force_login(ward.officer_account)
    with clock.frozen(LATER):
        page = client.get("/ket-qua").content.decode()
        assert (waits.code in page, given.code in page) == (True, False)
        assert "Không có kết quả nào" in client.get("/ket-qua?muc=forgotten").content.decode()
        page = client.get("/ket-qua?muc=handed_over").content.decode()
        assert (waits.code in page, given.code in page, "khớp số" in page) == (False, True, True)
        assert client.get(f"/ho-so/{given.code}/phieu-tra").content.startswith(b"%PDF-")
        assert client.get(f"/ho-so/{waits.code}/phieu-tra").status_code == 404
        assert client.get("/ket-qua?muc=khac").status_code == 404
        assert client.post(f"/ho-so/{waits.code}/nhac-nhan").status_code == 302
    with clock.frozen(MONTH_ON):
        assert waits.code in client.get("/ket-qua?muc=forgotten").content.decode()
    client.force_login(other.officer_account)
    with clock.frozen(LATER):
        for part in ("waiting", "handed_over"):
            assert "Không có kết quả nào" in client.get(f"/ket-qua?muc={part}").content.decode()
        assert client.get(f"/ho-so/{given.code}/phieu-tra").status_code == 404

"""Appointing and moving officials over the pages: what it adds and takes is seen before, the inbox changes at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motcua.accounts.public import Account, PositionHolding, actor_of
from motcua.accounts.tests import make as accounts
from motcua.accounts.tests.make import signed_in
from motcua.audit.public import AuditEntry
from motcua.dossiers.models import Dossier
from motcua.dossiers.tests import make
from motcua.organisations.public import Organisation
from motcua.organisations.tests import make as organisations
from motcua.platform import clock

pytestmark = pytest.mark.django_db
NOW = make.AT + timedelta(hours=1)


def seat(account: Account) -> PositionHolding:
    """The position they hold now."""
    return PositionHolding.objects.held_at(NOW).get(person=account.person_id)


def renewed(account: Account) -> Account:
    return Account.objects.get(pk=account.pk)


@pytest.fixture
def ward() -> make.Ward:
    ward = make.ward()
    for _number in range(3):
        make.dossier(ward)
    return ward


@pytest.fixture
def administrator() -> Client:
    return signed_in(accounts.official(role="administrator"))


def appointing(place: Organisation, account: Account, **more: Any) -> dict[str, Any]:
    return {
        "place": place.pk, "position": "", "name": "Chuyên viên hộ tịch", "roles": ["specialist", "clerk"],
        "leaves": seat(account).pk, "valid_from": f"{NOW:%d/%m/%Y}", "valid_to": "", "decision": "35/QĐ-UBND", **more,
    }  # fmt: skip


def test_who_is_moved_is_seen_before_and_sees_another_inbox_at_once(ward: make.Ward, administrator: Client) -> None:
    account, dossier = ward.officer_account, Dossier.objects.order_by("pk")[0]
    there, old = organisations.organisation(name="Ủy ban nhân dân phường Khác"), seat(account)
    address, moved = reverse("accounts:appoint", args=[account.pk]), signed_in(account)
    asked = appointing(there, account, roles=["one_stop_officer", "clerk"])
    with clock.frozen(NOW):
        assert address in administrator.get(reverse("accounts:one_account", args=[account.pk])).text
        assert f"?noi={there.pk}" in administrator.get(address, {"tim": "phường khác"}).text
        assert "Chức vụ mới" in administrator.get(address, {"noi": there.pk}).text
        seen = administrator.post(address, asked)
        assert seen.status_code == 200
        assert "−3" in seen.text, "the dossiers that go out of reach"
        assert "Chưa có gì được lưu." in seen.text
        assert seen.text.count('name="roles"') == 2
        assert seat(account) == old
        assert dossier.code in moved.get("/viec?tab=receive").text
        assert administrator.post(address, {**asked, "confirmed": "1"}).status_code == 302
        assert dossier.code not in moved.get("/viec?tab=receive").text
        assert moved.get(reverse("dossiers:dossier", args=[dossier.code])).status_code == 404
        assert "phường Khác" in administrator.get(reverse("accounts:one_account", args=[account.pk])).text
    new = seat(account)
    assert new != old
    assert (new.position.organisation, new.decision, new.roles.count()) == (there, "35/QĐ-UBND", 2)
    assert PositionHolding.objects.get(pk=old.pk).valid_to == new.valid_from
    assert AuditEntry.objects.filter(name="accounts.appoint", outcome="done").count() == 1


def test_a_move_may_lie_ahead_and_so_may_its_end(ward: make.Ward, administrator: Client) -> None:
    account, there = ward.specialist_account, organisations.organisation(name="Ủy ban nhân dân phường Khác")
    address, later = reverse("accounts:appoint", args=[account.pk]), NOW + timedelta(days=7)
    asked = appointing(there, account, valid_from=f"{later:%d/%m/%Y}")
    with clock.frozen(NOW):
        assert "Thêm" in administrator.post(address, asked).text, "what it adds once it holds"
        assert administrator.post(address, {**asked, "confirmed": "1"}).status_code == 302
        assert "Sắp tới:" in administrator.get(reverse("accounts:one_account", args=[account.pk])).text
        assert actor_of(renewed(account), at=NOW).organisation_id != there.pk
    assert actor_of(renewed(account), at=later + timedelta(days=1)).organisation_id == there.pk
    officer, end = ward.officer_account, NOW + timedelta(days=3)
    holding = reverse("accounts:holding", args=[officer.pk, seat(officer).pk])
    with clock.frozen(NOW):
        bad = administrator.post(holding, {"move": "end", "ends_on": "01/01/2020"})
        assert bad.status_code == 422
        posted = {"move": "end", "ends_on": f"{end:%d/%m/%Y}", "confirmed": "1"}
        assert administrator.post(holding, posted).status_code == 302
    assert seat(officer).valid_to is not None
    assert actor_of(renewed(officer), at=NOW).position_id is not None
    assert actor_of(renewed(officer), at=end).position_id is None


def test_what_cannot_be_an_appointment_is_refused_and_changes_nothing(ward: make.Ward, administrator: Client) -> None:
    account, other = ward.officer_account, ward.specialist_account
    there = organisations.organisation(name="Ủy ban nhân dân phường Khác")
    elsewhere = organisations.position(organisation=ward.unit)
    address = reverse("accounts:appoint", args=[account.pk])
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"roles": []}, "ít nhất một vai trò"),
        ({"name": ""}, "ghi tên chức vụ mới"),
        ({"valid_from": "01/01/2020"}, "hôm nay hoặc một ngày sau"),
        ({"valid_to": f"{NOW - timedelta(days=2):%d/%m/%Y}"}, "sau ngày bắt đầu"),
        ({"decision": ""}, "Xin ghi số quyết định"),
        ({"position": str(elsewhere.pk)}, ""),
        ({"leaves": str(seat(other).pk)}, ""),
    ]
    with clock.frozen(NOW):
        for changed, words in wrong:
            answer = administrator.post(address, {**appointing(there, account, **changed), "confirmed": "1"})
            assert answer.status_code == 422, changed
            assert words in answer.text
        own = accounts.official(role="administrator", organisation=ward.unit)
        self_made = reverse("accounts:appoint", args=[own.pk])
        refused = signed_in(own).post(self_made, {**appointing(there, own), "confirmed": "1"})
        assert refused.status_code == 404
        assert signed_in(ward.leader_account).get(address).status_code == 403
    assert not PositionHolding.objects.filter(position__organisation=there).exists()
    assert seat(account).valid_to is None

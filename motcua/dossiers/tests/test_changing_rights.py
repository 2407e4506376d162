"""Changing rights: what it would reach is told before, nothing is saved until confirmed; looking as another sees."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motcua.accounts.public import Account, PositionHolding, Reach, Role, add_grant, define_role, set_clearance
from motcua.accounts.tests import make as accounts
from motcua.accounts.tests.make import signed_in
from motcua.audit.public import AuditEntry
from motcua.dossiers.models import Dossier
from motcua.dossiers.tests import make
from motcua.platform import clock
from motcua.platform.action import SYSTEM, DataClass
from motcua.platform.testing import run_jobs

pytestmark = pytest.mark.django_db
NOW = make.AT + timedelta(hours=1)


def seat(account: Account) -> PositionHolding:
    return PositionHolding.objects.get(person=account.person_id)


@pytest.fixture
def ward() -> make.Ward:
    ward = make.ward()
    for _number in range(3):
        make.dossier(ward)
    return ward


@pytest.fixture
def administrator() -> Client:
    return signed_in(accounts.official(role="administrator"))


def test_a_role_that_would_reach_more_says_how_much_and_waits(ward: make.Ward, administrator: Client) -> None:
    role = define_role(by=SYSTEM, at=accounts.AT, code="doc_ho_so", name="Đọc hồ sơ")
    for _number in range(2):
        accounts.official(role="doc_ho_so", organisation=ward.unit)
    accounts.official(role=["doc_ho_so", "one_stop_officer"], organisation=ward.unit)
    address = reverse("accounts:role", args=[role.code])
    asked = {"move": "add", "permission": "dossiers.read", "reach": "organisation", "data_class": "1", "procedures": ""}
    with clock.frozen(NOW):
        page = administrator.post(address, asked)
        # Two officials see what they did not; the third saw it before by another role, and gains nothing.
        assert page.status_code == 200
        assert "+2" in page.text
        assert "+3" in page.text
        assert not role.grants.exists()
        assert not AuditEntry.objects.filter(name="accounts.add_grant").exists()
        assert administrator.post(address, {**asked, "confirmed": "1"}).status_code == 302
    assert role.grants.get().permission == "dossiers.read"
    assert AuditEntry.objects.filter(name="accounts.add_grant", outcome="done").count() == 1


def test_what_a_holding_loses_is_told_too(ward: make.Ward, administrator: Client) -> None:
    officer = ward.officer_account
    address = reverse("accounts:holding", args=[officer.pk, seat(officer).pk])
    with clock.frozen(NOW):
        whole = administrator.get(reverse("accounts:one_account", args=[officer.pk]))
        assert address in whole.text
        page = administrator.post(address, {"move": "revoke", "role": "one_stop_officer"})
        assert "−3" in page.text
        assert seat(officer).roles.count() == 1
        administrator.post(address, {"move": "revoke", "role": "one_stop_officer", "confirmed": "1"})
    assert not seat(officer).roles.exists()


def test_two_duties_that_must_not_meet_are_named(ward: make.Ward, administrator: Client) -> None:
    specialist = ward.specialist_account
    address = reverse("accounts:holding", args=[specialist.pk, seat(specialist).pk])
    with clock.frozen(NOW):
        assert "callout-warning" in administrator.post(address, {"move": "grant", "role": "administrator"}).text


def test_nobody_changes_rights_of_their_own(ward: make.Ward) -> None:
    account = accounts.official(role="administrator")
    role = define_role(by=SYSTEM, at=accounts.AT, code="cua_toi", name="Của tôi")
    seat(account).roles.add(role)
    client, held = signed_in(account), seat(account)
    asked = {"move": "add", "permission": "dossiers.read", "reach": "everywhere", "data_class": "3", "confirmed": "1"}
    with clock.frozen(NOW):
        assert client.post(reverse("accounts:role", args=["cua_toi"]), asked).status_code == 404
        own = reverse("accounts:holding", args=[account.pk, held.pk])
        for posted in ({"move": "grant", "role": "auditor"}, {"move": "clear", "data_class": "3"}):
            assert client.post(own, {**posted, "confirmed": "1"}).status_code == 404
        standard = client.post(reverse("accounts:role", args=["clerk"]), asked)
    assert standard.status_code == 422
    assert not role.grants.exists()
    assert not Role.objects.get(code="clerk").grants.filter(permission="dossiers.read").exists()


def view_as(client: Client, account: Account, **posted: Any) -> int:
    return client.post(reverse("accounts:view_as", args=[account.pk]), posted).status_code


def test_an_administrator_looks_as_another_sees_and_changes_nothing(ward: make.Ward, administrator: Client) -> None:
    officer, dossier = ward.officer_account, Dossier.objects.order_by("pk")[0]
    page = reverse("dossiers:dossier", args=[dossier.code])
    with clock.frozen(NOW):
        assert administrator.get(page).status_code in (403, 404)
        assert view_as(administrator, officer, reason=" ") == 422
        assert view_as(administrator, officer, reason="Không thấy hồ sơ") == 302
        seen = administrator.get(page)
        assert seen.status_code == 200
        assert "Đang xem thay" in seen.text
        receive = reverse("dossiers:receive", args=[dossier.code])
        assert administrator.post(receive, {"revision": dossier.revision}).status_code == 403
        look = AuditEntry.objects.filter(kind="read", subject=dossier.subject).latest("pk")
        assert administrator.post(reverse("accounts:end_viewing")).status_code == 302
        assert administrator.get(page).status_code in (403, 404)
        run_jobs()
        told = signed_in(officer).get("/thong-bao").text
    assert "đã xem hệ thống như ông/bà đang thấy" in told
    assert "Lý do: Không thấy hồ sơ." in told
    begun = AuditEntry.objects.get(name="accounts.view_as", outcome="done")
    assert begun.details["reason"] == "Không thấy hồ sơ"
    assert look.account_id == begun.account_id
    assert look.details["viewing_as"] == officer.pk
    assert look.purpose == "Xem thay cán bộ để kiểm tra quyền"
    assert Dossier.objects.get(pk=dossier.pk).revision == dossier.revision


def test_looking_ends_by_itself(ward: make.Ward, administrator: Client) -> None:
    with clock.frozen(NOW):
        assert view_as(administrator, ward.officer_account, reason="Kiểm tra") == 302
        assert administrator.get(reverse("dossiers:inbox")).status_code == 200
    with clock.frozen(NOW + timedelta(minutes=15)):
        assert administrator.get(reverse("dossiers:inbox")).status_code == 403
    assert AuditEntry.objects.filter(name="accounts.end_viewing").exists()


def test_privileged_and_cleared_officials_are_not_looked_through(ward: make.Ward, administrator: Client) -> None:
    auditor, cleared = accounts.official(role="auditor"), ward.specialist_account
    set_clearance(seat(cleared), by=SYSTEM, at=accounts.AT, data_class=DataClass.INTERNAL)
    with clock.frozen(NOW):
        for account in (auditor, cleared):
            assert view_as(administrator, account, reason="Kiểm tra") == 422
        assert view_as(signed_in(ward.leader_account), ward.officer_account, reason="Kiểm tra") == 403


def test_a_permission_that_nobody_knows_is_refused(administrator: Client) -> None:
    define_role(by=SYSTEM, at=accounts.AT, code="thu", name="Thử")
    asked = {"move": "add", "permission": "khong.co", "reach": Reach.OWN.value, "data_class": "1"}
    with clock.frozen(NOW):
        assert administrator.post(reverse("accounts:role", args=["thu"]), asked).status_code == 422
        add_grant(Role.objects.get(code="thu"), by=SYSTEM, at=NOW, permission="dossiers.read", reach=Reach.OWN)
        page = administrator.get(reverse("accounts:role", args=["thu"]))
    assert "của mình" in page.text

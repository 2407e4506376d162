"""Two fill in one draft: with consent, for a while, each answer of the helper's marked, and nobody's words lost."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from motcua.accounts.public import Account
from motcua.accounts.tests import make as accounts
from motcua.accounts.tests.make import signed_in
from motcua.audit.public import looks_at
from motcua.dossiers.public import Assistance, Dossier, Draft, invite_helper
from motcua.dossiers.tests import make
from motcua.notifications.public import Notification
from motcua.platform import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def ward() -> make.Ward:
    return make.ward()


@pytest.fixture
def citizen() -> Account:
    return make.citizen()


@pytest.fixture
def helper(ward: make.Ward) -> Account:
    return accounts.official(role="community_helper", organisation=ward.unit, full_name="Vũ Thị Giúp")


def code_shown(page: str) -> str:
    found = re.search(r'help-code num">(\d{3}) (\d{3})<', page)
    assert found, page
    return found[1] + found[2]


def was_on(page: str) -> dict[str, str]:
    return {
        name: re.search(rf'name="{name}" value="([^"]*)"', page)[1]  # type: ignore[index]
        for name in ("_was", "draft-revision")
    }


@pytest.fixture
def joined(ward: make.Ward, citizen: Account, helper: Account) -> tuple[Client, Client, Draft, str]:
    """The citizen and the helper in one draft, and the helper's first step."""
    draft = make.draft(ward, by=citizen)
    with clock.frozen(make.AT):
        own, other = signed_in(citizen), signed_in(helper)
        code = code_shown(own.post(f"/ban-nhap/{draft.pk}/nho-dien-giup").text)
        entered = other.post("/dien-giup", {"code": f"{code[:3]} {code[3:]}"})
    assert entered.status_code == 302
    return own, other, draft, str(entered.headers["Location"])


def test_a_code_opens_the_draft_once_and_both_are_told(
    joined: tuple[Client, Client, Draft, str], citizen: Account, helper: Account, ward: make.Ward
) -> None:
    own, other, draft, step = joined
    with clock.frozen(make.AT):
        page = other.get(step).text
        assert "Nguyễn Văn An" in page and "chỉ người dân nộp được" in page
        assert "Vũ Thị Giúp đang điền giúp" in own.get(f"/ban-nhap/{draft.pk}/nho-dien-giup").text
        assert {each.person_id for each in Notification.objects.all()} == {citizen.person_id, helper.person_id}
        assert citizen.person_id is not None
        assert {look.purpose for look in looks_at([citizen.person_id]).rows} == {"Điền giúp tờ khai"}
        another = signed_in(accounts.official(role="community_helper", organisation=ward.unit))
        assert another.get(step).status_code == 404
        for address in (f"/ban-nhap/{draft.pk}/kiem-tra", f"/ban-nhap/{draft.pk}/buoc/nguoi-nop"):
            assert other.post(address).status_code in (302, 403, 404) and not Dossier.objects.exists()


def test_what_the_helper_types_is_marked_until_the_citizen_changes_it_and_goes_with_the_dossier(
    joined: tuple[Client, Client, Draft, str], ward: make.Ward
) -> None:
    own, other, draft, step = joined
    with clock.frozen(make.AT):
        told = {"hoTen": "Nguyễn Văn Ấn", "ngaySinh": "25/03/1998", "soDinhDanh": "031098004112",
                "dienThoai": "0912345678", "thuDienTu": "an@example.vn"}  # fmt: skip
        answer = other.post(step, {**told, **was_on(other.get(step).text)})
        assert answer.status_code == 302, answer.content.decode()
        draft.refresh_from_db()
        assert {name for name, each in draft.provenance.items() if each["source"] == "helper"} == {"hoTen", "thuDienTu"}
        check = f"/ban-nhap/{draft.pk}/kiem-tra"
        assert own.get(check).text.count("Vũ Thị Giúp điền giúp, 09:00 23/11/2026") == 2
        page = own.get(f"/ban-nhap/{draft.pk}/buoc/nguoi-nop").text
        own.post(f"/ban-nhap/{draft.pk}/buoc/nguoi-nop", {**told, "hoTen": "Nguyễn Văn An", **was_on(page)})
        assert own.get(check).text.count("Vũ Thị Giúp điền giúp") == 1
        assert own.post(check).status_code == 302
        dossier = Dossier.objects.get()
        officer = signed_in(ward.officer_account)
        assert officer.get(f"/ho-so/{dossier.code}").text.count("Vũ Thị Giúp điền giúp") == 1
        assert other.get(step).status_code == 404, "filed: there is nothing to help with"


def test_two_on_the_same_step_lose_nothing(joined: tuple[Client, Client, Draft, str]) -> None:
    own, other, draft, step = joined
    mine = f"/ban-nhap/{draft.pk}/buoc/nguoi-nop"
    with clock.frozen(make.AT):
        before, base = was_on(own.get(mine).text), {"ngaySinh": "25/03/1998", "soDinhDanh": "031098004112"}
        theirs = {**base, "hoTen": "Nguyễn Văn An", "dienThoai": "0912345678", "thuDienTu": "giup@example.vn"}
        assert other.post(step, {**theirs, **was_on(other.get(step).text)}).status_code == 302
        # The citizen's page is older, and says nothing of the e-mail: the helper's stays.
        sent = {**base, "hoTen": "Nguyễn Văn An", "dienThoai": "0987654321", "thuDienTu": ""}
        assert own.post(mine, {**sent, **before}).status_code == 302
        draft.refresh_from_db()
        assert (draft.answers["thuDienTu"], draft.answers["dienThoai"]) == ("giup@example.vn", "0987654321")
        # Both change one answer: neither falls upon the other.
        crossed = own.post(mine, {**sent, "thuDienTu": "toi@example.vn", **before})
        assert crossed.status_code == 422
        page = crossed.content.decode()
        assert 'value="toi@example.vn"' in page and "Người kia vừa ghi “giup@example.vn”" in page
        saved = own.post(mine + "/tu-luu", {**sent, "thuDienTu": "toi@example.vn", **before})
        assert saved.status_code == 409
        draft.refresh_from_db()
        assert draft.answers["thuDienTu"] == "giup@example.vn"
        assert own.post(mine, {**sent, "thuDienTu": "toi@example.vn", **was_on(page)}).status_code == 302
        draft.refresh_from_db()
        assert draft.answers["thuDienTu"] == "toi@example.vn"


def test_the_consent_ends_by_time_or_by_the_citizen(joined: tuple[Client, Client, Draft, str]) -> None:
    own, other, draft, step = joined
    with clock.frozen(make.AT + timedelta(minutes=61)):
        assert other.get(step).status_code == 404
        assert other.post(step, {"hoTen": "Sau giờ"}).status_code == 404
    with clock.frozen(make.AT + timedelta(minutes=5)):
        assert other.get(step).status_code == 200
        own.post(f"/ban-nhap/{draft.pk}/nho-dien-giup", {"end": "1"})
        assert other.get(step).status_code == 404
    assert Notification.objects.count() == 4


def test_who_guesses_codes_is_stopped_and_a_code_runs_out(ward: make.Ward, citizen: Account, helper: Account) -> None:
    draft = make.draft(ward, by=citizen)
    other = signed_in(helper)
    with clock.frozen(make.AT):
        code = invite_helper(draft, by=make.actor(citizen), at=make.AT)
        wrong = f"{(int(code) + 1) % 10**6:06d}"
        for _ in range(5):
            assert "không đúng" in other.post("/dien-giup", {"code": wrong}).content.decode()
        assert "nhiều lần" in other.post("/dien-giup", {"code": code}).content.decode()
        assert Assistance.objects.get().joined_at is None
    with clock.frozen(make.AT + timedelta(minutes=16)):
        assert "không đúng" in other.post("/dien-giup", {"code": code}).content.decode(), "too late for the code"
    assert signed_in(make.citizen()).get("/dien-giup").status_code in (302, 403, 404)

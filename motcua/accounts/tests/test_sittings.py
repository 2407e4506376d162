"""Where one is signed in, the lock, shared computers; whoever leaves is out at once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from motcua.accounts.actions.lock_dormant import lock_dormant
from motcua.accounts.handlers import sign_leavers_out, tell_owners_of_dormant_accounts
from motcua.accounts.models import Account, PositionHolding, Session
from motcua.accounts.public import close_account, end_holding
from motcua.accounts.rules import NOTICE_OF_LOCK, address_words, device_words
from motcua.accounts.sessions import SHARED
from motcua.accounts.tests import make
from motcua.platform import clock
from motcua.platform.action import SYSTEM, Refused

pytestmark = pytest.mark.django_db
NOW = make.AT + timedelta(minutes=1)
SIGN_IN, ACCOUNT = reverse("accounts:sign_in"), reverse("accounts:account")
SECURITY, UNLOCK, LOCK = reverse("accounts:security"), reverse("accounts:unlock"), reverse("accounts:lock")
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"
)
JSON = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def at_work() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


def sitting(account: Account, *, agent: str = CHROME, address: str = "113.160.12.34", **more: str) -> Client:
    client = Client(headers={"User-Agent": agent}, REMOTE_ADDR=address)
    client.post(SIGN_IN, {"identifier": account.username, "password": make.PASSWORD, **more})
    return client


def is_in(client: Client) -> bool:
    return client.get(ACCOUNT).status_code == 200


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (CHROME, ("Chrome", "Windows")),
        (CHROME.replace("Safari", "Edg/131.0 Safari"), ("Edge", "Windows")),
        (CHROME.replace("Chrome", "coc_coc_browser/130 Chrome"), ("Cốc Cốc", "Windows")),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Mobile/15E148 Safari/604.1",
         ("Safari", "iPhone")),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", ("Firefox", "Linux")),
        ("curl/8", ("", "")),
    ],
)  # fmt: skip
def test_a_device_is_named_in_words(agent: str, said: tuple[str, str]) -> None:
    assert device_words(agent) == said


def test_an_address_is_shown_without_its_last_part() -> None:
    assert address_words("113.160.12.34") == "113.160.12.…"
    assert address_words("2001:ee0:4141:1::5") == "2001:ee0:4141:…"
    assert address_words("nonsense") == ""


def test_the_places_where_one_is_signed_in_and_signing_out_at_one() -> None:
    account = make.official()
    here, there, third = sitting(account), sitting(account, agent="curl/8", address="198.51.100.7"), sitting(account)
    stranger = sitting(make.official())
    page = here.get(SECURITY).text
    assert "Chrome · Windows" in page
    assert "198.51.100.…" in page
    assert "198.51.100.7" not in page
    assert not any(key in page for key in Session.objects.values_list("session_key", flat=True))
    marks = [part.split("/")[0] for part in page.split("/tai-khoan/noi-dang-nhap/")[1:] if "/" in part.split('"')[0]]
    assert len(marks) == 2, "the place one sits at has no button"
    stranger.post(reverse("accounts:end_session", args=[marks[0]]))
    assert is_in(there) and is_in(third), "a mark counts for its owner alone"
    here.post(reverse("accounts:end_session", args=[marks[0]]))
    assert [is_in(there), is_in(third)].count(True) == 1
    here.post(reverse("accounts:end_sessions"))
    assert [is_in(here), is_in(there), is_in(third), is_in(stranger)] == [True, False, False, True]


def test_a_new_password_signs_out_everywhere_else() -> None:
    account = make.official()
    here, there = sitting(account), sitting(account)
    here.post(reverse("accounts:password"), {"current": make.PASSWORD, "new": "moi-hoan-toan-khac"})
    assert [is_in(here), is_in(there)] == [True, False]
    assert Session.objects.filter(account=account).count() == 1


def test_a_closed_account_and_a_leaver_are_out_at_once() -> None:
    closed, leaver, stays = make.official(), make.official(), make.official()
    make.holding(stays, name="Tổ trưởng")
    clients = [sitting(each) for each in (closed, leaver, stays)]
    close_account(closed, by=SYSTEM, at=NOW)
    for each in (leaver, stays):
        end_holding(PositionHolding.objects.filter(person=each.person).earliest("id"), by=SYSTEM, at=NOW)
    assert set(Session.objects.values_list("account_id", flat=True)) == {stays.pk}
    assert [is_in(client) for client in clients] == [False, False, True]


def test_who_leaves_on_a_day_set_before_is_out_within_a_minute() -> None:
    leaver, newcomer = make.official(), make.official()
    PositionHolding.objects.filter(person=newcomer.person).delete()
    holding = PositionHolding.objects.get(person=leaver.person)
    end_holding(holding, by=SYSTEM, at=NOW, ends_at=NOW + timedelta(hours=1))
    client, new = sitting(leaver), sitting(newcomer)
    sign_leavers_out()
    assert is_in(client)
    with clock.frozen(NOW + timedelta(minutes=61)):
        sign_leavers_out()
        assert [is_in(client), is_in(new)] == [False, True]


def test_at_a_shared_computer_sittings_are_short_and_leave_nothing(settings: Settings) -> None:
    settings.MOTCUA = replace(settings.MOTCUA, applicant_idle=timedelta(hours=2), shared_idle=timedelta(minutes=10))
    client = sitting(make.citizen(), is_shared="on")
    assert client.session[SHARED]
    with clock.frozen(NOW + timedelta(minutes=9)):
        assert is_in(client)
    with clock.frozen(NOW + timedelta(minutes=20)):
        assert not is_in(client)
    client = sitting(make.citizen(), is_shared="on")
    assert 'data-seconds="300"' in client.get(ACCOUNT).text
    left = client.post(reverse("accounts:sign_out"))
    assert left.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'


def test_a_locked_sitting_opens_nothing_until_its_owner_is_back(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    account = make.official()
    client = sitting(account)
    assert client.post(LOCK).status_code == 204
    with django_assert_num_queries(1):  # the session alone
        gone = client.get("/viec")
    assert gone.headers["Location"] == f"{UNLOCK}?next=%2Fviec"
    assert client.post(reverse("accounts:contact"), {"phone": "0912345678"}).status_code == 423
    assert client.get("/api/v1/me").status_code in (404, 423)
    assert client.post(UNLOCK, {"password": "sai", "username": account.username}, headers=JSON).status_code == 422
    assert not is_in(client)
    back = client.post(UNLOCK, {"password": make.PASSWORD, "username": account.username}, headers=JSON)
    assert back.json()["open"] and back.json()["token"]
    assert is_in(client)


def test_without_scripts_the_lock_is_a_page() -> None:
    client = sitting(make.official())
    client.post(LOCK)
    assert "Màn hình đã khóa" in client.get(UNLOCK, {"next": "/tai-khoan"}).text
    assert client.post(UNLOCK, {"password": make.PASSWORD, "next": "/tai-khoan"}).headers["Location"] == "/tai-khoan"


def test_a_locked_sitting_outlives_the_idle_time_and_ends_with_the_day(settings: Settings) -> None:
    times = {"official_idle": timedelta(minutes=30), "longest_session": timedelta(hours=12)}
    settings.MOTCUA = replace(settings.MOTCUA, **times)
    account = make.official()
    client = sitting(account)
    client.post(LOCK)
    posted = {"password": make.PASSWORD, "username": account.username}
    with clock.frozen(NOW + timedelta(hours=3)):
        assert client.post(UNLOCK, posted, headers=JSON).json()["open"]
        client.post(LOCK)
    with clock.frozen(NOW + timedelta(hours=13)):
        assert client.get(UNLOCK, {"username": account.username}, headers=JSON).json() == {"open": False, "token": ""}
        assert client.post(UNLOCK, posted, headers=JSON).json()["open"], "a password alone begins a new day"
        assert is_in(client)


def test_nobody_unlocks_for_another() -> None:
    account, other = make.official(), make.official()
    client = sitting(account)
    client.post(LOCK)
    mixed = client.post(UNLOCK, {"password": make.PASSWORD, "username": other.username})
    assert mixed.status_code == 302, "what counts is who sits here, whatever name is sent"
    assert str(account.pk) == client.session["_auth_user_id"]


def test_dormant_accounts_are_told_once_and_locked_after_notice() -> None:
    account, used, administrator = make.official(), make.official(), make.official(role="administrator")
    later = NOW + timedelta(days=100)
    Account.objects.filter(pk__in=[used.pk, administrator.pk]).update(last_signed_in_at=later - timedelta(days=2))
    with clock.frozen(later):
        tell_owners_of_dormant_accounts()
        account.refresh_from_db()
        assert account.dormant_warned_at == later
        assert Account.objects.filter(dormant_warned_at__isnull=False).count() == 1
    with clock.frozen(later + timedelta(days=1)):
        tell_owners_of_dormant_accounts()
    account.refresh_from_db()
    assert account.dormant_warned_at == later, "once"
    by = make.actor(administrator)
    with pytest.raises(Refused):
        lock_dormant(account, by=by, at=later + NOTICE_OF_LOCK - timedelta(hours=1))
    with pytest.raises(Refused):
        lock_dormant(used, by=by, at=later + NOTICE_OF_LOCK)
    assert not lock_dormant(account, by=by, at=later + NOTICE_OF_LOCK).is_active

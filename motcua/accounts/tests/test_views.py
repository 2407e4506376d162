import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from motcua.accounts.public import Account, PositionHolding, close_account, end_holding, load_roles
from motcua.accounts.rules import Grant, Reach, StandardRole
from motcua.accounts.tests import make
from motcua.organisations.tests import make as organisations
from motcua.persons.public import Person
from motcua.platform import clock
from motcua.platform.action import SYSTEM

pytestmark = pytest.mark.django_db
SIGN_IN = reverse("accounts:sign_in")
SIGN_UP = reverse("accounts:sign_up")
ACCOUNT = reverse("accounts:account")
SWITCH = reverse("accounts:switch_position")
SIGNING_UP = {
    "full_name": "Phạm Thị Thanh Hà",
    "birth_date": "5/11/1990",
    "personal_id": "031 190 004 112",
    "phone": "+84 912 345 456",
    "email": "",
    "password": "con meo trang",
}


@pytest.fixture(autouse=True)
def at_work() -> Iterator[None]:
    with clock.frozen(make.AT + timedelta(minutes=1)):
        yield


def sign_in(client: Client, account: Account, password: str = make.PASSWORD, **more: str) -> str:
    """Post the sign-in form; where it leads, or empty when it does not let in."""
    response = client.post(SIGN_IN, {"identifier": account.username, "password": password, **more})
    return response.headers.get("Location", "")


def test_a_citizen_is_brought_back_to_where_they_wanted_to_go(client: Client) -> None:
    asked = client.get(ACCOUNT)
    assert asked.headers["Location"] == f"{SIGN_IN}?next=%2Ftai-khoan"
    assert 'name="next" value="/tai-khoan"' in client.get(asked.headers["Location"]).text
    assert sign_in(client, make.citizen(), next="/tai-khoan") == "/tai-khoan"
    page = client.get(ACCOUNT)
    assert "031190***" in page.text
    assert page.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/" + "x" * 3000]
)
def test_nobody_is_sent_elsewhere(client: Client, elsewhere: str) -> None:
    assert sign_in(client, make.citizen(), next=elsewhere) == "/"


def test_a_wrong_password_says_so_and_keeps_the_name_only(client: Client) -> None:
    account = make.citizen(username="thanhha")
    response = client.post(SIGN_IN, {"identifier": "thanhha", "password": "sai-roi-nhe"})
    assert response.status_code == 422
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in response.text
    assert 'value="thanhha"' in response.text
    assert "sai-roi-nhe" not in response.text
    unknown = client.post(SIGN_IN, {"identifier": "thanhho", "password": "sai-roi-nhe"})
    tokens = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
    assert tokens.sub("", unknown.text.replace("thanhho", "thanhha")) == tokens.sub("", response.text)
    assert account.is_active


def test_too_many_tries_are_told_how_long_to_wait(client: Client) -> None:
    account = make.citizen()
    for _ in range(5):
        sign_in(client, account, "sai")
    response = client.post(SIGN_IN, {"identifier": account.username, "password": make.PASSWORD})
    assert "Xin thử lại sau 1 phút." in response.text
    with clock.frozen(make.AT + timedelta(minutes=3)):
        assert sign_in(client, account) == "/"


@pytest.mark.parametrize("posted", [{}, {"identifier": "x" * 100_000, "password": "x"}])
def test_nonsense_is_refused_plainly(client: Client, posted: dict[str, str]) -> None:
    response = client.post(SIGN_IN, posted)
    assert response.status_code == 422
    assert "field-error" in response.text


def test_the_session_is_a_new_one_and_ends_with_the_browser(client: Client) -> None:
    client.get(SIGN_IN)
    session = client.session
    session["before"] = 1
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = before = session.session_key or ""
    sign_in(client, make.citizen())
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie.value != before
    assert (cookie["max-age"], cookie["expires"]) == ("", "")


def test_signing_out_leaves_nothing_on_a_shared_computer(client: Client) -> None:
    sign_in(client, make.citizen())
    assert client.get(reverse("accounts:sign_out")).status_code == 405
    response = client.post(reverse("accounts:sign_out"))
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "đã đăng xuất" in client.get(response.headers["Location"]).text
    assert client.get(ACCOUNT).status_code == 302


def test_signing_up_and_going_on(client: Client) -> None:
    make.roles()
    response = client.post(SIGN_UP, {**SIGNING_UP, "next": "/tai-khoan"})
    assert response.headers["Location"] == "/tai-khoan"
    person = Person.objects.get()
    assert (person.personal_id, person.phone, person.sex) == ("031190004112", "0912345456", "female")
    assert "chưa xác thực" in client.get(ACCOUNT).text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"birth_date": "31/02/1990"}, "Ngày sinh không đúng"),
        ({"birth_date": "01/01/2031"}, "ở trong tương lai"),
        ({"personal_id": "031190"}, "12 chữ số"),
        ({"personal_id": "031191004112"}, "không khớp năm sinh"),
        ({"phone": "12345"}, "Số điện thoại không đúng"),
        ({"password": "ngan"}, "ít nhất 8 ký tự"),
        ({"full_name": ""}, "Xin nhập họ và tên"),
    ],
)
def test_sign_up_says_what_is_wrong_and_keeps_what_was_typed(
    client: Client, changed: dict[str, str], sentence: str
) -> None:
    response = client.post(SIGN_UP, {**SIGNING_UP, **changed})
    assert response.status_code == 422
    assert sentence in response.text
    typed = {**SIGNING_UP, **changed}
    assert f'value="{typed.pop("password")}"' not in response.text
    for value in filter(None, typed.values()):
        assert f'value="{value}"' in response.text
    assert not Person.objects.exists()


def test_signing_up_twice_with_one_number(client: Client) -> None:
    make.roles()
    client.post(SIGN_UP, SIGNING_UP)
    response = Client().post(SIGN_UP, SIGNING_UP)
    assert "đã mở tài khoản" in response.text
    assert Account.objects.count() == 1


@pytest.fixture
def two_positions() -> tuple[Account, PositionHolding]:
    for code, permission in (("x", "a.b"), ("y", "c.d")):
        grants = frozenset({Grant(permission, Reach.ORGANISATION)})
        load_roles(by=SYSTEM, at=make.AT, roles={code: StandardRole(code, "", grants)})
    account = make.official(role="x", organisation=organisations.organisation(name="Phường An Biên"))
    second = make.holding(
        account, role="y", organisation=organisations.organisation(name="Sở Tư pháp"), name="Phó phòng"
    )
    account.refresh_from_db()
    return account, second


def test_an_official_chooses_the_position_and_rights_follow(
    client: Client, two_positions: tuple[Account, PositionHolding]
) -> None:
    account, second = two_positions
    assert sign_in(client, account, next="/tai-khoan") == f"{SWITCH}?next=%2Ftai-khoan"
    page = client.get(SWITCH)
    assert "Ông/bà đang làm việc với chức vụ Chuyên viên, Phường An Biên" in page.text
    before = client.session.session_key
    response = client.post(SWITCH, {"holding": second.pk, "next": "/tai-khoan"})
    assert response.headers["Location"] == "/tai-khoan"
    assert client.session.session_key != before
    actor = client.get(ACCOUNT).wsgi_request.actor  # type: ignore[attr-defined]
    assert (actor.has("a.b"), actor.has("c.d")) == (False, True)
    end_holding(second, by=SYSTEM, at=clock.now())
    actor = client.get(ACCOUNT).wsgi_request.actor  # type: ignore[attr-defined]
    assert (actor.has("a.b"), actor.has("c.d")) == (True, False)


@pytest.mark.parametrize("forged", ["", "0", "x", "9" * 30, "²", "theirs"])
def test_a_forged_position_is_refused(
    client: Client, two_positions: tuple[Account, PositionHolding], forged: str
) -> None:
    theirs = PositionHolding.objects.get(person=make.official().person)
    sign_in(client, two_positions[0])
    response = client.post(SWITCH, {"holding": str(theirs.pk) if forged == "theirs" else forged})
    assert response.status_code == 404
    assert client.get(ACCOUNT).wsgi_request.actor.has("a.b")  # type: ignore[attr-defined]


def test_a_forged_session_is_nobody(client: Client) -> None:
    sign_in(client, make.citizen())
    client.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
    assert client.get(ACCOUNT).status_code == 302


def test_closing_an_account_ends_its_sessions(client: Client) -> None:
    account = make.citizen()
    sign_in(client, account)
    close_account(account, by=SYSTEM, at=clock.now())
    assert client.get(ACCOUNT).status_code == 302


def test_citizens_have_no_positions(client: Client) -> None:
    sign_in(client, make.citizen())
    assert client.get(SWITCH).status_code == 403


def test_contact_and_password(client: Client) -> None:
    account, other = make.citizen(username="thanhha"), Client()
    sign_in(client, account)
    sign_in(other, account)
    contact = {"phone": "0987 654 321", "email": "ha@example.vn", "address_line": "12 Lạch Tray"}
    saved = client.post(reverse("accounts:contact"), contact)
    assert "Đã lưu thông tin liên hệ" in client.get(saved.headers["Location"]).text
    account.person.refresh_from_db()
    assert account.person.phone == "0987654321"
    wrong = client.post(reverse("accounts:contact"), {**contact, "phone": "12"})
    assert wrong.status_code == 422
    assert 'value="12"' in wrong.text
    passwords = {"current": make.PASSWORD, "new": "con meo trang"}
    assert client.post(reverse("accounts:password"), {**passwords, "current": "sai"}).status_code == 422
    saved = client.post(reverse("accounts:password"), passwords)
    assert "Đã đổi mật khẩu" in client.get(saved.headers["Location"]).text
    assert other.get(ACCOUNT).status_code == 302


def test_demo_accounts_are_shown_in_the_demo_and_never_otherwise(client: Client, settings: Settings) -> None:
    make.citizen(username="congdan", is_demo=True, full_name="Phạm Thị Thanh Hà")
    make.official(username="chuyenvien", is_demo=True, organisation=organisations.organisation(name="Phường An Biên"))
    make.citizen(username="khongphaithu")
    settings.MOTCUA = replace(settings.MOTCUA, demo=True)
    page = client.get(SIGN_IN).text
    for shown in ("congdan", "Công dân", "chuyenvien", "Chuyên viên, Phường An Biên", make.PASSWORD):
        assert shown in page
    assert "khongphaithu" not in page
    settings.MOTCUA = replace(settings.MOTCUA, demo=False)
    page = client.get(SIGN_IN).text
    assert "congdan" not in page
    assert make.PASSWORD not in page


def test_pages_ask_little_of_the_database(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    sign_in(client, make.citizen())
    client.get(ACCOUNT)
    with django_assert_max_num_queries(3):
        client.get(ACCOUNT)
    # Whether the national provider is out.
    with django_assert_max_num_queries(1):
        Client().get(SIGN_IN)


def test_every_post_needs_its_token() -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(SIGN_IN, {"identifier": "a", "password": "b"}).status_code == 403

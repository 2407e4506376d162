"""The second proof at the door: codes and passkeys, each counted, none taken twice."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pyotp import TOTP

from motcua.accounts.models import Account, Passkey, RecoveryCode, Session, TotpDevice
from motcua.accounts.public import close_account
from motcua.accounts.rules import matching_step
from motcua.accounts.sessions import SECOND_FACTOR
from motcua.accounts.tests import make
from motcua.accounts.tests.authenticator import Device
from motcua.audit.public import AuditEntry
from motcua.platform import clock
from motcua.platform.action import SYSTEM

pytestmark = pytest.mark.django_db
NOW = make.AT + timedelta(minutes=1)
SIGN_IN, SECOND = reverse("accounts:sign_in"), reverse("accounts:second_step")
SECURITY, TOTP_PAGE = reverse("accounts:security"), reverse("accounts:totp")


@pytest.fixture(autouse=True)
def at_work() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


def knock(account: Account, *, client: Client | None = None, **more: str) -> tuple[Client, str]:
    """Give the password; where it leads."""
    client = client or Client()
    response = client.post(SIGN_IN, {"identifier": account.username, "password": make.PASSWORD, **more})
    return client, response.headers.get("Location", "")


def codes_shown(text: str) -> list[str]:
    return re.findall(r"<li><code>([\w-]+)</code>", text)


def with_application(account: Account) -> tuple[TOTP, list[str]]:
    """Set up an application that makes codes, through the pages; with the codes on paper."""
    client, _onward = knock(account)
    client.post(reverse("accounts:prepare_totp"))
    secret = TotpDevice.objects.get(account=account).secret
    assert " ".join(secret[start : start + 4] for start in range(0, 32, 4)) in client.get(TOTP_PAGE).text
    taken = client.post(TOTP_PAGE, {"code": TOTP(secret).at(int(NOW.timestamp()))})
    return TOTP(secret), codes_shown(taken.text)


def code(application: TOTP, after: float) -> str:
    return application.at(int((NOW + timedelta(seconds=after)).timestamp()))


def test_a_code_belongs_to_its_half_minute_or_a_neighbour_and_counts_once() -> None:
    secret, step = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", int(NOW.timestamp()) // 30
    shown = {shift: TOTP(secret).generate_otp(step + shift) for shift in range(-2, 3)}
    found = {shift: matching_step(secret, text, NOW, after=0) for shift, text in shown.items()}
    assert found == {-2: None, -1: step - 1, 0: step, 1: step + 1, 2: None}
    assert matching_step(secret, shown[0], NOW, after=step) is None
    assert matching_step(secret, f" {shown[0][:3]} {shown[0][3:]} ", NOW, after=0) == step
    for nonsense in ("", "12345", "1234567", "１２３４５６", "abcdef"):
        assert matching_step(secret, nonsense, NOW, after=0) is None


def test_with_an_application_the_password_alone_opens_nothing() -> None:
    account = make.official()
    application, codes = with_application(account)
    assert len(codes) == len(set(codes)) == 10
    client, onward = knock(account, next="/tai-khoan")
    assert onward == SECOND
    assert client.get(reverse("accounts:account")).status_code == 302, "not in yet"
    wrong = client.post(SECOND, {"code": "000000"})
    assert (wrong.status_code, "Mã không đúng hoặc đã dùng rồi." in wrong.text) == (422, True)
    used = client.post(SECOND, {"code": code(application, 0)})
    assert used.status_code == 422, "it was used when the application was set up"
    passed = client.post(SECOND, {"code": code(application, 30)})
    assert passed.headers["Location"] == "/tai-khoan"
    assert client.session[SECOND_FACTOR] == "totp"
    assert client.get(reverse("accounts:account")).status_code == 200


def test_the_secret_is_encrypted_and_codes_are_hashed() -> None:
    application, codes = with_application(make.official())
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM accounts_totpdevice")
        assert application.secret.encode() not in bytes(cursor.fetchone()[0])
    kept = " ".join(RecoveryCode.objects.values_list("digest", flat=True))
    assert not any(text.replace("-", "") in kept for text in codes)


def test_each_code_on_paper_opens_once_and_new_ones_replace_all() -> None:
    account = make.official()
    _application, codes = with_application(account)
    client, _onward = knock(account)
    assert client.post(SECOND, {"code": codes[0].upper().replace("-", " ")}).status_code == 302
    assert "Còn 9 mã khôi phục" in client.get(SECURITY).text
    again, _onward = knock(account)
    assert again.post(SECOND, {"code": codes[0]}).status_code == 422
    fresh = codes_shown(client.post(reverse("accounts:recovery_codes")).text)
    assert again.post(SECOND, {"code": codes[1]}).status_code == 422
    assert again.post(SECOND, {"code": fresh[0]}).status_code == 302


def test_codes_of_another_account_open_nothing() -> None:
    mine, theirs = make.official(), make.official()
    _application, codes = with_application(theirs)
    with_application(mine)
    client, _onward = knock(mine)
    assert client.post(SECOND, {"code": codes[0]}).status_code == 422


def test_guessing_codes_is_slowed_down_from_everywhere() -> None:
    account = make.official()
    application, _codes = with_application(account)
    client, _onward = knock(account)
    for number in range(5):
        answer = client.post(SECOND, {"code": f"00000{number}"}, REMOTE_ADDR=f"198.51.100.{number}")
    assert "Xin thử lại sau 1 phút." in answer.text
    right = client.post(SECOND, {"code": code(application, 30)}, REMOTE_ADDR="203.0.113.9")
    assert "Xin thử lại sau 1 phút." in right.text
    with clock.frozen(NOW + timedelta(minutes=2)):
        assert client.post(SECOND, {"code": code(application, 120)}, REMOTE_ADDR="203.0.113.9").status_code == 302


def test_a_password_given_long_ago_is_asked_for_again() -> None:
    account = make.official()
    application, _codes = with_application(account)
    client, _onward = knock(account)
    with clock.frozen(NOW + timedelta(minutes=11)):
        assert client.post(SECOND, {"code": code(application, 660)}).headers["Location"] == SIGN_IN


# --- passkeys -------------------------------------------------------------------------------------------------------


def device(**more: Any) -> Device:
    port = settings.MOTCUA.base_url.rpartition(":")[2]
    return Device(origin=f"http://localhost:{port}", host="localhost", **more)


def asked(client: Client, name: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(client.post(reverse(f"accounts:{name}")).text)["publicKey"]
    return answer


def with_passkey(account: Account, key: Device) -> Client:
    client, _onward = knock(account)
    made = key.make(asked(client, "passkey_question"))
    client.post(reverse("accounts:register_passkey"), {"name": "Máy của tôi", "answer": made})
    return client


def test_a_passkey_opens_the_door_by_itself_and_as_second_factor() -> None:
    account, key = make.official(), device()
    client = with_passkey(account, key)
    assert "Máy của tôi" in client.get(SECURITY).text
    assert Passkey.objects.get().account == account
    alone = Client()
    answer = key.sign(asked(alone, "passkey_door_question"))
    assert alone.post(reverse("accounts:passkey_door"), {"answer": answer, "next": "/tai-khoan"}).url == "/tai-khoan"  # type: ignore[attr-defined]
    assert alone.session[SECOND_FACTOR] == "passkey"
    second, onward = knock(account)
    assert onward == SECOND
    assert second.post(SECOND, {"answer": key.sign(asked(second, "second_step_question"))}).status_code == 302
    assert [entry.details["result"] for entry in AuditEntry.objects.filter(name="accounts.prove_by_passkey")] == [
        "passkey", "passkey",
    ]  # fmt: skip


def test_an_answer_counts_once_and_only_to_its_question() -> None:
    account, key = make.official(), device()
    with_passkey(account, key)
    client = Client()
    answer = key.sign(asked(client, "passkey_door_question"))
    door = reverse("accounts:passkey_door")
    assert client.post(door, {"answer": answer}).headers["Location"] != SIGN_IN
    assert client.post(door, {"answer": answer}).headers["Location"] == SIGN_IN, "its question was answered"
    asked(client, "passkey_door_question")
    assert client.post(door, {"answer": answer}).headers["Location"] == SIGN_IN, "another question"


@pytest.mark.parametrize(
    "forged",
    ["another site", "another host", "nobody verified", "counter stands still", "another key", "another's handle"],
)
def test_forged_answers_open_nothing(forged: str) -> None:
    account, key = make.official(), device(count=5)
    with_passkey(account, key)
    client = Client()
    question = asked(client, "passkey_door_question")
    if forged == "another site":
        key.origin = "https://motcua.example"
    elif forged == "another host":
        key.host = "motcua.example"
    elif forged == "nobody verified":
        key.flags = key.flags.UP
    elif forged == "counter stands still":
        key.count = 4
    elif forged == "another key":
        key.key = device().key
    elif forged == "another's handle":
        key.user = b"x" * 32
    answer = client.post(reverse("accounts:passkey_door"), {"answer": key.sign(question)})
    assert answer.headers["Location"] == SIGN_IN
    assert "không được chấp nhận" in client.get(SIGN_IN).text


@pytest.mark.parametrize(
    "nonsense", ["", "{}", "[]", "null", "x" * 30_000, '{"rawId": 7}', '{"rawId": "a", "id": "b"}']
)
def test_nonsense_is_refused_plainly(nonsense: str) -> None:
    client, _onward = knock(make.official())
    asked(client, "passkey_question")
    response = client.post(reverse("accounts:register_passkey"), {"name": "a", "answer": nonsense})
    assert response.status_code == 422
    asked(client, "passkey_door_question")
    assert client.post(reverse("accounts:passkey_door"), {"answer": nonsense}).headers["Location"] == SIGN_IN


def test_a_key_of_a_closed_account_opens_nothing() -> None:
    account, key = make.official(), device()
    with_passkey(account, key)
    close_account(account, by=SYSTEM, at=NOW)
    client = Client()
    answer = key.sign(asked(client, "passkey_door_question"))
    assert client.post(reverse("accounts:passkey_door"), {"answer": answer}).headers["Location"] == SIGN_IN


def test_keys_are_renamed_and_given_up_by_their_owner_alone() -> None:
    account, other = make.official(), make.official()
    client = with_passkey(account, device())
    key = Passkey.objects.get()
    rename, remove = (reverse(f"accounts:{name}_passkey", args=[key.pk]) for name in ("rename", "remove"))
    stranger, _onward = knock(other)
    assert [stranger.post(rename, {"name": "x"}).status_code, stranger.post(remove).status_code] == [404, 404]
    client.post(rename, {"name": "Khóa USB"})
    assert Passkey.objects.get().name == "Khóa USB"
    client.post(remove)
    assert not Passkey.objects.exists()
    assert knock(account)[1] != SECOND


# --- who must -------------------------------------------------------------------------------------------------------


def test_a_privileged_position_opens_nothing_but_setting_up_until_there_is_a_factor() -> None:
    account = make.official(role="administrator")
    client, _onward = knock(account)
    for page in ("/viec", "/tai-khoan", "/quan-tri"):
        assert client.get(page).status_code in (302, 404)
    assert client.get(reverse("accounts:account")).headers["Location"] == SECURITY
    assert "phải xác thực hai lớp" in client.get(SECURITY).text
    client.post(reverse("accounts:prepare_totp"))
    secret = TotpDevice.objects.get(account=account).secret
    client.post(TOTP_PAGE, {"code": TOTP(secret).at(int(NOW.timestamp()))})
    assert client.get(reverse("accounts:account")).status_code == 200
    refused = client.post(reverse("accounts:remove_totp"))
    assert refused.status_code == 422
    assert "xin thêm cách khác" in refused.text


def test_other_positions_and_demo_accounts_are_not_forced() -> None:
    client, _onward = knock(make.official(role="specialist"))
    assert client.get(reverse("accounts:account")).status_code == 200
    client, _onward = knock(make.official(role="administrator", is_demo=True))
    assert client.get(reverse("accounts:account")).status_code == 200
    assert "chỉ được nhắc, không bị bắt buộc" in client.get(SECURITY).text


def test_keys_are_changed_only_soon_after_a_password() -> None:
    account = make.official()
    client, _onward = knock(account)
    with clock.frozen(NOW + timedelta(minutes=16)):
        prove = reverse("accounts:prove")
        assert client.post(reverse("accounts:prepare_totp")).headers["Location"].startswith(prove)
        assert client.post(prove, {"password": "sai"}).status_code == 422
        assert client.post(prove, {"password": make.PASSWORD, "next": SECURITY}).headers["Location"] == SECURITY
        assert client.post(reverse("accounts:prepare_totp")).headers["Location"] == TOTP_PAGE


def test_who_proved_one_thing_only_sees_no_keys() -> None:
    account = make.official()
    first, _onward = knock(account)
    with_application(account)
    assert first.get(SECURITY).headers["Location"] == SECOND


def test_an_administrator_resets_anothers_factors_with_a_reason() -> None:
    from motcua.accounts.actions.reset_factors import reset_factors
    from motcua.accounts.models import FactorReset
    from motcua.platform.action import NotAllowed, Refused

    account, administrator = make.official(), make.official(role="administrator")
    with_application(account)
    by = make.actor(administrator)
    with pytest.raises(Refused):
        reset_factors(account, by=by, at=NOW, reason=" ")
    with pytest.raises(NotAllowed):
        reset_factors(account, by=make.actor(make.official()), at=NOW, reason="mất máy")
    with pytest.raises(NotAllowed):
        reset_factors(administrator, by=by, at=NOW, reason="tiện")
    reset_factors(account, by=by, at=NOW, reason="Mất điện thoại, đã gặp trực tiếp")
    assert FactorReset.objects.get().reset_by == administrator
    assert not Session.objects.filter(account=account).exists()
    assert knock(account)[1] != SECOND

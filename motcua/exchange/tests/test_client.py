import time
from dataclasses import replace

import pytest
from django.test import override_settings

from motcua.exchange import client
from motcua.exchange.models import ExchangeMessage
from motcua.exchange.public import BadReply, SystemUnavailable, UnknownSystem, call
from motcua.exchange.rules import Outcome
from motcua.platform.settings import Motcua, installation
from sandbox.running import RunningSandbox

pytestmark = pytest.mark.django_db

SMS = {"brandname": "MOTCUA", "phone": "0912345678", "message": "Xin chao", "user": "sandbox", "pass": "sandbox"}


def send(*, idempotent: bool = True, timeout: float = 5, reference: str = "n-1", routine: bool = False) -> client.Reply:
    body = {**SMS, "reference": reference}
    return call(
        "sandbox",
        "POST",
        "/sms/v1/messages",
        json=body,
        idempotent=idempotent,
        timeout=timeout,
        subject="dossier:7",
        routine=routine,
    )


def outcomes() -> list[str]:
    return list(ExchangeMessage.objects.about("dossier:7").order_by("id").values_list("outcome", flat=True))


def test_a_call_brings_the_answer_and_is_written_down_without_its_body(nation: RunningSandbox) -> None:
    assert send().json()["code"] == "00"
    message = ExchangeMessage.objects.get()
    assert (message.system, message.method, message.path) == ("sandbox", "POST", "/sms/v1/messages")
    assert (message.status, message.outcome, message.attempt) == (200, Outcome.OK, 1)
    assert "0912345678" not in str(ExchangeMessage.objects.values().get())


def test_only_systems_of_the_settings_are_called(nation: RunningSandbox) -> None:
    with pytest.raises(UnknownSystem):
        call("http://169.254.169.254", "GET", "/", idempotent=True)


def test_an_idempotent_call_is_retried_until_it_succeeds(nation: RunningSandbox) -> None:
    nation.switch("sms", fault="http_500", times=2)
    assert send().ok
    assert outcomes() == ["failed", "failed", "ok"]


def test_what_is_asked_every_minute_is_written_down_only_where_it_fails(nation: RunningSandbox) -> None:
    assert send(routine=True).ok
    assert outcomes() == []
    nation.switch("sms", fault="http_500", times=1)
    assert send(routine=True).ok
    assert outcomes() == ["failed"]


def test_another_call_is_not_retried_once_it_may_have_arrived(nation: RunningSandbox) -> None:
    nation.switch("sms", fault="dropped", moment="after", times=1)
    with pytest.raises(SystemUnavailable) as error:
        send(idempotent=False)
    assert error.value.may_have_arrived
    assert outcomes() == ["unreachable"]
    (message,) = nation.messages()
    assert message["requests"] == 1


def test_a_system_that_is_down_certainly_received_nothing(nation: RunningSandbox) -> None:
    gone = {**installation().systems, "gone": "http://127.0.0.1:9"}
    with override_settings(MOTCUA=_with_systems(gone)), pytest.raises(SystemUnavailable) as error:
        call("gone", "POST", "/x", json={}, idempotent=False, subject="dossier:7")
    assert not error.value.may_have_arrived
    assert outcomes() == ["unreachable"] * 3


def _with_systems(systems: dict[str, str]) -> Motcua:
    return replace(installation(), systems=systems)


def test_a_silent_system_is_given_up_in_time(nation: RunningSandbox) -> None:
    nation.switch("sms", fault="timeout", times=1)
    began = time.monotonic()
    with pytest.raises(SystemUnavailable):
        send(idempotent=False, timeout=0.3)
    assert time.monotonic() - began < 2
    assert outcomes() == ["timed_out"]


@pytest.mark.parametrize("wrong", ["nonsense_json", "html"])
def test_a_nonsense_answer_is_a_bad_reply(nation: RunningSandbox, wrong: str) -> None:
    nation.switch("sms", wrong_data=wrong)
    with pytest.raises(BadReply):
        send()
    assert outcomes() == ["bad_reply"]


def test_too_large_an_answer_is_a_bad_reply(nation: RunningSandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "LARGEST_REPLY", 10)
    with pytest.raises(BadReply):
        send()


def test_redirects_are_not_followed(nation: RunningSandbox) -> None:
    # The sandbox answers a posted switch form by a redirect.
    with pytest.raises(BadReply):
        call("sandbox", "POST", "/dieu-khien/sms", data={}, idempotent=True)


def test_a_refusal_is_an_answer(nation: RunningSandbox) -> None:
    reply = call("sandbox", "GET", "/nowhere", idempotent=True)
    assert (reply.status, reply.ok) == (404, False)


def test_after_many_failures_the_system_is_left_alone(nation: RunningSandbox) -> None:
    nation.switch("sms", fault="http_500", times=6)
    for _ in range(2):
        with pytest.raises(SystemUnavailable):
            send()
    began = time.monotonic()
    with pytest.raises(SystemUnavailable) as error:
        send()
    assert time.monotonic() - began < 0.2
    assert not error.value.may_have_arrived
    assert outcomes()[-1] == "not_tried"

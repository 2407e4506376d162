"""What every connector on the port `notifications.sms` owes, against a real gateway over real HTTP."""

from collections.abc import Callable

import pytest

from motcua.exchange.tests.make import close_circuits
from motcua.notifications.ports import SMS, Delivery, NotSent, SmsMessage, SmsSender
from sandbox.running import RunningSandbox

pytestmark = pytest.mark.django_db

PHONE, NOBODY = "0912345678", "0900000404"
TEXT = "Ho so H31.77.04-261119-0112 da duoc tiep nhan"


@pytest.fixture(params=SMS.names())
def sender(request: pytest.FixtureRequest) -> SmsSender:
    return SMS.named(request.param)


def message(*, attempt: int = 1, reference: str = "motcua-1", phone: str = PHONE, text: str = TEXT) -> SmsMessage:
    return SmsMessage(reference, phone, text, attempt)


def fails(sender: SmsSender, asked: SmsMessage | None = None) -> NotSent:
    with pytest.raises(NotSent) as failure:
        sender.send(asked or message())
    close_circuits()
    return failure.value


def test_both_kinds_of_connector_are_held_to_this() -> None:
    assert SMS.names() == ["http", "sandbox"]


def test_a_message_arrives_and_its_delivery_is_known(nation: RunningSandbox, sender: SmsSender) -> None:
    reference = sender.send(message())
    (arrived,) = nation.messages(PHONE)
    assert (arrived["message"], arrived["message_id"]) == (TEXT, reference)
    assert sender.delivery_of(reference) is Delivery.DELIVERED


def test_a_slow_gateway_is_waited_for(nation: RunningSandbox, sender: SmsSender) -> None:
    nation.switch("sms", latency_ms=100)
    assert sender.send(message())


@pytest.mark.parametrize("fault", ["http_500", "dropped", "timeout", "too_many_requests"])
@pytest.mark.parametrize("moment", ["before", "after"])
def test_after_a_fault_the_next_attempt_makes_one_message(
    nation: RunningSandbox, sender: SmsSender, fault: str, moment: str
) -> None:
    nation.switch("sms", fault=fault, moment=moment, times=1)
    assert not fails(sender).for_good
    reference = sender.send(message(attempt=2))
    (arrived,) = nation.messages()
    assert (arrived["message_id"], arrived["requests"]) == (reference, 1)


@pytest.mark.parametrize("wrong", ["nonsense_json", "html"])
def test_nonsense_is_not_taken_for_success_nor_sent_again(
    nation: RunningSandbox, sender: SmsSender, wrong: str
) -> None:
    nation.switch("sms", wrong_data=wrong, times=1)
    assert not fails(sender).for_good
    sender.send(message(attempt=2))
    (arrived,) = nation.messages()
    assert arrived["requests"] == 1


def test_while_the_gateway_is_away_nothing_is_sent_blindly(nation: RunningSandbox, sender: SmsSender) -> None:
    nation.switch("sms", fault="http_500", moment="after", times=3)
    for attempt in (1, 2, 3):
        assert not fails(sender, message(attempt=attempt)).for_good
    sender.send(message(attempt=4))
    (arrived,) = nation.messages()
    assert arrived["requests"] == 1


def test_the_same_reference_is_one_message(nation: RunningSandbox, sender: SmsSender) -> None:
    assert sender.send(message()) == sender.send(message())
    assert len(nation.messages()) == 1


@pytest.mark.parametrize(
    "asked",
    [
        lambda: message(phone="02253821055"),
        lambda: message(text=""),
        lambda: message(text="a" * 460),
        lambda: message(text="Hồ sơ"),
    ],
)
def test_what_can_never_be_sent_fails_for_good(
    nation: RunningSandbox, sender: SmsSender, asked: Callable[[], SmsMessage]
) -> None:
    assert fails(sender, asked()).for_good
    assert nation.messages() == []


def test_a_phone_that_is_never_reached_is_reported(nation: RunningSandbox, sender: SmsSender) -> None:
    assert sender.delivery_of(sender.send(message(phone=NOBODY))) is Delivery.FAILED


def test_delivery_is_unknown_while_the_gateway_talks_nonsense(nation: RunningSandbox, sender: SmsSender) -> None:
    reference = sender.send(message())
    nation.switch("sms", wrong_data="html")
    assert sender.delivery_of(reference) is Delivery.UNKNOWN
    nation.switch("sms", fault="http_500")
    assert sender.delivery_of(reference) is Delivery.UNKNOWN
    nation.switch("sms")
    assert sender.delivery_of("no-such-id") is Delivery.UNKNOWN

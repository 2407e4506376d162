"""What every connector on the port `notifications.mail` owes, against a real server over real SMTP."""

import pytest

from motcua.notifications.connectors.smtp_mail import settings_from
from motcua.notifications.ports import MAIL, Letter, MailSender, NotSent
from sandbox.running import RunningSandbox

ADDRESS = "thanh.ha@example.vn"
LETTER = Letter("motcua-1", ADDRESS, "Hồ sơ đã được tiếp nhận", "Kính gửi ông/bà,\n\nHẹn trả kết quả: 26/11/2026.")


@pytest.fixture(params=MAIL.names())
def sender(request: pytest.FixtureRequest) -> MailSender:
    return MAIL.named(request.param)


def fails(sender: MailSender, letter: Letter = LETTER) -> NotSent:
    with pytest.raises(NotSent) as failure:
        sender.send(letter)
    return failure.value


def test_a_letter_arrives_as_it_was_written(nation: RunningSandbox, sender: MailSender) -> None:
    message_id = sender.send(LETTER)
    (arrived,) = nation.letters(ADDRESS)
    assert (arrived["subject"], arrived["message_id"]) == (LETTER.title, message_id)
    assert arrived["text"].strip() == LETTER.text


def test_a_slow_server_is_waited_for(nation: RunningSandbox, sender: MailSender) -> None:
    nation.switch("mail", latency_ms=100)
    assert sender.send(LETTER)


@pytest.mark.parametrize("fault", ["http_500", "dropped", "timeout", "too_many_requests"])
def test_after_a_fault_the_next_attempt_makes_one_letter(
    nation: RunningSandbox, sender: MailSender, fault: str
) -> None:
    nation.switch("mail", fault=fault, times=1)
    assert not fails(sender).for_good
    sender.send(LETTER)
    (arrived,) = nation.letters()
    assert arrived["copies"] == 1


@pytest.mark.parametrize("wrong", ["nonsense_json", "html"])
def test_nonsense_is_not_taken_for_success(nation: RunningSandbox, sender: MailSender, wrong: str) -> None:
    nation.switch("mail", wrong_data=wrong, times=1)
    assert not fails(sender).for_good


def test_a_second_copy_has_the_message_id_of_the_first(nation: RunningSandbox, sender: MailSender) -> None:
    nation.switch("mail", fault="dropped", moment="after", times=1)
    fails(sender)
    sender.send(LETTER)
    assert len(nation.letters()) == 1


def test_an_unknown_mailbox_fails_for_good(nation: RunningSandbox, sender: MailSender) -> None:
    assert fails(sender, Letter("motcua-2", "khong-ton-tai@example.vn", "Tiêu đề", "Nội dung")).for_good


def test_without_a_server_in_the_settings_nothing_is_lost() -> None:
    with pytest.raises(NotSent) as failure:
        settings_from({})
    assert not failure.value.for_good


def test_settings_say_how_to_reach_the_server() -> None:
    settings = settings_from({"MOTCUA_SMTP_URL": "smtp://ha%40x:m%3At@mail.example:587?tls=start"})
    assert (settings.host, settings.port, settings.user, settings.password) == ("mail.example", 587, "ha@x", "m:t")
    assert (settings.use_tls, settings.use_ssl) == (True, False)
    assert settings_from({"MOTCUA_SMTP_URL": "smtps://mail.example"}).port == 465

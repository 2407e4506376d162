import smtplib
from email.message import EmailMessage

import pytest

from sandbox.running import RunningSandbox


def send(
    nation: RunningSandbox, to: str = "lan@example.vn", message_id: str = "<1@motcua>", timeout: float = 5
) -> None:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "motcua@example.vn", to, "Hồ sơ đã được tiếp nhận"
    letter["Message-ID"] = message_id
    letter.set_content("Kính gửi ông/bà,\n\nHồ sơ đã được tiếp nhận.")
    with smtplib.SMTP(nation.host, nation.smtp_port, timeout=timeout) as server:
        server.send_message(letter)


def test_a_letter_is_kept_as_it_was_written(nation: RunningSandbox) -> None:
    send(nation)
    (letter,) = nation.letters("lan@example.vn")
    assert letter["subject"] == "Hồ sơ đã được tiếp nhận"
    assert letter["text"].startswith("Kính gửi ông/bà,")
    assert letter["copies"] == 1


def test_the_same_letter_twice_is_counted(nation: RunningSandbox) -> None:
    send(nation)
    send(nation)
    (letter,) = nation.letters()
    assert letter["copies"] == 2


def test_an_unknown_mailbox_is_refused_for_good(nation: RunningSandbox) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        send(nation, to="khong-ton-tai@example.vn")


@pytest.mark.parametrize(("fault", "code"), [("http_500", 451), ("too_many_requests", 450)])
def test_a_fault_is_a_temporary_refusal(nation: RunningSandbox, fault: str, code: int) -> None:
    nation.switch("mail", fault=fault)
    with pytest.raises(smtplib.SMTPDataError) as error:
        send(nation)
    assert error.value.smtp_code == code
    assert nation.letters() == []


def test_a_dropped_or_silent_server_raises(nation: RunningSandbox) -> None:
    nation.switch("mail", fault="dropped", moment="after", times=1)
    with pytest.raises(smtplib.SMTPServerDisconnected):
        send(nation)
    assert len(nation.letters()) == 1
    nation.switch("mail", fault="timeout", times=1)
    with pytest.raises((TimeoutError, smtplib.SMTPServerDisconnected)):
        send(nation, timeout=0.3)


def test_a_nonsense_reply_is_not_taken_for_success(nation: RunningSandbox) -> None:
    nation.switch("mail", wrong_data="nonsense_json", times=1)
    with pytest.raises(smtplib.SMTPException):
        send(nation)

"""Mail server: takes e-mail over SMTP for anyone and keeps it, never forwards it.

An address whose local part starts with `khong-ton-tai` is refused for good (550). The switches answer with the SMTP
equivalents: 451 for `http_500`, 450 for `too_many_requests`, a closed connection, silence, or a reply that is no reply.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from secrets import token_hex
from typing import Any

from aiosmtpd.smtp import SMTP

from sandbox.service import Nation, Service
from sandbox.shelf import Record, now
from sandbox.switches import Fault, Moment, Switches, WrongData

UNKNOWN = "khong-ton-tai"
LONGEST_TEXT = 100_000
_NONSENSE = {WrongData.NONSENSE_JSON: '{"kod": 0, "ok', WrongData.HTML: "<!doctype html><h1>Maintenance</h1>"}


class Letterbox:
    """The aiosmtpd handler: what happens to each letter."""

    def __init__(self, nation: Nation) -> None:
        self.nation = nation

    async def handle_RCPT(  # noqa: N802 - the name is aiosmtpd's
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        """Refuse unknown people at once, as a real server does."""
        del server, session, options
        if address.lower().startswith(UNKNOWN):
            return "550 5.1.1 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Keep the letter, or misbehave as the switches say."""
        del session
        switches = self.nation.control.take("mail")
        await asyncio.sleep(switches.latency_ms / 1000)
        if switches.fault is Fault.OFF or switches.moment is Moment.AFTER:
            self._keep(envelope)
        if switches.fault is not Fault.OFF:
            return await _fail(self.nation, switches, server)
        return _NONSENSE.get(switches.wrong_data, "250 2.0.0 Accepted")

    def _keep(self, envelope: Any) -> None:
        letter = _read(bytes(envelope.content or b""))
        for address in envelope.rcpt_tos:
            key = f"{letter['message_id']}|{address}"
            known = self.nation.shelf.get("mail", key)
            copies = (known["copies"] if known else 0) + 1
            self.nation.shelf.put(
                "mail", key, {**letter, "to": address, "copies": copies, **({"at": known["at"]} if known else {})}
            )


async def _fail(nation: Nation, switches: Switches, server: Any) -> str:
    match switches.fault:
        case Fault.TOO_MANY:
            return "450 4.7.1 Too many messages, try again later"
        case Fault.HTTP_500:
            return "451 4.3.0 Local error, try again later"
        case Fault.TIMEOUT:
            await nation.silence()
    server.transport.abort()
    return "421 4.3.2 Closing"


def _read(content: bytes) -> Record:
    message = message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    return {
        "message_id": str(message.get("message-id", "")).strip() or f"<{token_hex(8)}@sandbox>",
        "from": str(message.get("from", "")),
        "subject": str(message.get("subject", "")),
        "text": _text_of(message)[:LONGEST_TEXT],
        "at": now(),
    }


def _text_of(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    try:
        text = str(part.get_content())
    except (LookupError, UnicodeError):
        payload = part.get_payload(decode=True)
        text = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    text = text.replace("\r\n", "\n")
    return _words_of(text) if part.get_content_type() == "text/html" else text


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _words_of(html: str) -> str:
    parser = _Words()
    parser.feed(html)
    return "".join(parser.words).strip()


@asynccontextmanager
async def _running(nation: Nation) -> AsyncIterator[None]:
    letterbox = Letterbox(nation)
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(letterbox, hostname="sandbox", enable_SMTPUTF8=True, loop=asyncio.get_running_loop()),
        nation.host,
        nation.smtp_port,
    )
    try:
        yield
    finally:
        server.close()


SERVICE = Service(
    code="mail",
    name="Thư điện tử",
    summary="Nhận thư qua SMTP và giữ lại trong hộp thư.",
    running=_running,
)

"""E-mail over SMTP (connector `smtp`): `MOTCUA_SMTP_URL` such as `smtp://user:password@mail.example:587?tls=start`.

`smtps://` speaks TLS from the first byte; `?tls=start` upgrades; `MOTCUA_MAIL_FROM` is the sender's address,
`MOTCUA_SMTP_TIMEOUT` in seconds. In the demo it reaches the sandbox nation's mail server.
"""

import smtplib
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from motcua.notifications.ports import MAIL, Letter, NotSent
from motcua.platform.settings import installation


@dataclass(frozen=True)
class SmtpSettings:
    """How to reach the mail server; `timeout` in seconds."""

    host: str
    port: int
    user: str
    password: str
    use_ssl: bool
    use_tls: bool
    sender: str
    timeout: float


def settings_from(options: Mapping[str, str]) -> SmtpSettings:
    """Read the options. Raises NotSent when the server's address is missing or none: nothing is lost meanwhile."""
    url = urlsplit(options.get("MOTCUA_SMTP_URL", ""))
    if url.scheme not in ("smtp", "smtps") or not url.hostname:
        raise NotSent("chưa đặt MOTCUA_SMTP_URL (smtp://host:port)", for_good=False)
    return SmtpSettings(
        host=url.hostname,
        port=url.port or (465 if url.scheme == "smtps" else 25),
        user=unquote(url.username or ""),
        password=unquote(url.password or ""),
        use_ssl=url.scheme == "smtps",
        use_tls=parse_qs(url.query).get("tls") == ["start"],
        sender=options.get("MOTCUA_MAIL_FROM", "Một Cửa <khong-tra-loi@motcua.example>"),
        timeout=float(options.get("MOTCUA_SMTP_TIMEOUT", 15)),
    )


class SmtpMail:
    """Hands letters to the mail server of the settings."""

    def send(self, letter: Letter) -> str:
        """See MailSender."""
        settings = settings_from(installation().options)
        host = settings.sender.rpartition("@")[2].strip("> ") or settings.host
        message_id = f"<{letter.reference}@{host}>"
        message = EmailMessage(
            subject=letter.title,
            body=letter.text,
            from_email=settings.sender,
            to=[letter.address],
            headers={"Message-ID": message_id, "Auto-Submitted": "auto-generated"},
        )
        try:
            _backend(settings).send_messages([message])
        except smtplib.SMTPRecipientsRefused as error:
            code = next((code for code, _ in error.recipients.values()), 0)
            raise NotSent(f"hộp thư không nhận: {code}", for_good=500 <= code < 600) from error
        except smtplib.SMTPDataError as error:
            raise NotSent(f"máy chủ thư trả lời {error.smtp_code}", for_good=500 <= error.smtp_code < 600) from error
        except (smtplib.SMTPException, OSError) as error:
            raise NotSent(f"máy chủ thư: {type(error).__name__}", for_good=False) from error
        return message_id


def _backend(settings: SmtpSettings) -> EmailBackend:
    return EmailBackend(
        host=settings.host,
        port=settings.port,
        username=settings.user,
        password=settings.password,
        use_tls=settings.use_tls,
        use_ssl=settings.use_ssl,
        timeout=settings.timeout,
        fail_silently=False,
    )


MAIL.register("smtp", SmtpMail())

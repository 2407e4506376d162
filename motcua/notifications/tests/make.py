"""Makers for notifications, through actions."""

from collections.abc import Sequence
from datetime import UTC, datetime

from motcua.notifications.actions.wake_due import wake_due
from motcua.notifications.models import Notification
from motcua.notifications.public import Channel, notify
from motcua.platform.action import SYSTEM

AT = datetime(2026, 11, 19, 7, 20, tzinfo=UTC)

CONTEXT = {
    "code": "H31.77.04-261119-0112",
    "procedure": "Đăng ký khai sinh",
    "unit": "UBND phường An Biên",
    "due": "16:00 26/11/2026",
    "link": "http://127.0.0.1:8090/tra-cuu",
}


def notifications(
    *,
    person_id: int | None = None,
    account_id: int | None = None,
    phone: str | None = "0912345678",
    email: str | None = "thanh.ha@example.vn",
    channels: Sequence[Channel] = (Channel.IN_APP, Channel.EMAIL, Channel.SMS),
    subject: str = "dossier:12",
    occasion: str = "",
    at: datetime = AT,
) -> list[Notification]:
    """The message that a dossier was received, queued in each channel; the jobs that send it have not run yet."""
    return notify(
        template="dossier_received",
        person_id=person_id,
        account_id=account_id,
        phone=phone,
        email=email,
        channels=channels,
        context=CONTEXT,
        subject=subject,
        occasion=occasion,
        by=SYSTEM,
        at=at,
    )


def sms(*, phone: str = "0912345678", subject: str = "dossier:12") -> Notification:
    """One SMS, queued."""
    (row,) = notifications(phone=phone, email="", channels=[Channel.SMS], subject=subject)
    return row


def email(*, address: str = "thanh.ha@example.vn", subject: str = "dossier:12") -> Notification:
    """One e-mail, queued."""
    (row,) = notifications(phone="", email=address, channels=[Channel.EMAIL], subject=subject)
    return row


def wake(at: datetime) -> None:
    """Bring back what is due at that instant, as the worker does every few seconds."""
    wake_due(by=SYSTEM, at=at)

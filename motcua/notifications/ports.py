"""What notifications need from outside: somebody who sends SMS, somebody who sends e-mail."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from motcua.platform.registry import Port


class NotSent(Exception):
    """The message was not taken, or it is not known whether it was. `for_good`: trying again is useless."""

    def __init__(self, reason: str, *, for_good: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.for_good = for_good


class Delivery(StrEnum):
    """What is known of a message that was taken."""

    UNKNOWN = "unknown"
    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True)
class SmsMessage:
    """An unaccented text to a number as dialled at home (0912345678). `attempt` counts from 1."""

    reference: str
    phone: str
    text: str
    attempt: int = 1


@dataclass(frozen=True)
class Letter:
    """An e-mail in plain text."""

    reference: str
    address: str
    title: str
    text: str


class SmsSender(Protocol):
    """Sends SMS. However often `send` is called with one reference, the phone gets one message."""

    def send(self, message: SmsMessage) -> str:
        """Hand the message over and return the provider's reference. Raises NotSent."""
        ...

    def delivery_of(self, provider_reference: str) -> Delivery:
        """Whether it reached the phone; UNKNOWN too when the provider does not answer."""
        ...


class MailSender(Protocol):
    """Sends e-mail. One reference gives one Message-ID, by which mail systems know a second copy."""

    def send(self, letter: Letter) -> str:
        """Hand the letter over and return its Message-ID. Raises NotSent."""
        ...


class Shutting(Protocol):
    """The channels by which each person does not want messages of this kind, and by law need not have them.

    Who wants them all may be left out.
    """

    def __call__(self, person_ids: Collection[int], kind: str, at: datetime) -> Mapping[int, frozenset[str]]: ...


SMS: Port[SmsSender] = Port("notifications.sms", "Send an SMS")
MAIL: Port[MailSender] = Port("notifications.mail", "Send an e-mail")
SHUT: Port[Shutting] = Port("notifications.shut", "By which channels do these persons not want to be told?")

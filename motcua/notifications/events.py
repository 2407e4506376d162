"""What happened to notifications."""

from dataclasses import dataclass

from motcua.platform.events import Event


@dataclass(frozen=True)
class NotificationQueued(Event):
    """A message waits to be sent for the `attempt`-th time. An attempt that was begun is never begun again."""

    notification_id: int
    attempt: int


@dataclass(frozen=True)
class DeliveryUnknown(Event):
    """A message was sent; it is time to ask, for the `check`-th time, whether it arrived."""

    notification_id: int
    check: int

"""The only place that asks the machine for the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

_frozen: datetime | None = None


def now() -> datetime:
    """This instant, aware, in UTC."""
    return _frozen or datetime.now(UTC)


def today() -> date:
    """The date in Vietnam."""
    return now().astimezone(VIETNAM).date()


@contextmanager
def frozen(at: datetime) -> Iterator[None]:
    """Hold the clock of this process at an instant, for every thread: for tests and for making history in the demo."""
    global _frozen
    before, _frozen = _frozen, at
    try:
        yield
    finally:
        _frozen = before

"""The city that the journeys go through: its address, its time, its jobs, its messages."""

from contextlib import ExitStack
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from motcua.platform import clock
from motcua.platform.clock import VIETNAM
from motcua.platform.testing import run_jobs
from sandbox.running import RunningSandbox

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
HALF_PAST_NINE = MONDAY.replace(hour=9, minute=30)
# Two days on: the Tuesday between is a holiday.
WEDNESDAY = datetime(2026, 11, 25, 8, 20, tzinfo=VIETNAM)


class City:
    """A running demo city; its clock stands still until the test moves it."""

    def __init__(self, url: str, nation: RunningSandbox) -> None:
        self.url = url
        self.nation = nation
        self._time = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._time.close()

    def it_is(self, at: datetime) -> None:
        """Move the clock of the whole city."""
        self._time.enter_context(clock.frozen(at))
        self.nation.it_is(at)

    def works(self) -> int:
        """Run every waiting job; returns how many ran."""
        return run_jobs()

    def texts_to(self, phone: str) -> list[str]:
        """The SMS that reached a phone, oldest first."""
        return [str(each["message"]) for each in reversed(self.nation.messages(phone))]

    def letters_to(self, email: str) -> list[dict[str, Any]]:
        """The e-mails that reached an address, oldest first."""
        return list(reversed(self.nation.letters(email)))

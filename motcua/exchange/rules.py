"""What may go out and when to try again: addresses, pauses, the circuit. Pure but for the circuit's lock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from threading import Lock
from urllib.parse import quote, urlencode, urlsplit


class ExchangeError(Exception):
    """A call to another system that brought nothing usable. `system` is its name in the settings."""

    def __init__(self, system: str, reason: str) -> None:
        super().__init__(f"{system}: {reason}")
        self.system = system
        self.reason = reason


class SystemUnavailable(ExchangeError):
    """The system is down, slow, overloaded, or was left alone because it had been so.

    `may_have_arrived` is False where the request certainly never reached it.
    """

    def __init__(self, system: str, reason: str, *, may_have_arrived: bool) -> None:
        super().__init__(system, reason)
        self.may_have_arrived = may_have_arrived


class BadReply(ExchangeError):
    """The system answered with something that is no answer: not JSON, too large, a redirect."""


class UnknownSystem(ExchangeError):
    """No such system in the settings: nothing is called that an operator did not allow."""


class Outcome(StrEnum):
    """How one attempt ended."""

    OK = "ok"
    REFUSED = "refused"
    FAILED = "failed"
    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed_out"
    BAD_REPLY = "bad_reply"
    NOT_TRIED = "not_tried"


SPOILS_CIRCUIT = frozenset({Outcome.FAILED, Outcome.UNREACHABLE, Outcome.TIMED_OUT})


def outcome_of_status(status: int) -> Outcome:
    """How an attempt with this HTTP status ended."""
    if 200 <= status < 300:
        return Outcome.OK
    if status == 429 or status >= 500:
        return Outcome.FAILED
    return Outcome.REFUSED if status >= 400 else Outcome.BAD_REPLY


def address(
    system: str,
    base_url: str,
    path: str,
    parts: Mapping[str, str] | None = None,
    query: Mapping[str, str] | None = None,
) -> str:
    """The full URL of a path under a system's base URL; `parts` fill the `{names}` in the path, quoted.

    Raises ValueError for a path that could leave the base URL, KeyError for a missing part.
    """
    if not path.startswith("/") or path.startswith("//") or any(sign in path for sign in "\\?#@") or ".." in path:
        raise ValueError(f"{system}: not a path: {path!r}")
    filled = path.format(**{name: _segment(value) for name, value in (parts or {}).items()})
    base = base_url.rstrip("/")
    if urlsplit(base).scheme not in ("http", "https") or not urlsplit(base).hostname:
        raise ValueError(f"{system}: base URL in the settings must be http or https")
    return f"{base}{filled}" + (f"?{urlencode(query)}" if query else "")


def _segment(value: str) -> str:
    quoted = quote(value, safe="")
    if quoted in ("", ".", ".."):
        raise ValueError("a part of a path may not be empty or dots")
    return quoted


def pause_before(attempt: int) -> float:
    """Seconds to wait before attempt 2, 3 … of one call: 0.2, 0.6, 1.8, at most 3."""
    return min(0.2 * 3.0 ** (attempt - 2), 3.0)


@dataclass
class _State:
    failures: int = 0
    open_until: datetime | None = None


class Circuit:
    """One system's circuit breaker: after `limit` failed attempts in a row nothing goes out for `rest`; then one
    attempt at a time probes until one succeeds."""

    def __init__(self, limit: int = 5, rest: timedelta = timedelta(seconds=20)) -> None:
        self._limit = limit
        self._rest = rest
        self._state = _State()
        self._lock = Lock()

    def may_pass(self, at: datetime) -> bool:
        """Whether an attempt may go out now. A probe closes the door behind it for another `rest`."""
        with self._lock:
            if self._state.open_until is None:
                return True
            if at < self._state.open_until:
                return False
            self._state.open_until = at + self._rest
            return True

    def learn(self, outcome: Outcome, at: datetime) -> None:
        """Take note of how an attempt ended."""
        with self._lock:
            if outcome not in SPOILS_CIRCUIT:
                self._state = _State()
                return
            self._state.failures += 1
            if self._state.failures >= self._limit:
                self._state.open_until = at + self._rest

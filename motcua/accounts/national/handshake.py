"""What a visitor asked of the provider, kept in their own session until they come back: once, and not for long."""

import base64
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from django.contrib.sessions.backends.base import SessionBase

KEPT = "national_requests"
LIFETIME = timedelta(minutes=10)
MOST_OPEN = 5


@dataclass(frozen=True)
class Handshake:
    """One question: `account_id` is who was signed in when it was asked, whom the answer must be about."""

    state: str
    nonce: str
    verifier: str
    onward: str
    account_id: int | None
    began: str

    @property
    def challenge(self) -> str:
        """What the provider is shown of the verifier (RFC 7636, S256)."""
        return base64.urlsafe_b64encode(sha256(self.verifier.encode()).digest()).rstrip(b"=").decode()


def begin_handshake(session: SessionBase, *, onward: str, account_id: int | None, at: datetime) -> Handshake:
    """A new question, kept in the session; of many open ones the oldest are forgotten."""
    made = Handshake(token_urlsafe(32), token_urlsafe(32), token_urlsafe(48), onward, account_id, at.isoformat())
    open_ones = [each for each in session.get(KEPT, []) if _is_good(each, at)]
    session[KEPT] = [*open_ones[-(MOST_OPEN - 1) :], asdict(made)]
    return made


def end_handshake(session: SessionBase, state: str, *, at: datetime) -> Handshake | None:
    """The question that this state answers, taken out of the session: good once. None when there is none (any more)."""
    kept = session.get(KEPT, [])
    asked = next((each for each in kept if state and each["state"] == state), None)
    if asked is None:
        return None
    session[KEPT] = [each for each in kept if each is not asked]
    return Handshake(**asked) if _is_good(asked, at) else None


def _is_good(asked: dict[str, str], at: datetime) -> bool:
    return timedelta(0) <= at - datetime.fromisoformat(asked["began"]) < LIFETIME

"""Sessions kept with the account that signed in, so that who asks is known in one statement.

They end when nothing is asked for a while, and after a working day in any case; drafts are kept apart from them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, login
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from motcua.accounts.actions.begin_sitting import begin_sitting
from motcua.accounts.models import Account, Session
from motcua.accounts.reads import address_of
from motcua.accounts.rules import AccountKind, address_words, device_words
from motcua.platform import clock, pages, rows
from motcua.platform.encryption import keyed_digest
from motcua.platform.settings import installation

BEGAN = "began"
# What a session keeps of how somebody came in: by which door, how surely (`Actor.assurance`), with what second proof.
DOOR = "door"
ASSURANCE = "assurance"
SECOND_FACTOR = "second_factor"
# Where that was, in words for the list of places where one is signed in; whether others use the same computer.
DEVICE = "device"
SHARED = "shared"
# When somebody went away from the screen: until they prove themselves again the session opens nothing.
LOCKED = "locked"
# When a password or passkey was last given in this sitting.
PROVED = "proved"
# How long a password or passkey that was just given is proof enough for something weighty.
PROOF_HOLDS = timedelta(minutes=15)
_BACKEND = "django.contrib.auth.backends.ModelBackend"
# Each request that keeps a session alive would be a write; so it is at most one a minute.
_SLACK = timedelta(minutes=1)


@cache
def _found() -> str:
    # Every request of everybody who signed in asks this, so in plain SQL.
    columns = f"{rows.columns(Session, 'session')}, {rows.columns(Account, 'account')}"
    return (
        f"SELECT {columns} FROM accounts_session session "  # noqa: S608 (names of ours)
        "LEFT JOIN accounts_account account ON account.id = session.account_id "
        "WHERE session.session_key = %s AND session.expire_date > %s"
    )


class SessionStore(DatabaseStore):
    """Django's session in the database; `account` came with it when it was loaded."""

    account: Account | None = None
    ends: datetime | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        with connection.cursor() as cursor:
            cursor.execute(_found(), [self.session_key, clock.now()])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return None
        session = rows.record(Session, row[: rows.width(Session)])
        self.account = rows.record(Account, row[rows.width(Session) :]) if session.account_id else None
        self.ends = session.expire_date
        return session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        account_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        if account_id is not None:
            data.setdefault(BEGAN, clock.now().isoformat())
        row = super().create_model_instance(data)
        assert isinstance(row, Session)
        row.account_id = account_id
        if account_id is not None:
            row.expire_date = _end(self._kind(account_id), data)
        return row

    def keep_alive(self) -> None:
        """Move the end of an idle session on, now that its account asks for something: saved with the answer."""
        if self.account is None or self.ends is None:
            return
        end = _end(self.account.kind, self)
        if abs(end - self.ends) > _SLACK:
            self.modified = True

    def _kind(self, account_id: int) -> str:
        if self.account is not None and self.account.pk == account_id:
            return self.account.kind
        return Account.objects.values_list("kind", flat=True).get(pk=account_id)


def _end(kind: str, kept: dict[str, Any] | SessionBase) -> datetime:
    here, now = installation(), clock.now()
    began = datetime.fromisoformat(kept.get(BEGAN) or now.isoformat())
    if kept.get(LOCKED):
        # Nothing can be done with it but to prove who is there, and what was typed waits behind the lock.
        return began + here.longest_session
    idle = here.official_idle if kind == AccountKind.OFFICIAL else here.applicant_idle
    return min(now + (min(idle, here.shared_idle) if kept.get(SHARED) else idle), began + here.longest_session)


def account_in_session(request: HttpRequest) -> Account | None:
    """The account that came with the session, checked as Django checks it; None where Django itself must look."""
    session = request.session
    if not isinstance(session, SessionStore) or session.get(SESSION_KEY) is None:
        return None
    account, proof = session.account, session.get(HASH_SESSION_KEY, "")
    is_theirs = account is not None and str(account.pk) == session[SESSION_KEY]
    if account is None or not is_theirs or session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    if not account.is_active or not constant_time_compare(proof, account.get_session_auth_hash()):
        return None
    session.keep_alive()
    return account


def was_proved_lately(request: HttpRequest) -> bool:
    """Whether whoever sits there gave a password or key, or signed in, a moment ago: an open screen is not enough."""
    given = request.session.get(PROVED) or request.session.get(BEGAN)
    return given is not None and clock.now() - datetime.fromisoformat(given) <= PROOF_HOLDS


def begin(
    request: HttpRequest,
    account: Account,
    *,
    door: str,
    assurance: int,
    second_factor: str = "",
    is_shared: bool = False,
) -> None:
    """Let an account in: every way of signing in ends here. The session gets a new key and a new day.

    `door` names the way ("password", "passkey", "national"); `assurance` as in `Actor`; `second_factor` is what was
    proved besides ("totp", "passkey", "recovery"), `is_shared` that others sit at this computer too. Of what a session
    knew of an earlier sitting nothing about the door stays; what a visitor had begun does.
    """
    begin_sitting(account, by=pages.actor_of_request(request), at=clock.now(), door=door, assurance=assurance)
    login(request, account, backend=_BACKEND)
    request.session.pop(BEGAN, None)
    for kept in (LOCKED, PROVED, SHARED):
        request.session.pop(kept, None)
    device = {"agent": device_words(request.headers.get("User-Agent", "")), "place": address_words(address_of(request))}
    request.session.update({DOOR: door, ASSURANCE: assurance, SECOND_FACTOR: second_factor, DEVICE: device})
    if is_shared:
        request.session[SHARED] = True
    # The session ends with the browser: many people sign in on computers that are not theirs.
    request.session.set_expiry(0)


@dataclass(frozen=True)
class Sitting:
    """A place where an account is signed in; `mark` names it without telling its key."""

    key: str
    mark: str
    browser: str
    system: str
    place: str
    door: str
    since: datetime
    last_used: datetime
    is_here: bool
    is_shared: bool


def sittings_of(account: Account, *, here: str) -> list[Sitting]:
    """Where the account is signed in now, the place of this session (`here`) first. One statement."""
    store, found = SessionStore(), []
    for row in Session.objects.filter(account=account, expire_date__gt=clock.now()).select_related(None):
        kept = store.decode(row.session_data)
        began = datetime.fromisoformat(kept.get(BEGAN) or clock.now().isoformat())
        device = kept.get(DEVICE) or {"agent": ("", ""), "place": ""}
        browser, system = device["agent"]
        idle = _end(account.kind, {**kept, LOCKED: None}) - clock.now()
        used = datetime.fromisoformat(kept[LOCKED]) if kept.get(LOCKED) else max(began, row.expire_date - idle)
        found.append(
            Sitting(
                key=row.session_key, mark=keyed_digest(f"sitting:{row.session_key}")[:20], browser=browser,
                system=system, place=device["place"], door=kept.get(DOOR, ""), since=began, last_used=used,
                is_here=row.session_key == here, is_shared=bool(kept.get(SHARED)),
            )
        )  # fmt: skip
    return sorted(found, key=lambda each: (not each.is_here, -each.last_used.timestamp()))

"""Sessions kept with the account that signed in, so that who asks is known in one statement."""

from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from motcua.accounts.models import Account, Session
from motcua.platform import clock, rows


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
        return session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = super().create_model_instance(data)
        assert isinstance(row, Session)
        row.account_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        return row


def account_in_session(request: HttpRequest) -> Account | None:
    """The account that came with the session, checked as Django checks it; None where Django itself must look."""
    session = request.session
    if not isinstance(session, SessionStore) or session.get(SESSION_KEY) is None:
        return None
    account, proof = session.account, session.get(HASH_SESSION_KEY, "")
    is_theirs = account is not None and str(account.pk) == session[SESSION_KEY]
    if account is None or not is_theirs or session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    return account if account.is_active and constant_time_compare(proof, account.get_session_auth_hash()) else None

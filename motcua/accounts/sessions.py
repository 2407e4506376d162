"""Sessions kept with the account that signed in, so that who asks is known in one statement."""

from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from motcua.accounts.models import Account, Session


class SessionStore(DatabaseStore):
    """Django's session in the database; `account` came with it when it was loaded."""

    account: Account | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        row: Session | None = super()._get_session_from_db()  # type: ignore[misc]
        self.account = row.account if row is not None else None
        return row

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

"""What runs beside the pages."""

from motcua.accounts.actions.forget_failures import forget_failures
from motcua.accounts.sessions import SessionStore
from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.platform.events import every


@every(seconds=3600)
def sweep() -> None:
    """Failed sign-ins are not kept longer than they count."""
    forget_failures(by=SYSTEM, at=clock.now())


@every(seconds=86_400)
def clear_sessions() -> None:
    """Sessions that ended leave nothing behind."""
    SessionStore.clear_expired()

"""Write down one attempt to call another system."""

from datetime import datetime

from motcua.exchange.models import ExchangeMessage
from motcua.exchange.rules import Outcome
from motcua.platform.action import Actor, action


@action("exchange.write_down")
def write_down(
    *,
    system: str,
    method: str,
    path: str,
    status: int | None,
    duration_ms: int,
    outcome: Outcome,
    subject: str,
    attempt: int,
    by: Actor,
    at: datetime,
) -> ExchangeMessage:
    """Keep who was called, how it ended and how long it took (milliseconds); `path` with its `{names}` unfilled."""
    del by
    return ExchangeMessage.objects.create(
        system=system,
        method=method,
        path=path,
        status=status,
        duration_ms=duration_ms,
        outcome=outcome,
        subject=subject,
        attempt=attempt,
        at=at,
    )

"""Events to jobs and back. The job table is the outbox: a job exists if and only if its transaction committed."""

import json
from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, get_type_hints

import procrastinate
from django.db import connection

from motcua.platform.events.declare import Event, find, handlers_of, name_of

TASK, QUEUE = "motcua.handle", "events"
_READERS: dict[type, Callable[[str], Any]] = {
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    Decimal: Decimal,
}
# What procrastinate's own `batch_defer` asks of the server; its way there costs more than the whole action.
_DEFER = """
SELECT procrastinate_defer_jobs_v1(
    array_agg((%s, %s, 0, NULL, NULL, args, NULL)::procrastinate_job_to_defer_v1)
) FROM unnest(%s::jsonb[]) AS args
"""
RETRY = procrastinate.RetryStrategy(max_attempts=8, exponential_wait=3)


def defer(events: Sequence[Event]) -> None:
    """Store one job for each handler of each event, in one statement, in the running transaction."""
    jobs = [
        json.dumps({"event": name_of(type(event)), "handler": handler, "payload": _to_json(event)})
        for event in events
        for handler in handlers_of(type(event))
    ]
    if jobs:
        with connection.cursor() as cursor:
            cursor.execute(_DEFER, [QUEUE, TASK, jobs])


def deliver(event: str, handler: str, payload: dict[str, Any]) -> None:
    """Run one handler on one event."""
    cls, function = find(event, handler)
    function(_from_json(cls, payload))


def _to_json(event: Event) -> dict[str, Any]:
    return {each.name: _plain(getattr(event, each.name)) for each in fields(event)}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value


def _from_json(cls: type[Event], payload: dict[str, Any]) -> Event:
    hints = get_type_hints(cls)
    return cls(**{name: _typed(hints[name], value) for name, value in payload.items() if name in hints})


def _typed(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    for kind, read in _READERS.items():
        if hint is kind or kind in getattr(hint, "__args__", ()):
            return read(value)
    return value

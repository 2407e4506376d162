"""What is written of the running: JSON, one line per request, job and failure, and never what people typed.

A line holds words of ours, numbers and ids. Of what libraries say only the template is kept, without what would be
filled in; of an exception its type and the places it went through, without its message: both may quote a form, an
address or a row. In a demo, where nobody is real, messages are kept for whoever develops.
"""

import json
import logging
import re
import secrets
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from django.db import connection

OURS = ("motcua", "_granian")
LONG_NUMBER = re.compile(r"\d{9,}")
_piece: ContextVar[str] = ContextVar("motcua_piece_of_work", default="")


def request_id() -> str:
    """What the request or job now running is called in the log and on error pages; empty outside of one."""
    return _piece.get()


@contextmanager
def piece_of_work() -> Iterator[str]:
    """Name what is done inside, so that all its lines can be found together; gives the name."""
    name = secrets.token_hex(6)
    token = _piece.set(name)
    try:
        yield name
    finally:
        _piece.reset(token)


class Statements:
    """Counts the statements that Django sends while it wraps the connection."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Callable[..., Any], *args: Any) -> Any:
        self.count += 1
        return execute(*args)


@contextmanager
def counted() -> Iterator[Statements]:
    """How many statements this thread sends inside."""
    statements = Statements()
    with connection.execute_wrapper(statements):
        yield statements


class JsonLines(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger, request, message, and what `extra={"fields": …}` brings."""

    def __init__(self, *, with_messages: bool = False) -> None:
        super().__init__()
        self.with_messages = with_messages

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "request": request_id(),
            "message": self._message(record),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line |= self._failure(record.exc_info[1])
        return json.dumps({name: value for name, value in line.items() if value not in ("", None)}, ensure_ascii=False)

    def _message(self, record: logging.LogRecord) -> str:
        if self.with_messages or record.name.startswith(OURS):
            return LONG_NUMBER.sub("…", record.getMessage())
        if record.name.startswith("procrastinate"):  # its messages quote the whole job
            return str(getattr(record, "action", ""))
        # Without arguments the text may have been put together already, of anything.
        return str(record.msg) if record.args else f"{record.module}:{record.lineno}"

    def _failure(self, error: BaseException) -> dict[str, Any]:
        chain = [error]
        while (before := chain[-1].__cause__ or chain[-1].__context__) and before not in chain:
            chain.append(before)
        details = next((found for each in chain if (found := getattr(each, "diag", None))), None)
        return {
            "error": " < ".join(type(each).__qualname__ for each in chain),
            "constraint": getattr(details, "constraint_name", None),
            "sqlstate": getattr(details, "sqlstate", None),
            "words": LONG_NUMBER.sub("…", str(error)) if self.with_messages else None,
            "places": [f"{at.filename}:{at.lineno} {at.name}" for at in traceback.extract_tb(error.__traceback__)][
                -12:
            ],
        }

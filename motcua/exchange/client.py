"""The one outgoing HTTP client: only to systems named in the settings, timed, retried, broken off, written down."""

import json as json_module
import logging
import secrets
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from threading import Lock
from typing import Any, Literal

import httpx
from django.db import DatabaseError

from motcua.exchange.actions.write_down import write_down
from motcua.exchange.rules import (
    BadReply,
    Circuit,
    Outcome,
    SystemUnavailable,
    UnknownSystem,
    address,
    outcome_of_status,
    pause_before,
)
from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.platform.settings import installation

log = logging.getLogger("motcua.exchange")

CONNECT_SECONDS = 3.0
LARGEST_REPLY = 5_000_000

Method = Literal["GET", "POST", "PUT", "DELETE"]


@dataclass(frozen=True)
class Reply:
    """What a system answered: any status below 500 but redirects and 429."""

    system: str
    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def ok(self) -> bool:
        """Whether the status is 2xx."""
        return 200 <= self.status < 300

    def json(self) -> Any:
        """The body read as JSON. Raises BadReply."""
        try:
            return json_module.loads(self.content)
        except (ValueError, RecursionError) as error:
            raise BadReply(self.system, "the reply is not JSON") from error


@dataclass(frozen=True)
class _Call:
    """One call as asked for, whatever number of attempts it takes."""

    system: str
    method: Method
    path: str
    url: str
    body: dict[str, Any]
    timeout: float
    subject: str
    expect: Literal["json", "anything"]
    routine: bool
    largest: int


@dataclass
class _Attempt:
    """How one attempt ended."""

    outcome: Outcome
    status: int | None = None
    may_have_arrived: bool = True
    reason: str = ""
    reply: Reply | None = None
    problem: BadReply | None = None


@dataclass
class _Circuits:
    """The circuits of this process, one a system."""

    by_system: dict[str, Circuit] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def of(self, system: str) -> Circuit:
        with self.lock:
            return self.by_system.setdefault(system, Circuit())

    def reset(self) -> None:
        with self.lock:
            self.by_system.clear()


circuits = _Circuits()


@cache
def _client() -> httpx.Client:
    # No redirects, no proxy from the environment, no cookies kept: only what the call itself says goes out.
    return httpx.Client(follow_redirects=False, trust_env=False, limits=httpx.Limits(max_connections=50))


def call(
    system: str,
    method: Method,
    path: str,
    *,
    idempotent: bool,
    parts: Mapping[str, str] | None = None,
    query: Mapping[str, str] | None = None,
    json: object = None,
    data: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    timeout: float = 10.0,
    attempts: int = 3,
    subject: str = "",
    expect: Literal["json", "anything"] = "json",
    routine: bool = False,
    largest: int | None = None,
) -> Reply:
    """Call another system and return what it answered (any 2xx or 4xx but 429).

    `system` is a name in `settings.MOTCUA.systems`; `path` may have `{names}` that `parts` fill (only the unfilled path
    is logged). Personal values belong in `parts`, `query` or the body, never in `path` or `subject` ("dossier:12").
    `idempotent` says that the same request twice does no harm; others are retried only if they certainly never arrived.
    `routine` is for what is asked every minute and about nobody: only what fails is written down.
    `timeout` bounds each of at most `attempts`, in seconds; `largest` the answer, in bytes. Call outside of
    transactions: other systems are slow.
    Raises UnknownSystem, SystemUnavailable, BadReply (also when `expect="json"` and a 2xx body is none), ValueError.
    """
    base_url = installation().systems.get(system)
    if not base_url:
        raise UnknownSystem(system, "not among the systems of the settings")
    body = {"json": json, "data": data, "headers": dict(headers or {})}
    asked = _Call(
        system=system,
        method=method,
        path=path,
        url=address(system, base_url, path, parts, query),
        body={name: value for name, value in body.items() if value is not None},
        timeout=timeout,
        subject=subject,
        expect=expect,
        routine=routine,
        largest=largest or LARGEST_REPLY,
    )
    return _persist(asked, attempts, idempotent)


def _persist(asked: _Call, most: int, idempotent: bool) -> Reply:
    attempt, number, may_have_arrived = _Attempt(Outcome.NOT_TRIED), 0, False
    while number < most:
        number += 1
        if number > 1:
            time.sleep(pause_before(number) * (1 + secrets.randbelow(500) / 1000))
        attempt = _try(asked, number)
        if attempt.problem is not None:
            raise attempt.problem
        if attempt.reply is not None:
            return attempt.reply
        may_have_arrived = may_have_arrived or attempt.may_have_arrived
        if attempt.outcome is Outcome.NOT_TRIED or (attempt.may_have_arrived and not idempotent):
            break
    raise SystemUnavailable(asked.system, attempt.reason, may_have_arrived=may_have_arrived)


def _try(asked: _Call, number: int) -> _Attempt:
    circuit = circuits.of(asked.system)
    began = time.monotonic()
    if circuit.may_pass(clock.now()):
        attempt = _send(asked)
        circuit.learn(attempt.outcome, clock.now())
    else:
        attempt = _Attempt(Outcome.NOT_TRIED, may_have_arrived=False, reason="left alone after many failures")
    _keep(asked, number, attempt, round((time.monotonic() - began) * 1000))
    return attempt


def _send(asked: _Call) -> _Attempt:
    until = time.monotonic() + asked.timeout
    timeout = httpx.Timeout(asked.timeout, connect=min(CONNECT_SECONDS, asked.timeout))
    try:
        with _stream(asked, timeout) as response:
            return _read(asked, response, until)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
        return _Attempt(Outcome.UNREACHABLE, may_have_arrived=False, reason=type(error).__name__)
    except httpx.TimeoutException as error:
        return _Attempt(Outcome.TIMED_OUT, reason=type(error).__name__)
    except httpx.HTTPError as error:
        return _Attempt(Outcome.UNREACHABLE, reason=type(error).__name__)


@contextmanager
def _stream(asked: _Call, timeout: httpx.Timeout) -> Iterator[httpx.Response]:
    client = _client()
    client.cookies.clear()
    with client.stream(asked.method, asked.url, timeout=timeout, **asked.body) as response:
        yield response


def _read(asked: _Call, response: httpx.Response, until: float) -> _Attempt:
    outcome, content = outcome_of_status(response.status_code), bytearray()
    for chunk in response.iter_bytes():
        content += chunk
        if len(content) > asked.largest:
            return _bad(asked, response, f"the reply is larger than {asked.largest} bytes")
        if time.monotonic() > until:
            return _Attempt(Outcome.TIMED_OUT, response.status_code, reason="the reply came too slowly")
    if outcome is Outcome.FAILED:
        return _Attempt(outcome, response.status_code, reason=f"status {response.status_code}")
    if outcome is Outcome.BAD_REPLY:
        return _bad(asked, response, f"status {response.status_code} is not an answer")
    reply = Reply(asked.system, response.status_code, dict(response.headers), bytes(content))
    if asked.expect == "json" and reply.ok:
        try:
            reply.json()
        except BadReply as problem:
            return _Attempt(Outcome.BAD_REPLY, reply.status, problem=problem)
    return _Attempt(outcome, reply.status, reply=reply)


def _bad(asked: _Call, response: httpx.Response, reason: str) -> _Attempt:
    return _Attempt(Outcome.BAD_REPLY, response.status_code, problem=BadReply(asked.system, reason))


def _keep(asked: _Call, number: int, attempt: _Attempt, duration_ms: int) -> None:
    if asked.routine and attempt.reply is not None and attempt.reply.ok:
        return
    try:
        write_down(
            system=asked.system,
            method=asked.method,
            path=asked.path,
            status=attempt.status,
            duration_ms=duration_ms,
            outcome=attempt.outcome,
            subject=asked.subject,
            attempt=number,
            by=SYSTEM,
            at=clock.now(),
        )
    except DatabaseError:
        # The other system has already answered: losing the answer would be worse than losing the line about it.
        log.exception("could not write down a call to %s", asked.system)

"""What one outside system of the sandbox nation offers: a file in `sandbox/services/` with such a `SERVICE`."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field

from starlette.routing import BaseRoute

from sandbox.shelf import Shelf
from sandbox.switches import ControlPanel

LONGEST_SILENCE = 120.0
"""Seconds for which the fault `timeout` holds a request."""


@dataclass(frozen=True)
class Nation:
    """What every service may use: the shelf, the control panel, where the nation listens, and whether it closes."""

    shelf: Shelf
    control: ControlPanel
    host: str
    smtp_port: int
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    async def silence(self) -> None:
        """Say nothing for two minutes, or until the nation closes."""
        try:
            await asyncio.wait_for(self.closing.wait(), LONGEST_SILENCE)
        except TimeoutError:
            return


@asynccontextmanager
async def nothing_running(_: Nation) -> AsyncIterator[None]:
    """The life of a service that answers HTTP only."""
    yield


@dataclass(frozen=True)
class Service:
    """`routes` are mounted at `/{code}` behind the switches; `running` spans the life of the server.

    `quirks` are the ways to be wrong that only this system has, by what the control page calls them.
    """

    code: str
    name: str
    summary: str
    routes: Callable[[Nation], Sequence[BaseRoute]] = lambda _: ()
    running: Callable[[Nation], AbstractAsyncContextManager[None]] = nothing_running
    quirks: Mapping[str, str] = field(default_factory=dict)

"""Run the sandbox nation: in the foreground for `python -m sandbox`, or beside a test on free ports."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import httpx
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.embed import Server

from sandbox.app import build_app
from sandbox.service import Nation
from sandbox.services import all_services
from sandbox.shelf import Shelf
from sandbox.switches import ControlPanel


class SandboxServer:
    """The nation with its web server; `state` is the SQLite file, None keeps everything in memory."""

    def __init__(
        self, host: str, port: int, smtp_port: int, *, state: Path | None = None, public: bool = False
    ) -> None:
        services = all_services()
        control = ControlPanel(tuple(service.code for service in services))
        self._nation = Nation(Shelf(state), control, host, smtp_port)
        app = build_app(self._nation, services, public=public)
        self._server = Server(app, address=host, port=port, interface=Interfaces.ASGI, log_level=LogLevels.error)

    async def serve(self) -> None:
        """Answer until `stop`."""
        await self._server.serve()

    def stop(self) -> None:
        """Let go of silent requests and end `serve`; from the server's own thread."""
        self._nation.closing.set()
        self._server.stop()  # type: ignore[no-untyped-call]


@dataclass(frozen=True)
class RunningSandbox:
    """A sandbox nation that a test talks to, also directly by `client`; `url` has no slash at its end."""

    host: str
    port: int
    smtp_port: int
    client: httpx.Client

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    def switch(self, service: str, **switches: str | int) -> None:
        """Set the switches of one service; those not named are off."""
        self.client.put(f"/control/{service}", json=switches).raise_for_status()

    def it_is(self, at: datetime | None) -> None:
        """Let the nation think that it is this time, for whose own clock stands still; None: the machine's time."""
        told = {} if at is None else {"at": str(int(at.timestamp()))}
        self.client.post("/identity/clock", params=told).raise_for_status()

    def quiet(self) -> None:
        """Switch everything off and empty the shelf."""
        self.client.delete("/control").raise_for_status()
        self.client.delete("/inbox.json").raise_for_status()

    def messages(self, phone: str = "") -> list[dict[str, Any]]:
        """SMS received, newest first; `requests` counts how often each was asked for."""
        return self._inbox(phone=phone)["sms"]

    def letters(self, email: str = "") -> list[dict[str, Any]]:
        """E-mails received, newest first; `copies` counts how often each arrived."""
        return self._inbox(email=email)["mail"]

    def lookups(self) -> list[dict[str, Any]]:
        """What the population register was asked, newest first."""
        return cast("list[dict[str, Any]]", self.client.get("/population/log.json").json())

    def parcels(self) -> list[dict[str, Any]]:
        """What the post was asked to carry, newest first; `requests` counts how often each was ordered."""
        return cast("list[dict[str, Any]]", self.client.get("/post/v1/orders.json").json())

    def told(self, number: str, status: str, **more: str) -> dict[str, Any]:
        """What the post tells of a parcel, as it is sent: `body` and `headers`."""
        reply = self.client.post(f"/post/v1/orders/{number}/told", params={"status": status, **more})
        return cast("dict[str, Any]", reply.json())

    def _inbox(self, **only: str) -> dict[str, list[dict[str, Any]]]:
        return cast("dict[str, list[dict[str, Any]]]", self.client.get("/inbox.json", params=only).json())


def free_port(host: str = "127.0.0.1") -> int:
    """A TCP port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


@contextmanager
def sandbox_beside(host: str = "127.0.0.1") -> Iterator[RunningSandbox]:
    """Run a nation of its own in a process of its own while the block lasts; TimeoutError when it is not up in 20 s."""
    port, smtp_port = free_port(host), free_port(host)
    command = [sys.executable, "-m", "sandbox", "--host", host, "--port", str(port), "--smtp-port", str(smtp_port)]
    nation = subprocess.Popen(command, cwd=Path(__file__).parents[1], stdout=subprocess.DEVNULL)  # noqa: S603
    try:
        with httpx.Client(base_url=f"http://{host}:{port}", trust_env=False) as client:
            running = RunningSandbox(host, port, smtp_port, client)
            _await_health(running, patience=20)
            yield running
    finally:
        nation.terminate()
        try:
            nation.wait(timeout=10)
        except subprocess.TimeoutExpired:
            nation.kill()
            nation.wait()


def _await_health(running: RunningSandbox, patience: float) -> None:
    until = time.monotonic() + patience
    while time.monotonic() < until:
        try:
            running.client.get("/health", timeout=1).raise_for_status()
            return
        except httpx.HTTPError:
            time.sleep(0.02)
    raise TimeoutError("the sandbox nation did not come up")

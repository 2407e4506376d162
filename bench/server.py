"""The real web server on the benchmark's database, on loopback."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import quote, urlencode

WORKERS, THREADS = 2, 4
# What is measured is work, not how the system slows a hasty hand down.
UNHURRIED = {"MOTCUA_WRITES_PER_MINUTE": "100000", "MOTCUA_SEARCHES_PER_MINUTE": "100000"}


def database_url() -> str:
    """The address of the database that this process uses."""
    from django.db import connection

    there = connection.settings_dict
    options = {name: value for name, value in there["OPTIONS"].items() if isinstance(value, str)}
    query = urlencode({"host": there["HOST"], **options})
    port = f":{there['PORT']}" if there["PORT"] else ""
    return f"postgresql://{quote(there['USER'])}:{quote(there['PASSWORD'])}@{port}/{there['NAME']}?{query}"


@contextmanager
def serving(besides: Mapping[str, str] | None = None, *, workers: int = WORKERS) -> Iterator[int]:
    """The pages are served inside this block; gives the port. `besides` goes into the server's environment."""
    port = _free_port()
    command = [sys.executable, "-m", "motcua", "web", "--port", str(port)]
    command += ["--workers", str(workers), "--threads", str(THREADS)]
    environment = {**os.environ, "DATABASE_URL": database_url(), **UNHURRIED, **(besides or {})}
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, server)
        yield port
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the web server did not start")

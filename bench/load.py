"""A browser that never thinks: sends requests written beforehand over a few connections that stay open.

Runs as a process of its own (`python -m bench.load`), so that it takes no time from what it measures but the machine's.
"""

import asyncio
import pickle
import subprocess
import sys
import time
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from bench.city import TOKEN, SignedIn


@dataclass(frozen=True)
class Answers:
    """How long all requests took together, and how many answers there were of each status."""

    seconds: float
    statuses: dict[int, int]

    def a_second(self, status: int) -> float:
        """Answers a second. Raises AssertionError unless all have this status."""
        assert set(self.statuses) == {status}, self.statuses
        return self.statuses[status] / self.seconds


def get(path: str, by: SignedIn) -> bytes:
    """A request for a page."""
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {by.cookie}\r\n\r\n".encode()


def post(path: str, by: SignedIn, **fields: str) -> bytes:
    """A form sent off, with its protection token."""
    body = urlencode({"csrfmiddlewaretoken": TOKEN, **fields})
    return (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {by.cookie}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


def send(port: int, requests: Sequence[bytes], *, connections: int = 8) -> Answers:
    """Send all requests, as many at a time as there are connections; gives up after two minutes."""
    told = pickle.dumps((port, list(requests), connections))
    command = [sys.executable, "-m", "bench.load"]
    done = subprocess.run(command, input=told, stdout=subprocess.PIPE, check=True, timeout=120)
    answers: Answers = pickle.loads(done.stdout)
    return answers


async def _send(port: int, requests: list[bytes], connections: int) -> Answers:
    waiting, statuses = deque(requests), Counter[int]()
    lines = [await asyncio.open_connection("127.0.0.1", port) for _ in range(connections)]

    async def work(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while waiting:
            writer.write(waiting.popleft())
            head = await reader.readuntil(b"\r\n\r\n")
            length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
            await reader.readexactly(int(length or 0))
            statuses[int(head[9:12])] += 1

    started = time.perf_counter()
    await asyncio.gather(*(work(*line) for line in lines))
    return Answers(time.perf_counter() - started, dict(statuses))


if __name__ == "__main__":
    from bench import load

    # As `bench.load`, so that what is pickled here is known there.
    sys.stdout.buffer.write(pickle.dumps(asyncio.run(load._send(*pickle.load(sys.stdin.buffer)))))

"""How long each answer takes: the same cheap sender as `bench.load`, with a clock for every request.

Runs as a process of its own (`python -m bench.latency`).
"""

import asyncio
import pickle
import subprocess
import sys
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Times:
    """Seconds of each answer, sorted, and of all together."""

    each: tuple[float, ...]
    seconds: float

    def milliseconds(self, share: float) -> float:
        """What so large a share of the answers took at most."""
        return round(self.each[min(len(self.each) - 1, int(len(self.each) * share))] * 1000, 1)

    def told(self) -> dict[str, float]:
        """p50, p95 and requests a second."""
        return {
            "p50_ms": self.milliseconds(0.5),
            "p95_ms": self.milliseconds(0.95),
            "per_s": round(len(self.each) / self.seconds, 1),
        }


def times(port: int, requests: Sequence[bytes], *, connections: int = 8) -> Times:
    """Send all requests, so many at a time. Raises AssertionError where an answer is not a page or a redirect."""
    told = pickle.dumps((port, list(requests), connections))
    command = [sys.executable, "-m", "bench.latency"]
    done = subprocess.run(command, input=told, stdout=subprocess.PIPE, check=True, timeout=600)
    each, seconds, statuses = pickle.loads(done.stdout)
    assert statuses <= {200, 302}, statuses
    return Times(tuple(sorted(each)), seconds)


async def _send(port: int, requests: list[bytes], connections: int) -> tuple[list[float], float, set[int]]:
    waiting, each, statuses = deque(requests), list[float](), set[int]()
    lines = [await asyncio.open_connection("127.0.0.1", port, limit=2**22) for _ in range(connections)]

    async def work(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while waiting:
            begun = time.perf_counter()
            writer.write(waiting.popleft())
            head = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0] or 0))
            each.append(time.perf_counter() - begun)
            statuses.add(int(head[9:12]))

    started = time.perf_counter()
    await asyncio.gather(*(work(*line) for line in lines))
    return each, time.perf_counter() - started, statuses


if __name__ == "__main__":
    sys.stdout.buffer.write(pickle.dumps(asyncio.run(_send(*pickle.load(sys.stdin.buffer)))))

"""One slow line in front of the server that many share, and visitors who fetch a page and what it needs through it."""

import asyncio
import contextlib
import re
import time
from http.client import HTTPConnection
from typing import Any
from urllib.parse import quote

from bench.face import Face

NEEDED = re.compile(rb'<(?:link|script)\b[^>]*?\b(?:href|src)="(/static/[^"]+)"')
# A packet's worth: small enough that all who wait get their turn.
PACKET, AT_ONCE = 1500, 6


def fetch(port: int, page: Face) -> bytes:
    """The page's HTML, without any delay. Raises AssertionError where it is not there."""
    connection = HTTPConnection("localhost", port, timeout=60)
    connection.request("GET", quote(page.path, safe="/?=&%"), headers=page.headers())
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    assert answer.status == 200, (page, answer.status)
    return content


def visits(port: int, page: Face, *, visitors: int, bits: int, latency_ms: int) -> dict[str, Any]:
    """Seconds until half of the visitors, and the last of them, have the page and the styles and scripts it names."""
    needed = sorted({each.decode() for each in NEEDED.findall(fetch(port, page))})
    ended = sorted(asyncio.run(_visits(port, page, needed, visitors, _Line(bits / 8, latency_ms / 2000))))
    return {"half_s": round(ended[len(ended) // 2], 2), "last_s": round(ended[-1], 2), "files": len(needed)}


class _Line:
    """So many bytes a second for all together, one packet after the other, each `delay` seconds later."""

    def __init__(self, rate: float, delay: float) -> None:
        self.rate, self.delay, self._free_at = rate, delay, 0.0

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Hand on what comes until nothing more comes."""
        with contextlib.suppress(ConnectionError):
            while packet := await reader.read(PACKET):
                self._free_at = max(self._free_at, time.monotonic()) + len(packet) / self.rate
                await asyncio.sleep(self._free_at - time.monotonic())
                asyncio.get_running_loop().call_later(self.delay, writer.write, packet)
            await asyncio.sleep(self.delay)
            writer.close()


async def _visits(port: int, page: Face, needed: list[str], visitors: int, line: _Line) -> list[float]:
    up, joined = _Line(line.rate, line.delay), list[asyncio.Task[Any] | None]()

    async def join(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        joined.append(asyncio.current_task())
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(up.carry(reader, far_writer), line.carry(far_reader, writer))

    async with await asyncio.start_server(join, "127.0.0.1", 0) as proxy:
        through = int(proxy.sockets[0].getsockname()[1])
        ended = await asyncio.gather(*(_visit(through, page, needed) for _ in range(visitors)))
        await asyncio.gather(*(each for each in joined if each is not None))
        return ended


async def _visit(port: int, page: Face, needed: list[str]) -> float:
    started = time.monotonic()
    await _ask(port, [page.path], page)
    await asyncio.gather(*(_ask(port, needed[place::AT_ONCE], page) for place in range(AT_ONCE)))
    return time.monotonic() - started


async def _ask(port: int, paths: list[str], page: Face) -> None:
    """One after the other over one connection."""
    if not paths:
        return
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    headers = {"Host": "localhost", "Accept-Encoding": "gzip, br", **page.headers()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    for path in paths:
        writer.write(f"GET {quote(path, safe='/?=&%')} HTTP/1.1\r\n{lines}\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        assert b" 200 " in head.partition(b"\r\n")[0], (path, head)
        await reader.readexactly(int(head.partition(b"content-length:")[2].partition(b"\r\n")[0]))
    writer.close()

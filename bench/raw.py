"""psycopg alone, by as many processes and threads as the web server has: the floor under what goes over HTTP."""

import multiprocessing
import time
from collections.abc import Callable, Sequence
from threading import Thread
from typing import Any

import psycopg

from bench.server import THREADS, WORKERS

# What is done for one item, and what makes it in the process that does it.
Work = Callable[[psycopg.Connection, Any], None]
Make = Callable[[Any], Work]


def rate(dsn: str, make: Make, given: Any, items: Sequence[Any]) -> float:
    """Items done a second; `make` is a function of a module, `given` what it is called with."""
    context = multiprocessing.get_context("spawn")
    barrier, times = context.Barrier(WORKERS * THREADS), context.SimpleQueue()
    running = [
        context.Process(target=_process, args=(dsn, make, given, items[number::WORKERS], barrier, times))
        for number in range(WORKERS)
    ]
    for process in running:
        process.start()
    spans: list[tuple[float, float]] = [times.get() for _ in range(WORKERS * THREADS)]
    for process in running:
        process.join()
    return len(items) / (max(end for _start, end in spans) - min(start for start, _end in spans))


def _process(dsn: str, make: Make, given: Any, items: Sequence[Any], barrier: Any, times: Any) -> None:
    def thread(part: Sequence[Any]) -> None:
        work = make(given)
        with psycopg.connect(dsn, autocommit=True, prepare_threshold=1) as connection:
            barrier.wait(60)
            started = time.monotonic()
            for item in part:
                work(connection, item)
            times.put((started, time.monotonic()))

    running = [Thread(target=thread, args=(items[number::THREADS],)) for number in range(THREADS)]
    for each in running:
        each.start()
    for each in running:
        each.join()

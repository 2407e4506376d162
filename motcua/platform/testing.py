"""What tests of every module use."""

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from motcua.platform.action import Refused
from motcua.platform.events.delivery import TASK, deliver


def run_jobs(limit: int = 1000) -> int:
    """Run all deferred handlers now, in this thread, until none is left; return how many ran.

    A handler that fails raises here. Jobs inside the test's own transaction are seen, unlike by a real worker.
    """
    ran = 0
    while ran < limit:
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM procrastinate_jobs WHERE id = (SELECT min(id) FROM procrastinate_jobs "
                "WHERE task_name = %s AND status = 'todo') RETURNING args",
                [TASK],
            )
            row = cursor.fetchone()
        if row is None:
            return ran
        args = row[0] if isinstance(row[0], dict) else json.loads(row[0])
        deliver(args["event"], args["handler"], args["payload"])
        ran += 1
    raise AssertionError(f"more than {limit} jobs: a handler tells itself?")


# The embedded server takes 150 connections, which the test processes that run side by side share.
AT_ONCE = 100 // int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))


def all_at_once(works: Iterable[Callable[[], object]]) -> Counter[str]:
    """Run each in a thread and a connection of its own, all let go together; how many ended in which way.

    `done`, or the name of the refusal; anything else that is raised is raised here. For tests that commit.
    """
    waiting = list(works)
    together = min(len(waiting), AT_ONCE)
    barrier = Barrier(together)

    def run(numbered: tuple[int, Callable[[], object]]) -> str:
        number, work = numbered
        try:
            connection.ensure_connection()
            if number < together:
                barrier.wait(timeout=60)
            work()
        except Refused as refused:
            return type(refused).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(together) as pool:
        return Counter(pool.map(run, enumerate(waiting)))

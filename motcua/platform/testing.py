"""What tests of every module use."""

import json

from django.db import connection

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

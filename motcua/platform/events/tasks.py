"""The one task that runs handlers, and the return of jobs whose worker died."""

import logging
import time
from typing import Any

import procrastinate
from django.db import close_old_connections
from procrastinate.contrib.django import app

from motcua.platform.events.delivery import QUEUE, RETRY, TASK, deliver
from motcua.platform.logs import counted, piece_of_work

log = logging.getLogger("motcua.job")

# Two missed beats of ten seconds, and half a one: with the sweep below, back within forty seconds.
STALLED_AFTER_SECONDS = 25


@app.task(name=TASK, retry=RETRY, queue=QUEUE)
def handle(event: str, handler: str, payload: dict[str, Any]) -> None:
    """Run one handler of one event."""
    close_old_connections()
    begun, outcome = time.monotonic(), "failed"
    with piece_of_work(), counted() as statements:
        try:
            deliver(event, handler, payload)
            outcome = "done"
        finally:
            fields = {
                "event": event,
                "handler": handler,
                "outcome": outcome,
                "milliseconds": round((time.monotonic() - begun) * 1000, 1),
                "statements": statements.count,
            }
            level = logging.INFO if outcome == "done" else logging.ERROR
            log.log(level, "job", exc_info=outcome != "done", extra={"fields": fields})


@app.periodic(cron="* * * * * */10")
@app.task(name="motcua.rescue", queue="upkeep", pass_context=True)
async def rescue(context: procrastinate.JobContext, timestamp: int) -> None:
    """Bring back jobs that a killed worker left half-done."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
        await manager.retry_job(job)
    await manager.prune_stalled_workers(STALLED_AFTER_SECONDS * 4)

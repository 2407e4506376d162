"""CPU milliseconds of one step of a process: Python and PostgreSQL together, against the same rows written by hand.

`python -m bench.engine_step` prints one JSON object. `own` is the step with its rows, audit and events apart (the
budget is 1.5 ms); `whole` is the step as it runs; `floor` is two statements by psycopg that lock, read and write the
same rows. Of several rounds the best counts: the others measure what else the machine was doing. The server's part is
read from /proc and left out where there is none.
"""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

MATTERS = 100
ROUNDS = 5
STEPS = (("verify", "propose_approval"), ("approve", "approve"), ("issue", "done"), ("hand_over", "done"))

FLOOR_LOCK = """
SELECT i.id, i.variables, i.marking FROM processes_task t JOIN processes_processinstance i ON i.id = t.instance_id
WHERE t.id = %s FOR UPDATE OF i
"""
FLOOR_WRITE = """
WITH closed AS (
    UPDATE processes_task SET state = 'done', outcome = 'done', closed_at = now() WHERE id = %s AND state = 'open'
), moved AS (
    UPDATE processes_processinstance SET marking = %s, variables = %s WHERE id = %s
)
INSERT INTO processes_task (instance_id, node, name, role_code, organisation_id, due_at, state, opened_at,
                            outcome, note, is_again)
SELECT instance_id, node, name, role_code, organisation_id, due_at, 'open', now(), '', NULL, false
FROM processes_task WHERE id = %s RETURNING id
"""


def measure(matters: int = MATTERS, rounds: int = ROUNDS) -> dict[str, Any]:
    """CPU milliseconds a step, by part, and their ratios."""
    steps = matters * len(STEPS)
    _cost(lambda: _run(20), steps)
    taken: dict[str, list[dict[str, float]]] = {"own": [], "whole": [], "floor": []}
    for _ in range(rounds):
        with _without_audit_and_events():
            taken["own"].append(_cost(lambda: _run(matters), steps))
        taken["whole"].append(_cost(lambda: _run(matters), steps))
        taken["floor"].append(_cost(lambda: _floor(matters), steps))
    best = {name: min(costs, key=lambda cost: cost["total"]) for name, costs in taken.items()}
    own, floor = best["own"], best["floor"]
    return {
        "cpu_ms_per_step": best,
        "own_against_floor": round(own["total"] / floor["total"], 2),
        "own_against_budget": round(own["total"] / 1.5, 2),
        "steps": steps,
        "rounds": rounds,
    }


def _tasks(matters: int) -> list[Any]:
    from motcua.processes.tests import make

    version, here = make.process(), make.organisation()
    return [make.started(version=version, competent=here).opened[0] for _ in range(matters)]


def _run(matters: int) -> Iterator[None]:
    from motcua.platform.action import SYSTEM
    from motcua.processes.public import complete
    from motcua.processes.tests import make

    tasks = _tasks(matters)
    yield
    for task in tasks:
        for _node, outcome in STEPS:
            moved = complete(task, outcome=outcome, by=SYSTEM, at=make.AT)
            task = moved.opened[0] if moved.opened else None


def _floor(matters: int) -> Iterator[None]:
    from django.db import connection

    tasks = [task.pk for task in _tasks(matters)]
    raw = connection.connection
    yield
    for task in tasks:
        for _step in STEPS:
            with raw.transaction(), raw.cursor() as cursor:
                cursor.execute(FLOOR_LOCK, [task])
                instance, variables, marking = cursor.fetchone()
                cursor.execute(FLOOR_WRITE, [task, _text(marking), _text(variables), instance, task])
                task = cursor.fetchone()[0]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _cost(run: Callable[[], Iterator[None]], steps: int) -> dict[str, float]:
    from django.db import connection

    work = run()
    next(work)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    ours, theirs = time.process_time(), _server_seconds(backend)
    for _ in work:
        pass
    ours, theirs = time.process_time() - ours, _server_seconds(backend) - theirs
    parts = {"python": ours, "server": theirs, "total": ours + theirs}
    return {name: round(seconds * 1000 / steps, 3) for name, seconds in parts.items()}


def _server_seconds(backend: int) -> float:
    status = Path(f"/proc/{backend}/stat")
    if not status.exists():
        return 0.0
    fields = status.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def _without_audit_and_events() -> Iterator[None]:
    from motcua.platform import action

    with patch.object(action, "_write_down", lambda _work, _trip: None):
        yield


def main() -> None:
    """Print the measurements as JSON."""
    from bench.database import fresh_database

    with fresh_database():
        print(json.dumps({"bench": "engine_step", **measure()}))


if __name__ == "__main__":
    main()

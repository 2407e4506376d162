"""The worklist of an official while 100,000 matters run: the read that the inbox asks, in process.

`python -m bench.engine_worklist` prints one JSON object. Five wards take a hundred dossiers through the actions, to
desks where nobody has them, where somebody has them and where they came back; the server copies their rows until
100,000 run, a fifth of them in one ward. Then the first 50 rows of each list that is found by steps are read as the
page reads them, by the specialist and the head of that ward. Milliseconds, server included: of wall time the
middle one of the best of several rounds and the least of all, and of processor time. The budget is 10; where processor
time alone is more, no quiet machine helps and the measurement fails.
"""

import json
import sys
import time
from datetime import timedelta
from statistics import median
from typing import Any

MATTERS, WARDS = 100_000, 5
AT_FIRST = 100
ROWS, ASKED, ROUNDS, WARMING = 50, 40, 6, 20
MOST_MS = 10.0
LISTS = (
    ("specialist", "mine"),
    ("specialist", "new"),
    ("specialist", "returned"),
    ("leader", "new"),
    ("leader", "unit"),
)


def measure() -> dict[str, Any]:
    """Milliseconds of each list, and how many matters ran."""
    from bench.copies import multiply
    from motcua.processes.public import ProcessInstance

    ward = _filed()
    multiply(MATTERS // AT_FIRST, with_done=True)
    running = ProcessInstance.objects.live().count()
    lists = {f"{who}: {tab}": _times(getattr(ward, who), tab) for who, tab in LISTS}
    return {"running": running, "lists": lists, "most_ms": MOST_MS}


def _filed() -> Any:
    """Dossiers at the desks of some wards, and one of these."""
    from motcua.dossiers.public import claim_step, complete_step
    from motcua.dossiers.tests import make

    first = make.ward()
    wards = [first, *(make.ward(procedure=first.procedure) for _ in range(WARDS - 1))]
    citizen = make.citizen()
    for number in range(AT_FIRST):
        ward, at = wards[number % WARDS], make.AT + timedelta(minutes=number)
        dossier = make.dossier(ward, by=citizen, received=True, at=at)
        if number // WARDS % 4 == 1:
            claim_step(dossier, task_id=make.task_id(dossier), by=ward.specialist, at=at)
        elif number // WARDS % 4 > 1:
            complete_step(dossier, task_id=make.task_id(dossier), outcome="propose", by=ward.specialist, at=at)
        if number // WARDS % 4 == 3:
            task = make.task_id(dossier)
            complete_step(dossier, task_id=task, outcome="return", note="Thiếu chữ ký", by=ward.leader, at=at)
    return first


def _times(actor: Any, tab: str) -> dict[str, float]:
    from django.db import connection

    from bench.engine_step import _server_seconds
    from motcua.dossiers.reads.narrowing import read_filters
    from motcua.dossiers.reads.worklist import worklist
    from motcua.dossiers.tests.make import AT

    def read() -> float:
        begun = time.perf_counter()
        rows = worklist(actor, tab, filters, AT, after=None, size=ROWS).rows
        assert len(rows) == ROWS, f"{tab}: {len(rows)} rows"
        return (time.perf_counter() - begun) * 1000

    filters, backend = read_filters({}), connection.connection.info.backend_pid
    for _ in range(WARMING):
        read()
    busy = time.process_time() + _server_seconds(backend)
    rounds = [[read() for _ in range(ASKED)] for _ in range(ROUNDS)]
    busy = time.process_time() + _server_seconds(backend) - busy
    return {
        "p50_ms": round(min(map(median, rounds)), 2),
        "least_ms": round(min(map(min, rounds)), 2),
        "cpu_ms": round(busy * 1000 / (ASKED * ROUNDS), 2),
    }


def slow(measured: dict[str, Any]) -> list[str]:
    """The lists that take longer than they may, in words."""
    return [f"{name}: {each['cpu_ms']} ms" for name, each in measured["lists"].items() if each["cpu_ms"] > MOST_MS]


def main() -> None:
    """Print the measurements as JSON; fails where a list takes too long."""
    from bench.database import fresh_database

    with fresh_database():
        measured = measure()
    print(json.dumps({"bench": "engine_worklist", **measured}, ensure_ascii=False))
    if missed := slow(measured):
        print("\n".join(missed), file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()

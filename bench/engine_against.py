"""One step of a process by our engine and by SpiffWorkflow with equivalent persistence, in the same run.

`python -m bench.engine_against` prints one JSON object. Both walk the same process: twelve steps, two consultations at
once, three rounds of supplements. Equivalent persistence: the matter's row is locked and read, the state taken from it,
the step done, and state, the task closed and the tasks opened, due in working time, are written in one transaction, to
tables with our columns and indexes. Log and events are left out of ours, as SpiffWorkflow has none. Milliseconds of
processor time, Python and PostgreSQL together; of several rounds the best counts.
"""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any

from bench.engine_step import _cost, _without_audit_and_events

MATTERS, ROUNDS = 20, 5
TABLES = """
CREATE TABLE spiff_instance (LIKE processes_processinstance INCLUDING ALL);
ALTER TABLE spiff_instance ADD COLUMN whole text;
CREATE TABLE spiff_task (LIKE processes_task INCLUDING ALL);
"""
LOCK = """
SELECT i.id, i.whole FROM spiff_task t JOIN spiff_instance i ON i.id = t.instance_id WHERE t.id = %s FOR UPDATE OF i
"""
CLOSE = "UPDATE spiff_task SET state = 'done', outcome = %s, closed_at = now() WHERE id = %s AND state = 'open'"
SAVE = "UPDATE spiff_instance SET whole = %s, state = %s, finished_at = CASE WHEN %s THEN now() END WHERE id = %s"
BEGIN = """
INSERT INTO spiff_instance (version_id, subject, organisation_id, relations, variables, marking, state, started_at,
                            whole)
VALUES (%s, %s, %s, '{}', '{}', '{}', 'running', now(), %s) RETURNING id
"""
OPEN = """
INSERT INTO spiff_task (instance_id, node, name, role_code, organisation_id, due_at, state, opened_at, outcome,
                        is_again)
VALUES (%s, %s, %s, %s, %s, %s, 'open', now(), '', EXISTS (
    SELECT FROM spiff_task WHERE instance_id = %s AND node = %s AND state = 'done')) RETURNING id
"""


def process() -> dict[str, Any]:
    """Twelve steps: a loop of supplements, two consultations at once, approval, issue, delivery."""
    from motcua.processes.tests.shapes import flows, hours, node, outcome, task

    keys = [
        "receive",
        "check",
        "supplement",
        "assign",
        "verify",
        "tax",
        "land",
        "draft",
        "head",
        "lead",
        "issue",
        "deliver",
    ]
    answers = [outcome("ok", "Đủ", "primary"), outcome("more", "Bổ sung")]
    return {
        "nodes": [
            node("start", "start_event"),
            *(task(key, limit=hours(4), outcomes=answers if key == "check" else []) for key in keys),
            node("enough", "exclusive_gateway", name="Đủ?"),
            node("fork", "parallel_gateway"),
            node("join", "parallel_gateway"),
            node("end", "end_event"),
        ],
        "flows": flows(
            "start > receive", "receive > check", "check > enough", 'enough > supplement if outcome = "more"',
            "enough > assign else", "supplement > check", "assign > verify", "verify > fork", "fork > tax",
            "fork > land",
            "tax > join", "land > join", "join > draft", "draft > head", "head > lead", "lead > issue",
            "issue > deliver", "deliver > end",
        ),
    }  # fmt: skip


STEPS = [
    ("receive", "done"),
    *[("check", "more"), ("supplement", "done")] * 3,
    ("check", "ok"),
    *((key, "done") for key in ("assign", "verify", "tax", "land", "draft", "head", "lead", "issue", "deliver")),
]


def measure(matters: int = MATTERS, rounds: int = ROUNDS) -> dict[str, Any]:
    """CPU milliseconds a step of each, and how many times as much theirs takes."""
    from django.db import connection

    steps = matters * len(STEPS)
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
    ours, theirs = _Ours(), _Spiff()
    for engine in (ours, theirs):
        _cost(lambda engine=engine: engine.run(5), steps)  # type: ignore[misc]
    taken: dict[str, list[dict[str, float]]] = {"own": [], "spiff": []}
    for _ in range(rounds):
        with _without_audit_and_events():
            taken["own"].append(_cost(lambda: ours.run(matters), steps))
        taken["spiff"].append(_cost(lambda: theirs.run(matters), steps))
    best = {name: min(costs, key=lambda cost: cost["total"]) for name, costs in taken.items()}
    ratio = round(best["spiff"]["total"] / best["own"]["total"], 2)
    return {"cpu_ms_per_step": best, "spiff_against_own": ratio, "steps": steps, "rounds": rounds}


class _Ours:
    """The process as it runs."""

    def __init__(self) -> None:
        from motcua.processes.tests import make

        self.version, self.here = make.process(process()), make.organisation()

    def run(self, matters: int) -> Iterator[None]:
        """Every step of each matter, each an action."""
        from motcua.platform.action import SYSTEM
        from motcua.processes.public import complete
        from motcua.processes.tests import make

        begun = [make.started(version=self.version, competent=self.here).opened for _ in range(matters)]
        yield
        for opened in begun:
            tasks = {task.node: task for task in opened}
            for node, outcome in STEPS:
                moved = complete(tasks[node], outcome=outcome, by=SYSTEM, at=make.AT)
                tasks |= {task.node: task for task in moved.opened}


class _Spiff:
    """The same as SpiffWorkflow keeps it: the whole state as one JSON text."""

    def __init__(self) -> None:
        from SpiffWorkflow.bpmn.parser import BpmnParser
        from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer

        from motcua.processes.rules import read_definition
        from motcua.processes.rules.bpmn import write_bpmn
        from motcua.processes.tests import make

        xml = write_bpmn(read_definition(process()), "Mười hai bước").decode()
        xml = re.sub(r"(<bpmn:conditionExpression[^>]*>)outcome = ", r"\1outcome == ", xml)
        parser = BpmnParser()
        parser.add_bpmn_io(BytesIO(xml.encode()))
        self.spec = parser.get_spec("Process")
        self.serializer = BpmnWorkflowSerializer()
        self.version, self.here, self.at, self.count = make.process(process()), make.organisation(), make.AT, 0

    def run(self, matters: int) -> Iterator[None]:
        """Every step of each matter, each in a transaction of its own."""
        from django.db import connection

        raw = connection.connection
        begun = [self.begin(raw) for _ in range(matters)]
        yield
        for tasks in begun:
            for node, outcome in STEPS:
                self.step(raw, tasks, node, outcome)

    def begin(self, raw: Any) -> dict[str, int]:
        """A matter that has just begun; its tasks by node."""
        from SpiffWorkflow.bpmn.workflow import BpmnWorkflow

        self.count += 1
        workflow = BpmnWorkflow(self.spec)
        workflow.do_engine_steps()
        tasks: dict[str, int] = {}
        with raw.transaction(), raw.cursor() as cursor:
            values = [self.version.pk, f"spiff:{self.count}", self.here.pk, self.text(workflow)]
            cursor.execute(BEGIN, values)
            self.open(cursor, cursor.fetchone()[0], workflow, tasks)
        return tasks

    def step(self, raw: Any, tasks: dict[str, int], node: str, outcome: str) -> None:
        """Lock and read, do, write."""
        from SpiffWorkflow.util.task import TaskState

        with raw.transaction(), raw.cursor() as cursor:
            done = tasks.pop(node)
            cursor.execute(LOCK, [done])
            instance, state = cursor.fetchone()
            workflow = self.serializer.deserialize_json(state)
            ready = next(each for each in workflow.get_tasks(state=TaskState.READY) if each.task_spec.name == node)
            ready.data["outcome"] = outcome
            ready.run()
            workflow.do_engine_steps()
            over = workflow.completed
            cursor.execute(CLOSE, [outcome, done])
            cursor.execute(SAVE, [self.text(workflow), "finished" if over else "running", over, instance])
            self.open(cursor, instance, workflow, tasks)

    def text(self, workflow: Any) -> str:
        """The state to be kept."""
        return str(self.serializer.serialize_json(workflow))

    def open(self, cursor: Any, instance: int, workflow: Any, tasks: dict[str, int]) -> None:
        """Rows for the tasks that began to wait, due in working time as ours are."""
        from SpiffWorkflow.util.task import TaskState

        from motcua.organisations.public import add_working_time, calendars_of

        for task in workflow.get_tasks(state=TaskState.READY):
            key = task.task_spec.name
            if task.task_spec.manual and key not in tasks:
                due = add_working_time(calendars_of({self.here.pk})[self.here.pk], self.at, timedelta(hours=4))
                role = task.task_spec.lane or ""
                cursor.execute(OPEN, [instance, key, task.task_spec.bpmn_name, role, self.here.pk, due, instance, key])
                tasks[key] = cursor.fetchone()[0]


def main() -> None:
    """Print the measurements as JSON."""
    from bench.database import fresh_database

    with fresh_database():
        print(json.dumps({"bench": "engine_against", **measure()}))


if __name__ == "__main__":
    main()

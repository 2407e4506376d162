"""The two statements of a step: lock and read, then write everything at once.

The row of the root instance is the lock of the whole matter, called processes included; `marking` is the truth about
each. Rows joined to it are read before the lock is granted and may be old by then: a called process is read again, and
the write asks again for what must still be so.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from motcua.organisations.public import CALENDAR_REVISION, WorkingCalendar, calendars_of
from motcua.platform.action import Actor, Refused, Stale
from motcua.platform.events import emit
from motcua.processes.events import InstanceFinished, TaskOpened
from motcua.processes.models import InstanceState, Task, TaskState, TaskTimer
from motcua.processes.reads import Movement, due_after, fires_after, net_of
from motcua.processes.rules import Net, Step, UserTask

_LOCK = f"""
SELECT i.root_id, i.id, root.version_id, v.checksum, root.subject, root.relations, root.variables, root.marking,
       root.state, t.node, t.state, t.role_code, t.organisation_id, t.assignee_id, {CALENDAR_REVISION}
FROM processes_task t
JOIN processes_processinstance i ON i.id = t.instance_id
JOIN processes_processinstance root ON root.id = COALESCE(i.root_id, i.id)
JOIN processes_processversion v ON v.id = root.version_id
WHERE t.id = %s
FOR UPDATE OF root
"""  # noqa: S608 (words of ours)

_LOCK_FAMILY = """
SELECT id FROM processes_processinstance
WHERE id = (SELECT COALESCE(root_id, id) FROM processes_processinstance WHERE id = %s) FOR UPDATE
"""

_READ = f"""
SELECT i.version_id, v.checksum, i.subject, i.relations, i.variables, i.marking, i.state, i.parent_id,
       root.id, root.listed_number, root.listed_due_at, {CALENDAR_REVISION}
FROM processes_processinstance i
JOIN processes_processinstance root ON root.id = COALESCE(i.root_id, i.id)
JOIN processes_processversion v ON v.id = i.version_id
WHERE i.id = %s
"""  # noqa: S608 (words of ours)

_CLOSE = """closed AS (
    UPDATE processes_task
    SET state = %s, outcome = %s, note = %s, closed_at = %s, closed_by_id = %s, remaining_minutes = NULL{unlisted}
    WHERE id = %s AND state = 'open' AND assignee_id IS NOT DISTINCT FROM %s
    RETURNING id
)"""

_DISARM = """disarmed AS (
    UPDATE processes_tasktimer SET state = 'cancelled', fires_at = NULL, remaining_minutes = NULL, ended_at = %s
    WHERE task_id = %s AND state = 'armed'
)"""

_MOVE = """moved AS (
    UPDATE processes_processinstance SET marking = %s, variables = %s, state = %s, finished_at = %s{unlisted}
    WHERE id = %s
)"""

_OPEN = """opened AS (
    INSERT INTO processes_task (instance_id, node, name, role_code, organisation_id, due_at, state, opened_at,
                                outcome, note, listed_number, listed_due_at, is_again)
    VALUES {rows}
    RETURNING id
)"""
# Listed as the others of its matter, unless told anew; done before is what was done, or is closed just now.
_ROW = "(%s, %s, %s, %s, %s, %s, 'open', %s, '', NULL, {listing}, {again})"
_ALIKE = "(SELECT {name} FROM processes_task WHERE id = %s)"
_AGAIN = "EXISTS (SELECT FROM processes_task WHERE instance_id = %s AND node = %s AND (state = 'done' OR id = %s))"

_NOWHERE = ", listed_number = NULL, listed_due_at = NULL"

_UNLIST = """unlisted AS (
    UPDATE processes_task SET listed_number = NULL, listed_due_at = NULL
    WHERE instance_id = %s AND listed_number IS NOT NULL AND id <> %s
)"""


def someone_was_first() -> Stale:
    """What the one who comes second is told."""
    return Stale(_("Hồ sơ vừa được người khác xử lý. Xin tải lại trang để xem bước hiện tại."))


@dataclass(frozen=True)
class Matter:
    """A locked instance, and the task by which it was found; `calendars` is the revision they then stood at.

    `root_id` and `parent_id` are None for a matter's own process; `listed` is known where no task led here.
    """

    instance_id: int
    net: Net
    subject: str
    relations: Mapping[str, int]
    variables: dict[str, Any]
    marking: dict[str, int]
    node: str
    role_code: str
    organisation_id: int
    assignee_id: int | None = None
    calendars: str | None = None
    task_id: int | None = None
    root_id: int | None = None
    parent_id: int | None = None
    listed: "Listing | None" = None


@dataclass(frozen=True)
class Listing:
    """What the owner of a matter lists its steps under: the matter's number, and by when the whole of it is due."""

    number: int
    due_at: datetime | None


@dataclass(frozen=True)
class Closing:
    """How a task is closed in the same statement; `is_settled`: its owner lists the matter no longer."""

    task: Task
    state: TaskState
    outcome: str = ""
    note: str = ""
    is_settled: bool = False


def lock_by_task(task: Task) -> Matter:
    """Lock the instance of an open task. Raises Stale if it is closed, Refused if unknown or the instance is held."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [task.pk])
        row = cursor.fetchone()
    if row is None:
        raise Refused(_("Không tìm thấy bước xử lý này."))
    root_id, instance_id, version_id, checksum, subject, relations, variables, marking, state, *of_task = row
    node, task_state, role_code, organisation_id, assignee_id, calendars = of_task
    if root_id is not None:
        matter, state = read_matter(instance_id)
        matter = replace(
            matter, node=node, role_code=role_code, organisation_id=organisation_id, assignee_id=assignee_id,
            task_id=task.pk,
        )  # fmt: skip
    else:
        matter = Matter(
            instance_id, net_of(version_id, checksum), subject, json.loads(relations), json.loads(variables),
            json.loads(marking), node, role_code, organisation_id, assignee_id, calendars, task.pk,
        )  # fmt: skip
    if not is_live(state) or task_state != TaskState.OPEN or node not in matter.marking:
        raise someone_was_first()
    if state == InstanceState.HELD:
        raise Refused(_("Hồ sơ đang tạm dừng, chưa thể xử lý bước này."))
    return matter


def is_live(state: str) -> bool:
    """Whether an instance in that state has not ended."""
    return state in (InstanceState.RUNNING, InstanceState.HELD)


def lock_family(instance_id: int) -> None:
    """Lock the matter that an instance belongs to, by its root."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_FAMILY, [instance_id])


def read_matter(instance_id: int) -> tuple[Matter, str]:
    """An instance whose family is locked, and its state."""
    with connection.cursor() as cursor:
        cursor.execute(_READ, [instance_id])
        version_id, checksum, subject, relations, variables, marking, state, parent_id, *more = cursor.fetchone()
    root_id, number, due_at, calendars = more
    places = json.loads(relations)
    matter = Matter(
        instance_id, net_of(version_id, checksum), subject, places, json.loads(variables), json.loads(marking), "", "",
        places["competent"], None, calendars, None, None if root_id == instance_id else root_id, parent_id,
        None if number is None else Listing(number, due_at),
    )  # fmt: skip
    return matter, state


def write_rows(
    matter: Matter,
    step: Step,
    *,
    close: Closing | None,
    listed: Listing | None = None,
    by: Actor,
    at: datetime,
) -> Movement:
    """Write what a step did, in one statement and one more for timers. Raises Stale if the task moved meanwhile.

    The steps that open are listed as the one is that leads to them, or for the first ones as `listed` says.
    """
    calendars = _calendars(matter, step)
    tasks = [_opened(matter, node, calendars, at) for node in step.opened]
    state = InstanceState.FINISHED if step.is_finished else InstanceState.RUNNING
    parts, arguments = _closing(matter, close, by, at) if close else ([], [])
    parts.append(_MOVE.format(unlisted=_NOWHERE if close and close.is_settled else ""))
    arguments += [json.dumps(step.marking), json.dumps(step.variables), state, at if step.is_finished else None]
    arguments.append(matter.instance_id)
    if tasks:
        sql, values = _opening(matter, tasks, close, listed, at)
        parts.append(sql)
        arguments += values
    closed = "(SELECT count(*) FROM closed)" if close else "1"
    opened = "(SELECT array_agg(id ORDER BY id) FROM opened)" if tasks else "NULL"
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(parts)} SELECT {closed}, {opened}", arguments)
        count, ids = cursor.fetchone()
    if count != 1:
        raise someone_was_first()
    for task, pk in zip(tasks, ids or (), strict=True):
        task.pk = pk
        task._state.adding = False
    _arm(matter.net, tasks, calendars, at)
    if close:
        _mark_closed(close, by, at)
    _tell(matter, tasks, step, at)
    return Movement(matter.instance_id, tuple(tasks), (close.task,) if close else (), step.is_finished)


def _closing(matter: Matter, close: Closing, by: Actor, at: datetime) -> tuple[list[str], list[Any]]:
    task_id = close.task.pk
    parts: list[str] = [_CLOSE.format(unlisted=_NOWHERE if close.is_settled else "")]
    note = Task._meta.get_field("note").get_db_prep_value(close.note or None, connection)
    arguments: list[Any] = [close.state, close.outcome, note, at, by.account_id, task_id, matter.assignee_id]
    if matter.node in matter.net.timers:
        parts.append(_DISARM)
        arguments += [at, task_id]
    if close.is_settled:
        parts.append(_UNLIST)
        arguments += [matter.instance_id, task_id]
    return parts, arguments


def _opening(
    matter: Matter, tasks: Sequence[Task], close: Closing | None, listed: Listing | None, at: datetime
) -> tuple[str, list[Any]]:
    done = close.task.pk if close and close.state == TaskState.DONE else None
    arguments: list[Any] = []
    listed = listed or (None if matter.task_id else matter.listed)
    if listed is not None:
        listing, under = "%s, %s", [listed.number, listed.due_at]
    elif matter.task_id is None or (close and close.is_settled):
        listing, under = "NULL, NULL", []
    else:
        listing = ", ".join(_ALIKE.format(name=name) for name in ("listed_number", "listed_due_at"))
        under = [matter.task_id, matter.task_id]
    for task in tasks:
        arguments += [task.instance_id, task.node, task.name, task.role_code, task.organisation_id, task.due_at, at]
        arguments += [*under, task.instance_id, task.node, done]
    row = _ROW.format(listing=listing, again=_AGAIN)
    return _OPEN.format(rows=", ".join([row] * len(tasks))), arguments


def _calendars(matter: Matter, step: Step) -> Mapping[int, WorkingCalendar]:
    """The calendars by which the steps that open are due; none where nothing is due."""
    timed = {
        matter.relations[node.performer.organisation]
        for node in step.opened
        if node.limit or node.id in matter.net.timers
    }
    return calendars_of(timed, revision=matter.calendars) if timed else {}


def _opened(matter: Matter, node: UserTask, calendars: Mapping[int, WorkingCalendar], at: datetime) -> Task:
    organisation_id = matter.relations[node.performer.organisation]
    return Task(
        instance_id=matter.instance_id,
        node=node.id,
        name=node.name,
        role_code=node.performer.role,
        organisation_id=organisation_id,
        opened_at=at,
        due_at=due_after(calendars[organisation_id], at, node.limit) if node.limit else None,
    )


def _arm(net: Net, tasks: Sequence[Task], calendars: Mapping[int, WorkingCalendar], at: datetime) -> None:
    timers = [
        TaskTimer(task=task, node=timer.id, fires_at=fires_after(calendars[task.organisation_id], at, timer))
        for task in tasks
        for timer in net.timers.get(task.node, ())
    ]
    if timers:
        TaskTimer.objects.bulk_create(timers)


def _mark_closed(close: Closing, by: Actor, at: datetime) -> None:
    task = close.task
    task.state, task.outcome, task.note = close.state, close.outcome, close.note or None
    task.closed_at, task.closed_by_id, task.remaining_minutes = at, by.account_id, None


def _tell(matter: Matter, tasks: Sequence[Task], step: Step, at: datetime) -> None:
    for task in tasks:
        place = (task.node, task.role_code, task.organisation_id, task.due_at)
        emit(TaskOpened(matter.subject, matter.instance_id, task.pk, *place, at))
    if step.is_finished and matter.parent_id is None:
        emit(InstanceFinished(matter.subject, matter.instance_id, at))

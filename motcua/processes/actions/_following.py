"""What follows a step beside its tasks: waits that begin and end, called processes, what is told to others.

A plain step, from task to task, needs none of it and costs no statement more.
"""

import json
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from motcua.organisations.public import calendars_of
from motcua.platform.action import Actor, Refused
from motcua.platform.clock import VIETNAM
from motcua.platform.events import emit
from motcua.processes import rules
from motcua.processes.actions._moving import Closing, Listing, Matter, is_live, read_matter, write_rows
from motcua.processes.events import EscalationRaised, MessageTold, SignalTold, WaitCame
from motcua.processes.models import (
    InstanceState,
    ProcessInstance,
    Task,
    TaskState,
    TaskTimer,
    TimerState,
    Wait,
    WaitKind,
    WaitState,
)
from motcua.processes.reads import Movement, fires_after, net_of, organisations_for, version_in_force
from motcua.processes.rules import BoundaryTimer, CallActivity, CatchTimer, Kind, Node, Step

DEEPEST_CALL = 5
_KINDS = {
    Kind.RECEIVE_TASK: WaitKind.MESSAGE,
    Kind.CATCH_MESSAGE: WaitKind.MESSAGE,
    Kind.BOUNDARY_MESSAGE: WaitKind.MESSAGE,
    Kind.CATCH_SIGNAL: WaitKind.SIGNAL,
    Kind.BOUNDARY_SIGNAL: WaitKind.SIGNAL,
    Kind.CATCH_TIMER: WaitKind.TIMER,
    Kind.TIMER: WaitKind.TIMER,
    Kind.SERVICE_TASK: WaitKind.SERVICE,
    Kind.CALL: WaitKind.CALL,
}
_CHILD = """
INSERT INTO processes_processinstance (version_id, subject, organisation_id, relations, variables, marking, state,
                                       started_at, started_by_id, parent_id, root_id)
VALUES (%s, %s, %s, %s, '{}', '{}', 'running', %s, %s, %s, %s)
RETURNING id
"""


def write_step(
    matter: Matter,
    step: Step,
    *,
    by: Actor,
    at: datetime,
    close: Closing | None = None,
    listed: Listing | None = None,
) -> Movement:
    """Write what a step did and what follows from it. Raises Stale if the task moved meanwhile, Refused."""
    timers = _armed(matter, close)
    movement = write_rows(matter, step, close=close, listed=listed, by=by, at=at)
    if not _has_more(matter, step, close):
        return replace(movement, way_back=_way_back(matter, step, movement, close, timers))
    now = replace(matter, marking=step.marking, variables=dict(step.variables), listed=listed or matter.listed)
    closed = _end_left(now, step, close, by, at)
    moved = [replace(movement, closed=(*movement.closed, *closed))]
    calls = _begin_waits(now, step, at)
    moved += _tell(now, step, by, at)
    for call in calls:
        moved += _call(now, call, by, at)
    if step.is_finished and now.parent_id is not None:
        moved += _return(now, step, by, at)
    return _together(matter, moved)


def _armed(matter: Matter, close: Closing | None) -> dict[str, str]:
    """When the timers of the step that is closed would have run out."""
    if close is None or matter.node not in matter.net.timers:
        return {}
    armed = TaskTimer.objects.armed().filter(task=close.task.pk, fires_at__isnull=False)
    return {node: fires_at.isoformat() for node, fires_at in armed.values_list("node", "fires_at") if fires_at}


def _way_back(
    matter: Matter, step: Step, movement: Movement, close: Closing | None, timers: dict[str, str]
) -> dict[str, Any] | None:
    if close is None or close.state != TaskState.DONE or close.is_settled or step.is_finished:
        return None
    return {
        "task": close.task.pk,
        "opened": [task.pk for task in movement.opened],
        "before": matter.marking,
        "after": dict(step.marking),
        "variables": matter.variables,
        "timers": timers,
    }


def proceed(wait: Wait, matter: Matter, *, by: Actor, at: datetime) -> Movement:
    """What a locked matter waits for has come, with the variables it brought. Raises Refused."""
    Wait.objects.filter(pk=wait.pk).update(state=WaitState.DONE, fires_at=None, remaining_minutes=None, ended_at=at)
    try:
        step = rules.fire(matter.net, matter.marking, wait.node, matter.variables | wait.brought)
    except rules.NoWay as no_way:
        raise Refused(no_way.flaw.sentence(_))
    return write_step(matter, step, by=by, at=at)


def end_all(instances: Collection[int], *, by: Actor, at: datetime) -> tuple[Task, ...]:
    """End these instances where they stand; the tasks that were open."""
    tasks = list(Task.objects.open().filter(instance__in=instances))
    _cancel_tasks(tasks, by, at)
    Task.objects.filter(instance__in=instances, listed_number__isnull=False).update(
        listed_number=None, listed_due_at=None
    )
    Wait.objects.waiting().filter(instance__in=instances).update(
        state=WaitState.CANCELLED, fires_at=None, remaining_minutes=None, ended_at=at
    )
    ProcessInstance.objects.filter(pk__in=instances).update(
        state=InstanceState.CANCELLED, marking={}, finished_at=at, listed_number=None, listed_due_at=None
    )
    return tuple(tasks)


def live_family(root_id: int) -> list[ProcessInstance]:
    """The root and every process called below it that has not ended."""
    family = ProcessInstance.objects.live().filter(root_id=root_id).select_related("version").order_by("id")
    return [*ProcessInstance.objects.filter(pk=root_id).select_related("version"), *family]


def _has_more(matter: Matter, step: Step, close: Closing | None) -> bool:
    net = matter.net
    if step.entered or step.told or (step.is_finished and matter.parent_id is not None):
        return True
    if len(step.left) > (1 if close else 0):
        return True
    touched = (*step.left, *(task.id for task in step.opened))
    return any(not isinstance(event, BoundaryTimer) for key in touched for event in net.boundaries.get(key, ()))


def _end_left(matter: Matter, step: Step, close: Closing | None, by: Actor, at: datetime) -> tuple[Task, ...]:
    """Put away what stood on the nodes whose tokens are gone; the tasks cancelled with them, of called ones too."""
    if not step.left:
        return ()
    keys = {*step.left, *(event.id for key in step.left for event in matter.net.boundaries.get(key, ()))}
    done = close.task.pk if close else None
    opened = {task.id for task in step.opened}
    tasks = (
        Task.objects.open().filter(instance=matter.instance_id, node__in=keys).exclude(pk__in=[done] if done else [])
    )
    # A step that was left and opened again in the same move is the younger one.
    gone = [task for key in keys for task in tasks.filter(node=key).order_by("id")[: 1 if key in opened else None]]
    if done and matter.node in opened:
        gone = [task for task in gone if task.node != matter.node]
    _cancel_tasks(gone, by, at)
    waits = Wait.objects.waiting().filter(instance=matter.instance_id, node__in=keys)
    children = [pk for pk in waits.filter(kind=WaitKind.CALL).values_list("child_id", flat=True) if pk]
    waits.update(state=WaitState.CANCELLED, fires_at=None, remaining_minutes=None, ended_at=at)
    return (*gone, *(end_all(_below(children), by=by, at=at) if children else ()))


def _below(children: list[int]) -> list[int]:
    """These instances and all that they called, of those that have not ended."""
    found: list[int] = []
    while children:
        live = ProcessInstance.objects.live().filter(pk__in=children)
        found += live.values_list("pk", flat=True)
        children = list(ProcessInstance.objects.live().filter(parent__in=live).values_list("pk", flat=True))
    return found


def _cancel_tasks(tasks: list[Task], by: Actor, at: datetime) -> None:
    for task in tasks:
        task.state, task.closed_at, task.closed_by_id = TaskState.CANCELLED, at, by.account_id
        task.remaining_minutes = None
    Task.objects.bulk_update(tasks, ["state", "closed_at", "closed_by", "remaining_minutes"])
    TaskTimer.objects.armed().filter(task__in=tasks).update(
        state=TimerState.CANCELLED, fires_at=None, remaining_minutes=None, ended_at=at
    )


def _begin_waits(matter: Matter, step: Step, at: datetime) -> list[Wait]:
    """Wait for what the step leads to; the calls among it."""
    nodes: list[Node] = [node for node in step.entered if node.kind in _KINDS]
    for host in (*step.opened, *step.entered):
        for event in matter.net.boundaries.get(host.id, ()):
            on_task = isinstance(host, rules.UserTask) and isinstance(event, BoundaryTimer)
            if event.kind in _KINDS and not on_task:
                nodes.append(event)
    competent = matter.relations["competent"]
    timed = any(isinstance(node, BoundaryTimer | CatchTimer) for node in nodes)
    calendar = calendars_of({competent}, revision=matter.calendars)[competent] if timed else None
    waits = []
    for node in nodes:
        wait = Wait(instance_id=matter.instance_id, node=node.id, kind=_KINDS[node.kind], began_at=at)
        wait.event = getattr(node, "event", "") or getattr(node, "service", "") or getattr(node, "process", "")
        if isinstance(node, BoundaryTimer | CatchTimer) and calendar is not None:
            wait.fires_at = fires_after(calendar, at, node)
        waits.append(wait)
    Wait.objects.bulk_create(waits)
    for wait in waits:
        if wait.kind == WaitKind.SERVICE:
            emit(WaitCame(wait.pk, at))
    return [wait for wait in waits if wait.kind == WaitKind.CALL]


def _tell(matter: Matter, step: Step, by: Actor, at: datetime) -> list[Movement]:
    moved: list[Movement] = []
    for told in step.told:
        if told.kind == "message":
            emit(MessageTold(matter.subject, matter.instance_id, told.name, at))
        elif told.kind == "signal":
            emit(SignalTold(told.name, at))
        elif matter.parent_id is not None:
            moved += _escalate(matter, told.name, by, at)
        else:
            emit(EscalationRaised(matter.subject, matter.instance_id, told.name, at))
    return moved


def _escalate(matter: Matter, name: str, by: Actor, at: datetime) -> list[Movement]:
    """Tell an escalation to the process that called this one."""
    parent, call = _caller(matter)
    if parent is None or call is None:
        return []
    try:
        step = rules.escalate(parent.net, parent.marking, call.node, name, parent.variables)
    except rules.NoWay as no_way:
        raise Refused(no_way.flaw.sentence(_))
    return [write_step(parent, step, by=by, at=at)]


def _call(matter: Matter, call: Wait, by: Actor, at: datetime) -> list[Movement]:
    """Begin the process that a call names, unless the call is over already."""
    node = matter.net.nodes[call.node]
    assert isinstance(node, CallActivity)
    if not Wait.objects.waiting().filter(pk=call.pk).exists():
        return []
    if _depth(matter) >= DEEPEST_CALL:
        raise Refused(_("Quy trình gọi nhau quá {depth} tầng.").format(depth=DEEPEST_CALL))
    day = at.astimezone(VIETNAM).date()
    version = version_in_force(node.process, day)
    net = net_of(version.pk, version.checksum)
    competent = matter.relations[node.organisation]
    places = organisations_for(net.definition, {**matter.relations, "competent": competent}, on=day)
    given = {key: value for key, value in matter.variables.items() if key not in rules.RESERVED}
    try:
        step = rules.begin(net, given)
    except rules.NoWay as no_way:
        raise Refused(no_way.flaw.sentence(_))
    root_id = matter.root_id or matter.instance_id
    row: list[Any] = [version.pk, matter.subject, competent, json.dumps(places), at, by.account_id]
    with connection.cursor() as cursor:
        cursor.execute(_CHILD, [*row, matter.instance_id, root_id])
        child_id = cursor.fetchone()[0]
    Wait.objects.filter(pk=call.pk).update(child_id=child_id)
    child, _state = read_matter(child_id)
    return [write_step(replace(child, listed=matter.listed or child.listed), step, by=by, at=at)]


def _depth(matter: Matter) -> int:
    depth, parent_id = 0, matter.parent_id
    while parent_id is not None:
        depth += 1
        parent_id = ProcessInstance.objects.values_list("parent_id", flat=True).get(pk=parent_id)
    return depth


def _return(matter: Matter, step: Step, by: Actor, at: datetime) -> list[Movement]:
    """The called process is over: the one that called it goes on, knowing what it found and where it ended."""
    parent, call = _caller(matter)
    if parent is None or call is None:
        return []
    found = {key: value for key, value in step.variables.items() if key not in rules.RESERVED}
    outcomes = parent.variables.get("outcomes", {}) | {call.node: step.ended}
    call.brought = found | {"outcomes": outcomes}
    return [proceed(call, parent, by=by, at=at)]


def _caller(matter: Matter) -> tuple[Matter | None, Wait | None]:
    call = Wait.objects.waiting().filter(child=matter.instance_id).first()
    if call is None or matter.parent_id is None:
        return None, None
    parent, state = read_matter(matter.parent_id)
    return (parent, call) if is_live(state) else (None, None)


def _together(matter: Matter, moved: list[Movement]) -> Movement:
    """What several movements of one matter come to; it is finished when its own process is."""
    own = matter.root_id or matter.instance_id
    opened = tuple(task for each in moved for task in each.opened)
    closed = tuple(task for each in moved for task in each.closed)
    over = {task.pk for task in closed}
    finished = any(each.finished for each in moved if each.instance_id == own)
    return Movement(moved[0].instance_id, tuple(task for task in opened if task.pk not in over), closed, finished)

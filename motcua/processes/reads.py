"""What others ask of processes: which version to start, what a step allows, when it is due."""

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from motcua.organisations.public import (
    Organisation,
    WorkingCalendar,
    add_working_time,
    carried_on_by,
    working_time_between,
)
from motcua.platform.action import Actor, NotAllowed, Refused
from motcua.processes.models import InstanceState, ProcessInstance, ProcessVersion, Task, TaskState
from motcua.processes.rules import (
    UNIT_PREFIX,
    BoundaryTimer,
    CallActivity,
    CatchTimer,
    Definition,
    EndEvent,
    Flawed,
    Limit,
    Net,
    Outcome,
    UserTask,
    compile_definition,
    read_cron,
    read_definition,
)
from motcua.processes.rules.critical_path import CriticalPath, longest_ways

_nets: dict[str, Net] = {}


@dataclass(frozen=True)
class Movement:
    """What one event did to an instance: the tasks it opened and closed, and whether nothing is left.

    `way_back` is what `undo` needs to take a completed step back, as JSON; None where it led to more than next steps.
    """

    instance_id: int
    opened: tuple[Task, ...]
    closed: tuple[Task, ...]
    finished: bool
    way_back: dict[str, Any] | None = None


def checksum_of(definition: object) -> str:
    """SHA-256 of the canonical JSON (keys sorted, no blanks), in hexadecimal."""
    text = json.dumps(definition, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def net_of(version_id: int, checksum: str) -> Net:
    """The compiled form of a version, kept in memory by the checksum of what it was compiled from."""
    net = _nets.get(checksum)
    if net is None:
        data = ProcessVersion.objects.values_list("definition", flat=True).get(pk=version_id)
        net = _nets[checksum] = compile_definition(read_definition(data))
    return net


_ways: dict[str, dict[str, CriticalPath]] = {}


def ways_of(version_id: int, checksum: str) -> dict[str, CriticalPath]:
    """The longest way to the end from each step of a version, that step with it; kept in memory by the checksum."""
    ways = _ways.get(checksum)
    if ways is None:
        data = ProcessVersion.objects.values_list("definition", flat=True).get(pk=version_id)
        ways = _ways[checksum] = longest_ways(read_definition(data))
    return ways


def version_in_force(code: str, on: date) -> ProcessVersion:
    """The published version of a process to start on that date. Raises Refused if there is none."""
    version = ProcessVersion.objects.in_force(on).filter(process__code=code).first()
    if version is None:
        raise Refused(_("Quy trình “{code}” chưa có phiên bản có hiệu lực.").format(code=code))
    return version


def ends_of(code: str) -> list[tuple[str, str]]:
    """The ends that a process may reach in its newest published version, or its newest, as (id, name); none unknown."""
    versions = ProcessVersion.objects.filter(process__code=code).order_by("-number")
    version = versions.filter(state="published").first() or versions.first()
    try:
        nodes = read_definition(version.definition).nodes if version else ()
    except Flawed:
        return []
    return [(node.id, node.name or node.id) for node in nodes if isinstance(node, EndEvent)]


def instance_of(subject: str) -> ProcessInstance:
    """The live instance of a matter. Raises Refused if none is running."""
    instance = ProcessInstance.objects.live().roots().filter(subject=subject).first()
    if instance is None:
        raise Refused(_("Hồ sơ này không có quy trình đang chạy."))
    return instance


def open_tasks(subject: str) -> QuerySet[Task]:
    """The steps of a matter that wait, the oldest first."""
    return Task.objects.of_subject(subject).open().select_related("instance__version").order_by("id")


def find_task(task_id: object, actor: Actor) -> Task:
    """The task of that id (as it came from outside) if it is this actor's to do. Raises NotAllowed."""
    text = str(task_id)
    if text.isascii() and text.isdigit() and len(text) < 19:
        task = Task.objects.visible_to(actor).select_related("instance__version").filter(pk=int(text)).first()
        if task is not None:
            return task
    raise NotAllowed(_("Không tìm thấy bước xử lý này."))


def step_of(task: Task) -> UserTask:
    """The step as the pinned version defines it: content, form, required outputs, limit, outcomes."""
    version = task.instance.version
    return net_of(version.pk, version.checksum).task(task.node)


def next_actions(task: Task) -> tuple[Outcome, ...]:
    """The buttons that the pinned version gives this step now; none if it is closed or the matter is held."""
    if task.state != TaskState.OPEN or task.instance.state != InstanceState.RUNNING:
        return ()
    return step_of(task).outcomes


def due_after(calendar: WorkingCalendar, start: datetime, limit: Limit) -> datetime:
    """The instant at which a limit that starts at `start` is used up, by the organisation's calendar."""
    return later(calendar, start, limit.minutes, is_working=limit.is_working)


def later(calendar: WorkingCalendar, start: datetime, minutes: int, *, is_working: bool) -> datetime:
    """`minutes` after `start`: working minutes by this calendar, or elapsed ones."""
    span = timedelta(minutes=minutes)
    return add_working_time(calendar, start, span) if is_working else start + span


def fires_after(calendar: WorkingCalendar, start: datetime, timer: BoundaryTimer | CatchTimer) -> datetime:
    """The instant at which a timer armed at `start` runs out: its limit used up, or the next that its cron says."""
    if timer.limit is not None:
        return due_after(calendar, start, timer.limit)
    return read_cron(timer.cron).after(start)


def minutes_left(calendar: WorkingCalendar, start: datetime, end: datetime, *, is_working: bool) -> int:
    """Whole minutes from `start` to `end`, begun ones counted, none if `end` is past: working or elapsed ones."""
    if end <= start:
        return 0
    span = working_time_between(calendar, start, end) if is_working else end - start
    return math.ceil(span / timedelta(minutes=1))


def organisations_for(definition: Definition, relations: Mapping[str, int], *, on: date) -> dict[str, int]:
    """Every organisation that the steps of a process name, by relation. Raises Refused for one that is not known.

    For a unit that the process names and that is no more on that day stands who carries its matters on.
    """
    needed: set[str] = set()
    for node in definition.every_node():
        if isinstance(node, UserTask):
            needed.add(node.performer.organisation)
        elif isinstance(node, CallActivity):
            needed.add(node.organisation)
    units = sorted(name for name in needed if name.startswith(UNIT_PREFIX) and name not in relations)
    found = dict(relations)
    if units:
        identifiers = [name.removeprefix(UNIT_PREFIX) for name in units]
        rows = Organisation.objects.filter(identifier__in=identifiers).values_list("identifier", "pk")
        named = {UNIT_PREFIX + identifier: pk for identifier, pk in rows}
        heirs = carried_on_by(named.values(), on)
        found |= {name: heirs.get(pk, pk) for name, pk in named.items()}
    missing = sorted(needed - found.keys())
    if missing:
        raise Refused(_("Quy trình cần biết cơ quan “{names}”.").format(names="”, “".join(missing)))
    return found


def without_reserved(variables: Mapping[str, Any] | None, reserved: frozenset[str]) -> dict[str, Any]:
    """A copy of the variables given. Raises ValueError for a name that the engine keeps for itself."""
    given = dict(variables or {})
    taken = sorted(given.keys() & reserved)
    if taken:
        raise ValueError(f"variables kept by the engine: {taken}")
    return given

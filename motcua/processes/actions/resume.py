"""Let a matter go on."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.organisations.public import WorkingCalendar, calendars_of
from motcua.platform.action import Actor, Stale, action
from motcua.platform.events import emit
from motcua.processes.actions._following import live_family
from motcua.processes.actions._moving import Listing
from motcua.processes.events import WaitCame
from motcua.processes.models import InstanceHold, InstanceState, ProcessInstance, Task, TaskTimer, Wait
from motcua.processes.reads import fires_after, later, net_of
from motcua.processes.rules import BoundaryTimer, CatchTimer, Net


@action("processes.resume")
def resume(instance: ProcessInstance, *, listed: Listing | None = None, by: Actor, at: datetime) -> InstanceHold:
    """Let a held matter go on, `listed` so: each open step and timer gets the time it had left, from now.

    What came meanwhile follows a moment later. Raises Stale if it is not held.
    """
    fresh = ProcessInstance.objects.select_for_update().get(pk=instance.root_id or instance.pk)
    if fresh.state != InstanceState.HELD:
        raise Stale(_("Hồ sơ không còn tạm dừng."))
    for each in live_family(fresh.pk):
        net = net_of(each.version_id, each.version.checksum)
        _restart_tasks(each, net, at)
        _restart_waits(each, net, at)
        if listed is not None:
            Task.objects.filter(instance=each).update(listed_number=listed.number, listed_due_at=listed.due_at)
            each.listed_number, each.listed_due_at = listed.number, listed.due_at
        each.state = InstanceState.RUNNING
        each.save(update_fields=["state", "listed_number", "listed_due_at"])
    held = InstanceHold.objects.get(instance=fresh, ended_at__isnull=True)
    held.ended_at = at
    held.save(update_fields=["ended_at"])
    instance.state = InstanceState.RUNNING
    return held


def _restart_tasks(instance: ProcessInstance, net: Net, at: datetime) -> None:
    tasks = list(Task.objects.open().filter(instance=instance, remaining_minutes__isnull=False))
    timers = list(TaskTimer.objects.armed().filter(task__instance=instance).select_related("task"))
    calendars = calendars_of({task.organisation_id for task in (*tasks, *(timer.task for timer in timers))})
    for task in tasks:
        limit = net.task(task.node).limit
        assert limit is not None and task.remaining_minutes is not None
        task.due_at = later(calendars[task.organisation_id], at, task.remaining_minutes, is_working=limit.is_working)
        task.remaining_minutes = None
    Task.objects.bulk_update(tasks, ["due_at", "remaining_minutes"])
    for timer in timers:
        node = net.nodes[timer.node]
        assert isinstance(node, BoundaryTimer) and timer.remaining_minutes is not None
        timer.fires_at = _from_now(calendars[timer.task.organisation_id], node, timer.remaining_minutes, at)
        timer.remaining_minutes = None
    TaskTimer.objects.bulk_update(timers, ["fires_at", "remaining_minutes"])


def _restart_waits(instance: ProcessInstance, net: Net, at: datetime) -> None:
    waits = list(Wait.objects.waiting().filter(instance=instance))
    timers = [wait for wait in waits if wait.remaining_minutes is not None]
    if timers:
        competent = instance.relations["competent"]
        calendar = calendars_of({competent})[competent]
        for wait in timers:
            node = net.nodes[wait.node]
            assert isinstance(node, BoundaryTimer | CatchTimer) and wait.remaining_minutes is not None
            wait.fires_at = _from_now(calendar, node, wait.remaining_minutes, at)
            wait.remaining_minutes = None
        Wait.objects.bulk_update(timers, ["fires_at", "remaining_minutes"])
    for wait in waits:
        if wait.happened_at is not None:
            emit(WaitCame(wait.pk, at))


def _from_now(calendar: WorkingCalendar, node: BoundaryTimer | CatchTimer, left: int, at: datetime) -> datetime:
    """A limit goes on with what was left of it; a schedule says its next instant."""
    if node.limit is None:
        return fires_after(calendar, at, node)
    return later(calendar, at, left, is_working=node.limit.is_working)

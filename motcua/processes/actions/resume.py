"""Let a matter go on."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.organisations.public import calendars_of
from motcua.platform.action import Actor, Stale, action
from motcua.processes.actions._moving import Listing
from motcua.processes.models import InstanceHold, InstanceState, ProcessInstance, Task, TaskTimer
from motcua.processes.reads import fires_after, later, net_of
from motcua.processes.rules import BoundaryTimer


@action("processes.resume")
def resume(instance: ProcessInstance, *, listed: Listing | None = None, by: Actor, at: datetime) -> InstanceHold:
    """Let a held matter go on, `listed` so: each open step and timer gets the time it had left, from now.

    Raises Stale if it is not held.
    """
    fresh = ProcessInstance.objects.select_for_update(of=("self",)).select_related("version").get(pk=instance.pk)
    if fresh.state != InstanceState.HELD:
        raise Stale(_("Hồ sơ không còn tạm dừng."))
    net = net_of(fresh.version_id, fresh.version.checksum)
    tasks = list(Task.objects.open().filter(instance=fresh, remaining_minutes__isnull=False))
    timers = list(TaskTimer.objects.armed().filter(task__instance=fresh).select_related("task"))
    calendars = calendars_of({task.organisation_id for task in (*tasks, *(timer.task for timer in timers))})
    for task in tasks:
        limit = net.task(task.node).limit
        assert limit is not None and task.remaining_minutes is not None
        task.due_at = later(calendars[task.organisation_id], at, task.remaining_minutes, is_working=limit.is_working)
        task.remaining_minutes = None
    Task.objects.bulk_update(tasks, ["due_at", "remaining_minutes"])
    if listed is not None:
        Task.objects.filter(instance=fresh).update(listed_number=listed.number, listed_due_at=listed.due_at)
    for timer in timers:
        node, left = net.nodes[timer.node], timer.remaining_minutes
        assert isinstance(node, BoundaryTimer) and left is not None
        calendar = calendars[timer.task.organisation_id]
        if node.limit is None:
            timer.fires_at = fires_after(calendar, at, node)
        else:
            timer.fires_at = later(calendar, at, left, is_working=node.limit.is_working)
        timer.remaining_minutes = None
    TaskTimer.objects.bulk_update(timers, ["fires_at", "remaining_minutes"])
    held = InstanceHold.objects.get(instance=fresh, ended_at__isnull=True)
    held.ended_at = at
    held.save(update_fields=["ended_at"])
    fresh.state = instance.state = InstanceState.RUNNING
    fresh.save(update_fields=["state"])
    return held

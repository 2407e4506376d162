"""Stop the time of a matter."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.organisations.public import calendars_of
from motcua.platform.action import Actor, Stale, action, note
from motcua.processes.models import InstanceHold, InstanceState, ProcessInstance, Task, TaskTimer
from motcua.processes.reads import minutes_left, net_of
from motcua.processes.rules import BoundaryTimer


@action("processes.hold")
def hold(instance: ProcessInstance, *, ground: str, by: Actor, at: datetime) -> InstanceHold:
    """Hold a running matter: no step can be done, and what time each open step and timer has left is kept.

    A step already overdue stays overdue; meanwhile no step is listed. `ground` is a code of the caller's. Raises Stale
    if it is not running.
    """
    fresh = ProcessInstance.objects.select_for_update(of=("self",)).select_related("version").get(pk=instance.pk)
    if fresh.state == InstanceState.HELD:
        raise Stale(_("Hồ sơ đang tạm dừng rồi."))
    if fresh.state != InstanceState.RUNNING:
        raise Stale(_("Quy trình của hồ sơ đã kết thúc."))
    net = net_of(fresh.version_id, fresh.version.checksum)
    tasks = list(Task.objects.open().filter(instance=fresh, due_at__gt=at))
    timers = list(TaskTimer.objects.armed().filter(task__instance=fresh).select_related("task"))
    calendars = calendars_of({task.organisation_id for task in (*tasks, *(timer.task for timer in timers))})
    for task in tasks:
        limit = net.task(task.node).limit
        assert limit is not None and task.due_at is not None
        left = minutes_left(calendars[task.organisation_id], at, task.due_at, is_working=limit.is_working)
        task.due_at, task.remaining_minutes = None, left
    Task.objects.bulk_update(tasks, ["due_at", "remaining_minutes"])
    Task.objects.filter(instance=fresh).update(listed_number=None, listed_due_at=None)
    for timer in timers:
        node = net.nodes[timer.node]
        assert isinstance(node, BoundaryTimer) and timer.fires_at is not None
        is_working = node.limit is not None and node.limit.is_working
        left = minutes_left(calendars[timer.task.organisation_id], at, timer.fires_at, is_working=is_working)
        timer.fires_at, timer.remaining_minutes = None, left
    TaskTimer.objects.bulk_update(timers, ["fires_at", "remaining_minutes"])
    fresh.state = instance.state = InstanceState.HELD
    fresh.save(update_fields=["state"])
    note(ground=ground)
    return InstanceHold.objects.create(instance=fresh, ground=ground, started_at=at)

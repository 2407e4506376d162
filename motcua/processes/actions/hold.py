"""Stop the time of a matter."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.organisations.public import calendars_of
from motcua.platform.action import Actor, Stale, action, note
from motcua.processes.actions._following import live_family
from motcua.processes.models import InstanceHold, InstanceState, ProcessInstance, Task, TaskTimer, Wait
from motcua.processes.reads import minutes_left, net_of
from motcua.processes.rules import BoundaryTimer, CatchTimer, Net


@action("processes.hold")
def hold(instance: ProcessInstance, *, ground: str, by: Actor, at: datetime) -> InstanceHold:
    """Hold a running matter, called processes too: no step can be done, and what time each has left is kept.

    A step already overdue stays overdue; meanwhile no step is listed. `ground` is a code of the caller's. Raises Stale
    if it is not running.
    """
    fresh = ProcessInstance.objects.select_for_update().get(pk=instance.root_id or instance.pk)
    if fresh.state == InstanceState.HELD:
        raise Stale(_("Hồ sơ đang tạm dừng rồi."))
    if fresh.state != InstanceState.RUNNING:
        raise Stale(_("Quy trình của hồ sơ đã kết thúc."))
    for each in live_family(fresh.pk):
        net = net_of(each.version_id, each.version.checksum)
        _stop_tasks(each, net, at)
        _stop_waits(each, net, at)
        each.state, each.listed_number, each.listed_due_at = InstanceState.HELD, None, None
        each.save(update_fields=["state", "listed_number", "listed_due_at"])
    instance.state = InstanceState.HELD
    note(ground=ground)
    return InstanceHold.objects.create(instance=fresh, ground=ground, started_at=at)


def _stop_tasks(instance: ProcessInstance, net: Net, at: datetime) -> None:
    tasks = list(Task.objects.open().filter(instance=instance, due_at__gt=at))
    timers = list(TaskTimer.objects.armed().filter(task__instance=instance).select_related("task"))
    calendars = calendars_of({task.organisation_id for task in (*tasks, *(timer.task for timer in timers))})
    for task in tasks:
        limit = net.task(task.node).limit
        assert limit is not None and task.due_at is not None
        left = minutes_left(calendars[task.organisation_id], at, task.due_at, is_working=limit.is_working)
        task.due_at, task.remaining_minutes = None, left
    Task.objects.bulk_update(tasks, ["due_at", "remaining_minutes"])
    Task.objects.filter(instance=instance, listed_number__isnull=False).update(listed_number=None, listed_due_at=None)
    for timer in timers:
        node = net.nodes[timer.node]
        assert isinstance(node, BoundaryTimer) and timer.fires_at is not None
        is_working = node.limit is not None and node.limit.is_working
        left = minutes_left(calendars[timer.task.organisation_id], at, timer.fires_at, is_working=is_working)
        timer.fires_at, timer.remaining_minutes = None, left
    TaskTimer.objects.bulk_update(timers, ["fires_at", "remaining_minutes"])


def _stop_waits(instance: ProcessInstance, net: Net, at: datetime) -> None:
    waits = list(Wait.objects.waiting().filter(instance=instance, fires_at__isnull=False))
    if not waits:
        return
    competent = instance.relations["competent"]
    calendar = calendars_of({competent})[competent]
    for wait in waits:
        node = net.nodes[wait.node]
        assert isinstance(node, BoundaryTimer | CatchTimer) and wait.fires_at is not None
        is_working = node.limit is not None and node.limit.is_working
        left = minutes_left(calendar, at, wait.fires_at, is_working=is_working)
        wait.fires_at, wait.remaining_minutes = None, left
    Wait.objects.bulk_update(waits, ["fires_at", "remaining_minutes"])

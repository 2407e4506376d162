"""Take a matter out of its process."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.platform.action import Actor, Stale, action, note
from motcua.processes.models import InstanceHold, InstanceState, ProcessInstance, Task, TaskState, TaskTimer, TimerState
from motcua.processes.reads import Movement


@action("processes.cancel")
def cancel(instance: ProcessInstance, *, ground: str, by: Actor, at: datetime) -> Movement:
    """End a live matter where it stands: withdrawn, stopped. Its open steps are closed as cancelled.

    `ground` is a code of the caller's. Raises Stale if it has ended already.
    """
    fresh = ProcessInstance.objects.select_for_update().get(pk=instance.pk)
    if fresh.state not in (InstanceState.RUNNING, InstanceState.HELD):
        raise Stale(_("Quy trình của hồ sơ đã kết thúc."))
    tasks = list(Task.objects.open().filter(instance=fresh))
    for task in tasks:
        task.state, task.closed_at, task.closed_by_id = TaskState.CANCELLED, at, by.account_id
        task.remaining_minutes = None
    Task.objects.bulk_update(tasks, ["state", "closed_at", "closed_by", "remaining_minutes"])
    Task.objects.filter(instance=fresh).update(listed_number=None, listed_due_at=None)
    TaskTimer.objects.armed().filter(task__instance=fresh).update(
        state=TimerState.CANCELLED, fires_at=None, remaining_minutes=None, ended_at=at
    )
    InstanceHold.objects.filter(instance=fresh, ended_at__isnull=True).update(ended_at=at)
    fresh.state, fresh.marking, fresh.finished_at = InstanceState.CANCELLED, {}, at
    fresh.save(update_fields=["state", "marking", "finished_at"])
    instance.state = fresh.state
    note(ground=ground)
    return Movement(fresh.pk, (), tuple(tasks), True)

"""Take a step back that was just done."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from motcua.platform.action import Actor, Refused, action, note
from motcua.processes.actions._moving import lock_family, read_matter, someone_was_first
from motcua.processes.models import InstanceState, ProcessInstance, Task, TaskState, TaskTimer, TimerState


@action("processes.undo")
def undo(way_back: Mapping[str, Any], *, by: Actor, at: datetime) -> Task:
    """Open a completed step again and put away the steps that it opened, as if it had not been done.

    `way_back` is what the Movement of `complete` gave. Raises Stale where the matter moved since, or does not run.
    """
    task = Task.objects.filter(pk=way_back["task"]).first()
    if task is None:
        raise Refused(_("Không tìm thấy bước xử lý này."))
    lock_family(task.instance_id)
    matter, state = read_matter(task.instance_id)
    task.refresh_from_db()
    opened = Task.objects.filter(pk__in=way_back["opened"])
    is_untouched = opened.filter(state=TaskState.OPEN).count() == len(way_back["opened"])
    if state != InstanceState.RUNNING or task.state != TaskState.DONE or matter.marking != way_back["after"]:
        raise someone_was_first()
    if not is_untouched:
        raise someone_was_first()
    opened.update(
        state=TaskState.CANCELLED, closed_at=at, closed_by=by.account_id, remaining_minutes=None, listed_number=None,
        listed_due_at=None,
    )  # fmt: skip
    TaskTimer.objects.armed().filter(task__in=way_back["opened"]).update(
        state=TimerState.CANCELLED, fires_at=None, remaining_minutes=None, ended_at=at
    )
    task.state, task.outcome, task.note, task.closed_at, task.closed_by = TaskState.OPEN, "", None, None, None
    task.save(update_fields=["state", "outcome", "note", "closed_at", "closed_by"])
    for node, fires_at in way_back["timers"].items():
        put_away = TaskTimer.objects.filter(task=task, node=node, state=TimerState.CANCELLED)
        put_away.update(state=TimerState.ARMED, fires_at=datetime.fromisoformat(fires_at), ended_at=None)
    ProcessInstance.objects.filter(pk=task.instance_id).update(
        marking=way_back["before"], variables=way_back["variables"]
    )
    note(task=task.pk, node=task.node, undone=True)
    return task

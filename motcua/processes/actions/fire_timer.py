"""A timer runs out."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.platform.action import Actor, Refused, action
from motcua.platform.events import emit
from motcua.processes import rules
from motcua.processes.actions._following import write_step
from motcua.processes.actions._moving import Closing, lock_by_task, someone_was_first
from motcua.processes.events import TimerFired
from motcua.processes.models import TaskState, TaskTimer, TimerState
from motcua.processes.reads import Movement


@action("processes.fire_timer")
def fire_timer(timer: TaskTimer, *, by: Actor, at: datetime) -> Movement:
    """Let a timer that has run out do what the process says: take the step away, or open another beside it.

    Raises Stale if the step is done or the timer fired before, Refused if the matter is held or it is too early.
    """
    matter = lock_by_task(timer.task)
    node = matter.net.nodes[timer.node]
    assert isinstance(node, rules.BoundaryTimer)
    fired = TaskTimer.objects.filter(pk=timer.pk, state=TimerState.ARMED, fires_at__lte=at)
    if not fired.update(state=TimerState.FIRED, fires_at=None, ended_at=at):
        raise someone_was_first()
    try:
        step = rules.fire(matter.net, matter.marking, timer.node, matter.variables)
    except rules.NoWay as no_way:
        raise Refused(no_way.flaw.sentence(_))
    emit(TimerFired(matter.subject, matter.instance_id, timer.task_id, matter.node, node.id, node.interrupting, at))
    close = Closing(timer.task, TaskState.CANCELLED) if node.interrupting else None
    return write_step(matter, step, close=close, by=by, at=at)

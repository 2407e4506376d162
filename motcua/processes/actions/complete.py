"""Do a step."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from motcua.platform.action import Actor, NotAllowed, Refused, action
from motcua.platform.action import note as keep
from motcua.platform.events import emit
from motcua.processes import rules
from motcua.processes.actions._following import write_step
from motcua.processes.actions._moving import Closing, lock_by_task
from motcua.processes.events import TaskCompleted
from motcua.processes.models import Task, TaskState
from motcua.processes.queries import duties_of
from motcua.processes.reads import Movement, without_reserved


@action(rules.WORK)
def complete(
    task: Task,
    *,
    outcome: str,
    by: Actor,
    at: datetime,
    variables: Mapping[str, Any] | None = None,
    note: str = "",
    is_settled: bool = False,
) -> Movement:
    """Do an open step with one of its outcomes; the matter moves on to what the pinned version says comes next.

    `variables` (JSON values, no personal data) are added to those of the matter for conditions to read; `note` is what
    the official wrote to the next. With it the matter may be settled for its owner, whose lists show it no longer,
    whatever steps are left. Raises Stale if somebody was first, NotAllowed if the step is not theirs, Refused if
    the matter is held or the outcome is not one of the step's.
    """
    given = without_reserved(variables, rules.RESERVED)
    matter = lock_by_task(task)
    may = rules.may_work(
        duties_of(by),
        organisation_id=matter.organisation_id,
        role_code=matter.role_code,
        assignee_id=matter.assignee_id,
    )
    if not may:
        raise NotAllowed(_("Bước này không thuộc phần việc của ông/bà."))
    known = matter.variables | given
    known["outcomes"] = known.get("outcomes", {}) | {matter.node: outcome}
    try:
        chosen = rules.outcome_of(matter.net.task(matter.node), outcome)
        step = rules.complete(matter.net, matter.marking, matter.node, outcome, known)
    except rules.NoWay as no_way:
        raise Refused(no_way.flaw.sentence(_), field="outcome")
    if chosen.note_required and not note.strip():
        raise Refused(_("Xin ghi rõ lý do."), field="note")
    keep(task=task.pk, node=matter.node, outcome=outcome)
    emit(TaskCompleted(matter.subject, matter.instance_id, task.pk, matter.node, outcome, by.account_id, at))
    close = Closing(task, TaskState.DONE, outcome, note.strip(), is_settled)
    return write_step(matter, step, close=close, by=by, at=at)

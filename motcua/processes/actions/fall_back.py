"""See to it that each open step has somebody who can do it, while people and units come and go."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.platform.action import Actor, Refused, action, note
from motcua.processes.actions._moving import someone_was_first
from motcua.processes.models import ProcessInstance, Task, TaskState


@action("processes.fall_back")
def fall_back(task: Task, *, role: str, account_id: int | None = None, by: Actor, at: datetime) -> Task:
    """Give an open step that nobody can do to another role of its organisation, or to somebody of a unit above it.

    `account_id` is who leads above; the step stays its organisation's. What the process named is kept. Raises Stale if
    somebody has the step or it is done.
    """
    fresh = _locked(task)
    if fresh.assignee_id is not None:
        raise someone_was_first()
    note(task=fresh.pk, node=fresh.node, instead_of=fresh.named_role or fresh.role_code, role=role, account=account_id)
    fresh.named_role = fresh.named_role or fresh.role_code
    if account_id is None:
        fresh.role_code = role
    fresh.assignee_id, fresh.claimed_at = account_id, None
    fresh.save(update_fields=["named_role", "role_code", "assignee", "claimed_at"])
    return fresh


@action("processes.fall_back")
def give_back(task: Task, *, by: Actor, at: datetime) -> Task:
    """Let an open step go back to the role that its process names, unless who stands in has taken it on themselves.

    Raises Stale if it is done or was taken.
    """
    fresh = _locked(task)
    if fresh.named_role is None or fresh.claimed_at is not None:
        raise someone_was_first()
    fresh.role_code, fresh.named_role, fresh.assignee_id = fresh.named_role, None, None
    fresh.save(update_fields=["role_code", "named_role", "assignee"])
    note(task=fresh.pk, node=fresh.node, role=fresh.role_code)
    return fresh


@action("processes.fall_back")
def let_go(task: Task, *, by: Actor, at: datetime) -> Task:
    """Take an open step from an assignee who may not work there any more: all who hold its role may have it.

    Raises Stale if it is done or somebody else has it.
    """
    fresh = _locked(task)
    if fresh.assignee_id is None or fresh.assignee_id != task.assignee_id:
        raise someone_was_first()
    note(task=fresh.pk, node=fresh.node, left=fresh.assignee_id)
    fresh.assignee_id, fresh.claimed_at = None, None
    fresh.save(update_fields=["assignee", "claimed_at"])
    return fresh


def _locked(task: Task) -> Task:
    list(ProcessInstance.objects.select_for_update().filter(pk=task.instance_id).values("pk"))
    fresh = Task.objects.filter(pk=task.pk).first()
    if fresh is None:
        raise Refused(_("Không tìm thấy bước xử lý này."))
    if fresh.state != TaskState.OPEN:
        raise someone_was_first()
    return fresh

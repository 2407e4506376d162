"""Give a step to somebody."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.accounts.public import holders_of
from motcua.platform.action import Actor, Refused, action, note
from motcua.processes.actions._moving import someone_was_first
from motcua.processes.models import ProcessInstance, Task, TaskState


@action("processes.assign")
def assign(task: Task, account_id: int | None, *, by: Actor, at: datetime) -> Task:
    """Give an open step to an account that holds its role in its organisation, or with None back to all who do.

    Raises Stale if the step is done, Refused if it is unknown or the account does not hold the role.
    """
    list(ProcessInstance.objects.select_for_update().filter(pk=task.instance_id).values("pk"))
    fresh = Task.objects.filter(pk=task.pk).first()
    if fresh is None:
        raise Refused(_("Không tìm thấy bước xử lý này."))
    if fresh.state != TaskState.OPEN:
        raise someone_was_first()
    holders = holders_of(fresh.role_code, fresh.organisation_id, at)
    if account_id is not None and not holders.filter(pk=account_id).exists():
        raise Refused(_("Người được giao không giữ vai trò của bước này."), field="assignee")
    fresh.assignee_id, fresh.claimed_at = account_id, at if account_id is not None else None
    fresh.save(update_fields=["assignee", "claimed_at"])
    note(task=task.pk, node=fresh.node, assignee=account_id)
    return fresh

"""Take a step on oneself."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.platform.action import Actor, NotAllowed, Refused, action, note
from motcua.processes import rules
from motcua.processes.actions._moving import someone_was_first
from motcua.processes.models import ProcessInstance, Task, TaskState
from motcua.processes.queries import duties_of


@action(rules.WORK)
def claim(task: Task, *, by: Actor, at: datetime) -> Task:
    """Make oneself the assignee of an open step that nobody has yet; taking one's own again changes nothing.

    Raises Stale if another has it or it is done, NotAllowed if the role is not held, Refused without an account.
    """
    if by.account_id is None:
        raise Refused(_("Cần một tài khoản cán bộ để nhận việc."))
    list(ProcessInstance.objects.select_for_update().filter(pk=task.instance_id).values("pk"))
    fresh = Task.objects.filter(pk=task.pk).first()
    if fresh is None:
        raise Refused(_("Không tìm thấy bước xử lý này."))
    if fresh.state != TaskState.OPEN or fresh.assignee_id not in (None, by.account_id):
        raise someone_was_first()
    may = rules.may_work(
        duties_of(by),
        organisation_id=fresh.organisation_id,
        role_code=fresh.role_code,
        assignee_id=fresh.assignee_id,
    )
    if not may:
        raise NotAllowed(_("Bước này không thuộc phần việc của ông/bà."))
    if fresh.assignee_id is None:
        fresh.assignee_id, fresh.claimed_at = by.account_id, at
        fresh.save(update_fields=["assignee", "claimed_at"])
    note(task=task.pk, node=fresh.node, claimed=True)
    return fresh

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.accounts.public import Account, may_in_a_position
from motcua.dossiers.actions._book import put, take, task_of, write
from motcua.dossiers.events import StepsGiven
from motcua.dossiers.models import Dossier
from motcua.dossiers.reads.acting import reaches
from motcua.dossiers.rules import RUNNING, Status
from motcua.platform.action import Actor, Refused, action, emit
from motcua.processes.public import assign


@action("dossiers.assign_step")
def assign_step(
    dossier: Dossier, *, task_id: int, account: Account, note: str = "", by: Actor, at: datetime
) -> Dossier:
    """Give an open step to a named official.

    Raises Refused where that official does not do such steps or may not see the dossier, or the step is done where one
    has no say.
    """
    fresh = take(dossier, expect=RUNNING)
    task = task_of(fresh, task_id)
    if not reaches(by, "dossiers.assign_step", task.organisation_id):
        raise Refused(_("Bước này do đơn vị khác thực hiện, ông/bà không phân công được."))
    if not may_in_a_position(account, "dossiers.read", fresh.scope(), at=at):
        raise Refused(_("Người này không được xem hồ sơ này: mức bảo mật hoặc thủ tục ngoài phạm vi được giao."))
    before = {"status": fresh.status, "task": task.pk, "assignee": task.assignee_id}
    assign(task, account.pk, by=by, at=at)
    fresh.status = Status.IN_PROGRESS
    put(fresh, "status")
    write(fresh, "assigned", by=by, at=at, step=task.name, note=note, way_back=before)
    emit(StepsGiven(account.pk, by.account_id, [task.pk], at))
    return fresh

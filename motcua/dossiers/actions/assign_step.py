from datetime import datetime

from motcua.accounts.public import Account
from motcua.dossiers.actions._book import put, take, task_of, write
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules import RUNNING, Status
from motcua.platform.action import Actor, action
from motcua.processes.public import assign


@action("dossiers.assign_step")
def assign_step(
    dossier: Dossier, *, task_id: int, account: Account, note: str = "", by: Actor, at: datetime
) -> Dossier:
    """Give an open step to a named official. Raises Refused where that official does not do such steps."""
    fresh = take(dossier, expect=RUNNING)
    task = assign(task_of(fresh, task_id), account.pk, by=by, at=at)
    fresh.status = Status.IN_PROGRESS
    put(fresh, "status")
    write(fresh, "assigned", by=by, at=at, step=task.name, note=note)
    return fresh

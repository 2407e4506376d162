from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers.actions._book import put, take, write
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules import RUNNING, Status
from motcua.platform.action import Actor, Refused, action
from motcua.processes.public import Task, claim


def task_of(dossier: Dossier, task_id: int) -> Task:
    """An open step of this dossier. Raises Refused for one of another dossier, closed, or made up."""
    task = (
        Task.objects.select_related("instance__version")
        .filter(pk=task_id, instance=dossier.instance_id, state="open")
        .first()
    )
    if task is None or dossier.instance_id is None:
        raise Refused(_("Bước này không còn mở hoặc không thuộc hồ sơ."))
    return task


@action("dossiers.claim_step")
def claim_step(dossier: Dossier, *, task_id: int, by: Actor, at: datetime) -> Dossier:
    """Take an open step on oneself. Raises Stale where another was first, Refused for a step that is not one's own."""
    fresh = take(dossier, expect=RUNNING)
    task = claim(task_of(fresh, task_id), by=by, at=at)
    fresh.status = Status.IN_PROGRESS
    put(fresh, "status")
    write(fresh, "claimed", by=by, at=at, step=task.name)
    return fresh

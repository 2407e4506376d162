from datetime import datetime

from motcua.dossiers.actions._book import put, take, task_of, write
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules import RUNNING, Status
from motcua.platform.action import Actor, action
from motcua.processes.public import claim


@action("dossiers.claim_step")
def claim_step(dossier: Dossier, *, task_id: int, by: Actor, at: datetime) -> Dossier:
    """Take an open step on oneself. Raises Stale where another was first, Refused for a step that is not one's own."""
    fresh = take(dossier, expect=RUNNING)
    before = {"status": fresh.status}
    open_step = task_of(fresh, task_id)
    if open_step.assignee_id is None:
        before["task"] = open_step.pk
    task = claim(open_step, by=by, at=at)
    fresh.status = Status.IN_PROGRESS
    put(fresh, "status")
    write(fresh, "claimed", by=by, at=at, step=task.name, way_back=before if "task" in before else None)
    return fresh

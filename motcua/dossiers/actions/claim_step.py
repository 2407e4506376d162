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
    task = claim(task_of(fresh, task_id), by=by, at=at)
    fresh.status = Status.IN_PROGRESS
    put(fresh, "status")
    write(fresh, "claimed", by=by, at=at, step=task.name)
    return fresh

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers.actions._book import put, take, task_of, write
from motcua.dossiers.actions.resolve import resolve
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules import DELIVERY, RUNNING, Resolution, Status, resolution_of
from motcua.platform.action import Actor, Refused, action
from motcua.processes.public import complete, step_of


@action("dossiers.complete_step")
def complete_step(
    dossier: Dossier,
    *,
    task_id: int,
    outcome: str,
    note: str = "",
    revision: int | None = None,
    by: Actor,
    at: datetime,
) -> Dossier:
    """Finish an open step with one of the outcomes that its process version allows.

    A step that decides the matter (outcome "approve" or "refuse" of a step with output "result") makes the result.
    Raises Stale, or Refused for an outcome or a step that is not to be had.
    """
    fresh = take(dossier, revision=revision, expect=RUNNING | {Status.RESOLVED})
    task = task_of(fresh, task_id)
    step = step_of(task)
    if DELIVERY in step.outputs:
        raise Refused(_("Xin dùng “Trả kết quả” để ghi người nhận và giấy tờ đã đối chiếu."))
    labels = {each.key: each.label for each in step.outcomes}
    resolution = resolution_of(step.outputs, outcome)
    is_settled = resolution is not Resolution.NONE
    before = fresh.status
    moved = complete(task, outcome=outcome, note=note, is_settled=is_settled, by=by, at=at)
    if Status(fresh.status) is Status.RECEIVED:
        fresh.status = Status.IN_PROGRESS
    write(
        fresh, "step_completed", by=by, at=at, step=task.name, outcome=labels.get(outcome, outcome), note=note,
        way_back={"status": before, "moved": moved.way_back} if moved.way_back and not is_settled else None,
    )  # fmt: skip
    if is_settled:
        resolve(fresh, resolution=resolution, reason=note, by=by, at=at)
    put(fresh, "status")
    return fresh

"""Give many steps to one official at once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from motcua.accounts.public import holders_of
from motcua.platform.action import Actor, action, note
from motcua.processes.models import ProcessInstance, Task


@dataclass(frozen=True)
class Given:
    """The steps that were given, with who held each before, and those that were left: done, or not theirs to do."""

    given: tuple[Task, ...]
    before: dict[int, int | None]
    left: tuple[int, ...]


@action("processes.assign_all")
def assign_all(tasks: Collection[int], account_id: int, *, by: Actor, at: datetime) -> Given:
    """Give those of these steps that are still open to an account, where it holds their roles.

    Their matters are locked in one order. A statement for each kind of step (role and place), three for all the rest,
    however many there are.
    """
    wanted = sorted(set(tasks))
    instances = ProcessInstance.objects.filter(tasks__in=wanted).values_list("root_id", "pk")
    roots = sorted({root or pk for root, pk in instances})
    list(ProcessInstance.objects.select_for_update().filter(pk__in=roots).order_by("pk").values("pk"))
    found = list(Task.objects.open().filter(pk__in=wanted).order_by("pk"))
    kinds = {(task.role_code, task.organisation_id) for task in found}
    held = {kind for kind in kinds if holders_of(*kind, at).filter(pk=account_id).exists()}
    given = [task for task in found if (task.role_code, task.organisation_id) in held]
    before = {task.pk: task.assignee_id for task in given}
    Task.objects.filter(pk__in=before).update(assignee=account_id, claimed_at=at)
    for task in given:
        task.assignee_id, task.claimed_at = account_id, at
    note(tasks=list(before), assignee=account_id)
    return Given(tuple(given), before, tuple(pk for pk in wanted if pk not in before))

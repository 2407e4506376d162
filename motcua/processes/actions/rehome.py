"""Give a matter's steps to the organisation that carries them on."""

from collections.abc import Mapping
from datetime import datetime

from motcua.platform.action import Actor, action
from motcua.processes.actions._following import live_family
from motcua.processes.models import ProcessInstance, Task


@action("processes.rehome")
def rehome(instance: ProcessInstance, moves: Mapping[int, int], *, by: Actor, at: datetime) -> int:
    """What lay at one organisation lies at another from now on, old id to new: the matter, its relations, its open
    steps, which nobody has taken there yet. Returns how many steps moved. What was done stays where it was done.
    """
    changed = {old: new for old, new in moves.items() if old != new}
    root = ProcessInstance.objects.select_for_update().get(pk=instance.root_id or instance.pk)
    moved = 0
    for each in live_family(root.pk):
        each.organisation_id = changed.get(each.organisation_id, each.organisation_id)
        each.relations = {name: changed.get(place, place) for name, place in each.relations.items()}
        each.save(update_fields=["organisation", "relations"])
        for old, new in changed.items():
            moved += (
                Task.objects.open()
                .filter(instance=each, organisation=old)
                .update(organisation=new, assignee=None, claimed_at=None)
            )
    return moved

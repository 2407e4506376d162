"""Which official may do what with a dossier, beyond what a permission alone says. Actions and pages ask the same."""

from motcua.dossiers.models import Dossier
from motcua.dossiers.rules import Phase
from motcua.platform.action import Actor
from motcua.processes.public import Task


def serves(actor: Actor, permission: str, dossier: Dossier) -> bool:
    """Whether the actor has that permission where the applicant is served: the place of receipt, the unit of record."""
    counters = {dossier.place_of_receipt_id, dossier.unit_of_record_id}
    return actor.is_everywhere(permission) or bool(actor.organisations_for(permission) & counters)


def may_ask(dossier: Dossier, phase: Phase, actor: Actor) -> bool:
    """Whether the actor may ask for a supplement: who receives at intake, who has an open step in the examination."""
    if phase is Phase.INTAKE:
        return serves(actor, "dossiers.receive", dossier)
    steps = Task.objects.visible_to(actor).filter(instance=dossier.instance_id, state="open")
    return dossier.instance_id is not None and steps.exists()

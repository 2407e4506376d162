"""Which official may do what with a dossier, beyond what a permission alone says. Actions and pages ask the same."""

from datetime import datetime

from motcua.dossiers.models import Dossier, SupplementRequest
from motcua.dossiers.rules import RUNNING, Phase, Status
from motcua.platform.action import Actor, ActorKind
from motcua.processes.public import Task


def reaches(actor: Actor, permission: str, *organisations: int) -> bool:
    """Whether the actor has that permission in one of these organisations."""
    if actor.kind is ActorKind.SYSTEM:
        return True
    return actor.is_everywhere(permission) or not actor.organisations_for(permission).isdisjoint(organisations)


def serves(actor: Actor, permission: str, dossier: Dossier) -> bool:
    """Whether the actor has that permission where the applicant is served: the place of receipt, the unit of record."""
    return reaches(actor, permission, dossier.place_of_receipt_id, dossier.unit_of_record_id)


def may_ask(dossier: Dossier, phase: Phase, actor: Actor) -> bool:
    """Whether the actor may ask for a supplement: who receives at intake, who has an open step in the examination."""
    if phase is Phase.INTAKE:
        return serves(actor, "dossiers.receive", dossier)
    steps = Task.objects.visible_to(actor).filter(instance=dossier.instance_id, state="open")
    return dossier.instance_id is not None and steps.exists()


def is_unanswered(request: SupplementRequest | None, at: datetime) -> bool:
    """Whether something was asked for, there was a time to supply it, and it passed without an answer."""
    return (
        request is not None and request.answered_at is None and request.answer_by is not None and at > request.answer_by
    )


def may_refuse(dossier: Dossier, request: SupplementRequest | None, at: datetime) -> bool:
    """Whether a dossier may still be refused: it waits to be accepted, or its intake supplement did not come."""
    if Status(dossier.status) is Status.SUBMITTED:
        return True
    waits = Status(dossier.status) is Status.AWAITING_SUPPLEMENT and dossier.received_at is None
    return waits and is_unanswered(request, at)


def may_stop_unanswered(dossier: Dossier, request: SupplementRequest | None, actor: Actor, at: datetime) -> bool:
    """Whether the unit of record may stop an accepted dossier because its supplement did not come in time."""
    waits = Status(dossier.status) is Status.AWAITING_SUPPLEMENT and dossier.instance_id is not None
    return waits and is_unanswered(request, at) and reaches(actor, "dossiers.stop", dossier.unit_of_record_id)


def may_stop_on_ground(dossier: Dossier, actor: Actor) -> bool:
    """Whether the competent authority's leader may stop an accepted dossier on a ground in law."""
    runs = Status(dossier.status) in RUNNING | {Status.AWAITING_SUPPLEMENT} and dossier.instance_id is not None
    return runs and reaches(actor, "dossiers.stop_on_ground", dossier.competent_authority_id)

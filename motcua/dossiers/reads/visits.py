"""Visits to the place: who may arrange them, and what pages show."""

from motcua.dossiers.models import Dossier, SiteVisit
from motcua.dossiers.reads.acting import reaches
from motcua.dossiers.reads.deadlines import has_step_of
from motcua.dossiers.rules import RUNNING, Status
from motcua.platform.action import Actor

PERMISSION = "dossiers.visit"


def may_visit(dossier: Dossier, actor: Actor, *, has_step: bool | None = None) -> bool:
    """Whether the actor arranges visits: who has an open step of a dossier that is being decided."""
    if Status(dossier.status) not in RUNNING or not reaches(actor, PERMISSION, *dossier.scope().organisations):
        return False
    return has_step_of(dossier, actor) if has_step is None else has_step


def planned_visit(dossier: Dossier) -> SiteVisit | None:
    """The visit that is arranged, if one is."""
    return dossier.visits.filter(state="planned").first()


def visits_of(dossier: Dossier) -> list[SiteVisit]:
    """The visits of a dossier, in order, with their photos."""
    return list(dossier.visits.select_related("ended_by").prefetch_related("files__file"))

from datetime import datetime

from motcua.dossiers.actions._beginning import begin
from motcua.dossiers.actions._book import go_on, take
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules import Status
from motcua.platform.action import Actor, action


@action("dossiers.receive")
def receive(dossier: Dossier, *, revision: int | None = None, reason: str = "", by: Actor, at: datetime) -> Dossier:
    """Accept a dossier as valid: the legal clock starts and form 01 is issued (Nghị định 118/2025/NĐ-CP, điều 17).

    `reason` is why it is accepted in spite of what made the official look twice, and is kept.
    Raises Stale where it is no longer waiting for receipt, Refused where its case has no process in force.
    """
    fresh = take(dossier, revision=revision, expect=frozenset({Status.SUBMITTED}))
    go_on(fresh, reason, by=by, at=at)
    begin(fresh, by=by, at=at)
    return fresh

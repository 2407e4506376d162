from datetime import datetime

from motcua.dossiers.actions._book import take, write
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.platform.action import Actor, action

KINDS = frozenset({"opinion_asked", "opinion_given", "opinion_silent", "opinion_withdrawn"})


@action("dossiers.note_opinion", open_to_all=True)
def note_opinion(dossier: Dossier, kind: str, *, place: str, note: str, by: Actor, at: datetime) -> DossierEvent:
    """Write into the history that another agency was asked or answered; whoever calls has asked whether they may.

    `place` is the agency, told to the applicant too; "" where it is confidential. ValueError for another kind.
    """
    if kind not in KINDS:
        raise ValueError(kind)
    return write(take(dossier), kind, by=by, at=at, step=place, note=note)

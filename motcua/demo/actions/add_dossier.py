from datetime import datetime

from motcua.demo.lives import Life
from motcua.demo.models import CityDossier
from motcua.dossiers.public import Dossier
from motcua.platform.action import Actor, action, concern, hold_back


@action("demo.add_dossier")
def add_dossier(life: Life, *, by: Actor, at: datetime) -> Dossier:
    """Let one dossier of the demo city live until today, all of it or nothing; every act of it is an action of its own.

    Nobody is told what happened so long ago: no SMS goes out, no paper is typeset before somebody opens it. Raises
    Refused where an act is.
    """
    dossier = life.live()
    CityDossier.objects.create(number=life.plan.number, dossier=dossier)
    concern(dossier)
    hold_back()
    return dossier

"""Opening a dossier: seen by those who may, and written down; for others it does not exist."""

from django.http import Http404, HttpRequest

from motcua.dossiers.models import Dossier
from motcua.platform.action import record_read, record_refused_read
from motcua.platform.pages import actor_of_request


def open_dossier(request: HttpRequest, code: str, *, purpose: str = "") -> Dossier:
    """The dossier of that code. With a purpose the look is recorded. Raises Http404; a forbidden look is recorded."""
    actor = actor_of_request(request)
    # The code is unique: `first()` would order by all that is read.
    dossier = next(iter(Dossier.objects.visible_to(actor).filter(code=code).for_page()), None)
    if dossier is None:
        forbidden = Dossier.objects.filter(code=code).for_list().first()
        if forbidden is not None:
            record_refused_read(by=actor, name="dossiers.read", subject=forbidden, persons=forbidden.scope().persons)
        raise Http404
    if purpose:
        record_read(by=actor, purpose=purpose, persons={dossier.owner_id, dossier.submitter_id}, subject=dossier)
    return dossier

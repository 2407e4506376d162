from datetime import datetime

from motcua.dossiers.models import Dossier
from motcua.dossiers.reads.slips import acknowledgement
from motcua.papers.public import issue_paper, papers_of
from motcua.platform.action import Actor, action


@action("dossiers.acknowledge")
def acknowledge(dossier: Dossier, *, by: Actor, at: datetime) -> None:
    """Issue the acknowledgement of a filing, once, however often or by how many this is called."""
    list(Dossier.objects.select_for_update().filter(pk=dossier.pk).values("pk"))
    if papers_of(dossier.subject).filter(template__code="acknowledgement").exists():
        return
    issue_paper(
        acknowledgement(dossier, at=at),
        subject=dossier.subject,
        organisation_id=dossier.unit_of_record_id,
        by=by,
        at=at,
    )

from datetime import datetime

from motcua.dossiers.actions._book import put, write
from motcua.dossiers.events import DossierResolved
from motcua.dossiers.models import Dossier, DossierResult
from motcua.dossiers.reads.notices import refusal_notice
from motcua.dossiers.reads.outputs import settling
from motcua.dossiers.reads.results import result_paper, symbol_of
from motcua.dossiers.rules import Resolution, Status
from motcua.papers.public import issue_paper
from motcua.platform.action import Actor, action, emit


@action("dossiers.resolve")
def resolve(dossier: Dossier, *, resolution: Resolution, reason: str = "", by: Actor, at: datetime) -> DossierResult:
    """Decide the matter: its result, or the written refusal, is made (Nghị định 118/2025/NĐ-CP, điều 22).

    Outputs given out before stay what they are; of a procedure with several this is the first that was not.
    """
    if resolution is Resolution.GRANTED:
        data, symbol, kind = result_paper(dossier, by=by, at=at), symbol_of(settling(dossier)), "granted"
    else:
        data, symbol, kind = refusal_notice(dossier, reason=reason, by=by, at=at), "", "refused"
    issuer = dossier.competent_authority_id
    paper = issue_paper(data, subject=dossier.subject, organisation_id=issuer, symbol=symbol, by=by, at=at)
    dossier.status = Status.RESOLVED
    dossier.resolved_at = at
    put(dossier, "status", "resolved_at")
    result = DossierResult.objects.create(
        dossier=dossier,
        kind=kind,
        name=data.name,
        number=paper.number,
        paper=paper,
        issued_at=at,
        signed_by_id=by.account_id,
    )
    if resolution is Resolution.GRANTED:
        write(dossier, "resolved", by=by, at=at)
    else:
        write(dossier, "not_granted", by=by, at=at, public_text=reason)
    emit(DossierResolved(dossier_id=dossier.pk, at=at))
    return result

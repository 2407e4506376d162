"""What may be done once a matter has ended, and what pages show of it."""

from collections.abc import Sequence
from datetime import datetime

from motcua.dossiers.models import Dossier, DossierComplaint, DossierEvent
from motcua.dossiers.reads.acting import reaches, serves
from motcua.dossiers.rules import REOPENABLE, Status
from motcua.dossiers.rules.reviews import ComplaintState, may_complain_until
from motcua.platform.action import Actor

WAITING = (ComplaintState.RECEIVED, ComplaintState.TAKEN_ON)


def may_reopen(dossier: Dossier, actor: Actor) -> bool:
    """Whether the actor decides for the competent authority that a matter is decided anew."""
    return Status(dossier.status) in REOPENABLE and reaches(actor, "dossiers.reopen", dossier.competent_authority_id)


def is_over(dossier: Dossier) -> bool:
    """Whether the matter has ended as a whole; of a linked one each part is decided anew for itself."""
    return not dossier.is_linked and (dossier.whole is None or dossier.whole.ended_at is not None)


def may_settle(dossier: Dossier, actor: Actor) -> bool:
    """Whether the actor settles complaints for the competent authority."""
    return reaches(actor, "dossiers.settle_complaint", dossier.competent_authority_id)


def may_still_complain(dossier: Dossier, at: datetime) -> bool:
    """Whether the law leaves time to complain; of one under way always, as of delay."""
    until = may_complain_until(dossier.settled_at)
    return dossier.whole_id is None and (until is None or at <= until)


def complaints_of(dossier: Dossier) -> list[DossierComplaint]:
    """The complaints about a dossier, in order."""
    return list(dossier.complaints.select_related("organisation", "settled_by"))


def review_offers(dossier: Dossier, actor: Actor, at: datetime, events: Sequence[DossierEvent]) -> dict[str, object]:
    """What a dossier's page shows and offers once it may be reviewed; statements only where there is something."""
    complaints = complaints_of(dossier) if any(event.kind == "complained" for event in events) else []
    reopened_as = [event.step for event in events if event.kind == "reopened"]
    is_decided_anew = bool(reopened_as) and Dossier.objects.filter(code__in=reopened_as, ended_at=None).exists()
    waiting = next((each for each in complaints if each.state in WAITING), None)
    return {
        "reopened_as": reopened_as,
        "findings": DossierComplaint.FINDINGS,
        "complaints": complaints,
        "complaint": waiting,
        "may_settle": waiting is not None and may_settle(dossier, actor),
        "may_record_complaint": waiting is None
        and may_still_complain(dossier, at)
        and dossier.received_at is not None
        and serves(actor, "dossiers.complain", dossier),
        "may_reopen": not is_decided_anew and may_reopen(dossier, actor) and is_over(dossier),
        "reopens_by_part": dossier.is_linked and dossier.ended_at is not None,
    }

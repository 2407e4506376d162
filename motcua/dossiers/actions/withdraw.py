from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers.actions._book import count_clock, is_at_counter, put, required, take, write
from motcua.dossiers.events import DossierWithdrawn
from motcua.dossiers.models import Dossier
from motcua.dossiers.reads.notices import stage_of, stop_notice, withdrawal_words
from motcua.dossiers.rules import WITHDRAWABLE, Status
from motcua.papers.public import issue_paper
from motcua.platform.action import Actor, action, emit
from motcua.processes.public import cancel, instance_of


@action("dossiers.withdraw")
def withdraw(dossier: Dossier, *, reason: str, revision: int | None = None, by: Actor, at: datetime) -> Dossier:
    """Take a dossier back before there is a result (Nghị định 118/2025/NĐ-CP, điều 21).

    An official records at the counter where the applicant is served what the applicant asks for there; the history
    says so. Where the dossier was accepted, form 05 says that the work on it ends. Raises NotAllowed elsewhere.
    """
    reason = required(reason, "reason", _("Xin ghi lý do rút hồ sơ."))
    fresh = take(dossier, revision=revision, expect=WITHDRAWABLE)
    at_counter = is_at_counter(fresh, "dossiers.withdraw", by=by)
    before = {"status": fresh.status} if fresh.received_at is None else None
    fresh.pauses.filter(ended_at=None).update(ended_at=at)
    stage = stage_of(fresh)
    if fresh.instance_id is not None:
        cancel(instance_of(fresh.subject), ground="withdrawn", by=by, at=at)
        count_clock(fresh, at)
    fresh.status = Status.WITHDRAWN
    fresh.ended_at = at
    put(fresh, "status", "ended_at", "due_at")
    if fresh.received_at is not None:
        issue_paper(
            stop_notice(fresh, ground=withdrawal_words(reason), stage=stage, is_authoritys=False, by=by, at=at),
            subject=fresh.subject,
            organisation_id=fresh.unit_of_record_id,
            by=by,
            at=at,
        )
    kind = "withdrawn_at_counter" if at_counter else "withdrawn"
    write(fresh, kind, by=by, at=at, public_text=reason, way_back=before)
    emit(DossierWithdrawn(dossier_id=fresh.pk, at=at))
    return fresh

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers.actions._book import put, required, take, write
from motcua.dossiers.events import DossierRefused
from motcua.dossiers.models import Dossier
from motcua.dossiers.reads.acting import may_refuse
from motcua.dossiers.reads.grounds import article_words, worded
from motcua.dossiers.reads.pages import open_supplement
from motcua.dossiers.reads.paper_sets import paper_set_of
from motcua.dossiers.reads.slips import refusal_slip
from motcua.dossiers.rules import Status
from motcua.papers.public import issue_paper
from motcua.platform.action import Actor, Stale, action, emit


@action("dossiers.refuse")
def refuse(
    dossier: Dossier, *, reason: str, listed: int | None = None, revision: int | None = None, by: Actor, at: datetime
) -> Dossier:
    """Do not accept a dossier, with the reason, on form 03 (Nghị định 118/2025/NĐ-CP, điều 17).

    Also where what was asked for at intake did not come in time. `listed` is the key of a ground from the
    list, `reason` what is said besides. Raises Stale once it is accepted, or still in time.
    """
    reason, article = worded("refusal", listed, reason, at)
    reason = required(reason, "reason", _("Xin ghi lý do từ chối để người nộp hiểu."))
    if article:
        reason = f"{reason.rstrip('.')}. {article_words(article)}"
    fresh = take(dossier, revision=revision, expect=frozenset({Status.SUBMITTED, Status.AWAITING_SUPPLEMENT}))
    if not may_refuse(fresh, open_supplement(fresh), at):
        raise Stale(_("Hồ sơ đang chờ bổ sung, chưa từ chối tiếp nhận được."))
    fresh.status = Status.REFUSED
    fresh.ended_at = at
    put(fresh, "status", "ended_at")
    issue_paper(
        refusal_slip(fresh, reason=reason, by=by, at=at),
        subject=fresh.subject,
        organisation_id=fresh.unit_of_record_id,
        domain=paper_set_of(fresh, at),
        by=by,
        at=at,
    )
    write(fresh, "refused", by=by, at=at, public_text=reason)
    emit(DossierRefused(dossier_id=fresh.pk, at=at))
    return fresh

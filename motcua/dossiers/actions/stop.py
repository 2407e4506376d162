from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from motcua.dossiers.actions._book import count_clock, put, required, take, write
from motcua.dossiers.events import DossierStopped
from motcua.dossiers.models import Dossier, SupplementRequest
from motcua.dossiers.reads.acting import may_stop_on_ground, may_stop_unanswered
from motcua.dossiers.reads.grounds import article_words, worded
from motcua.dossiers.reads.notices import stage_of, stop_notice
from motcua.dossiers.reads.pages import open_supplement
from motcua.dossiers.reads.slips import OFFICIAL_LANGUAGE
from motcua.dossiers.rules import RUNNING, Status
from motcua.papers.public import issue_paper
from motcua.platform.action import Actor, Refused, action, emit
from motcua.platform.formats import dmyhm
from motcua.processes.public import cancel, instance_of


@action("dossiers.stop")
def stop(
    dossier: Dossier,
    *,
    reason: str,
    ground: str = "",
    listed: int | None = None,
    revision: int | None = None,
    by: Actor,
    at: datetime,
) -> Dossier:
    """Stop the work on an accepted dossier, on form 05 (Nghị định 118/2025/NĐ-CP, điều 21).

    The unit of record may, once the time to supply has passed without an answer; the competent authority's leader may
    on a named ground. `listed` is the key of a reason from the list, which may name its law, `reason` what is said
    besides. Raises Refused for others and before, Stale where there is nothing to stop.
    """
    reason, article = worded("stop", listed, reason, at)
    reason = required(reason, "reason", _("Xin ghi lý do dừng giải quyết."))
    ground = ground.strip() or article
    fresh = take(dossier, revision=revision, expect=RUNNING | {Status.AWAITING_SUPPLEMENT})
    request = open_supplement(fresh)
    is_unanswered = may_stop_unanswered(fresh, request, by, at)
    if not is_unanswered:
        if not may_stop_on_ground(fresh, by):
            raise Refused(_("Chưa dừng được: còn trong thời hạn bổ sung, hoặc ông/bà không có thẩm quyền dừng."))
        ground = required(ground, "ground", _("Xin ghi căn cứ pháp lý của việc dừng giải quyết."))
    words = _words(reason, ground, request if is_unanswered else None)
    stage = stage_of(fresh)
    fresh.pauses.filter(ended_at=None).update(ended_at=at)
    cancel(instance_of(fresh.subject), ground="stopped", by=by, at=at)
    count_clock(fresh, at)
    fresh.status = Status.STOPPED
    fresh.ended_at = at
    put(fresh, "status", "ended_at", "due_at")
    issue_paper(
        stop_notice(fresh, ground=words, stage=stage, is_authoritys=not is_unanswered, by=by, at=at),
        subject=fresh.subject,
        organisation_id=fresh.unit_of_record_id if is_unanswered else fresh.competent_authority_id,
        by=by,
        at=at,
    )
    write(fresh, "stopped", by=by, at=at, public_text=words)
    emit(DossierStopped(dossier_id=fresh.pk, at=at))
    return fresh


@override(OFFICIAL_LANGUAGE)
def _words(reason: str, ground: str, unanswered: SupplementRequest | None) -> str:
    told = [reason.rstrip(".") + "."]
    if unanswered is not None:
        told.insert(0, _("Đã quá hạn bổ sung hồ sơ (%(by)s).") % {"by": dmyhm(unanswered.answer_by)})
    if ground.strip():
        told.append(article_words(ground))
    return " ".join(told)

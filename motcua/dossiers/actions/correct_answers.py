from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers.actions._book import put, required, take, write
from motcua.dossiers.actions._filing import Incomplete
from motcua.dossiers.models import AnswersVersion, Dossier
from motcua.dossiers.reads.acting import serves
from motcua.dossiers.rules import CORRECTABLE
from motcua.forms.public import Answer, changed_fields, submitted, validate
from motcua.platform.action import Actor, NotAllowed, Refused, action, note
from motcua.platform.clock import VIETNAM


@action("dossiers.correct_answers")
def correct_answers(
    dossier: Dossier,
    answers: Mapping[str, Answer],
    *,
    reason: str,
    revision: int | None = None,
    by: Actor,
    at: datetime,
) -> Dossier:
    """Record the declaration as the applicant corrected it at the counter; what it said before is kept.

    Only while the applicant has the word: before acceptance, or while something is asked for. Where the matter is
    filed stays as it is. Raises Incomplete with what is wrong, Refused where nothing changed, Stale.
    """
    fresh = take(dossier, revision=revision, expect=CORRECTABLE)
    if not serves(by, "dossiers.correct_answers", fresh):
        raise NotAllowed(_("Chỉ nơi tiếp nhận hồ sơ được ghi nhận thay người nộp."))
    reason = required(reason, "reason", _("Xin ghi lý do sửa tờ khai."))
    eform = fresh.version.eform
    if eform is None:
        raise Refused(_("Hồ sơ này không có tờ khai điện tử."))
    if errors := validate(eform, answers, on=at.astimezone(VIETNAM).date()):
        raise Incomplete(errors, [])
    told = submitted(eform, answers)
    changed = changed_fields(fresh.answers, told)
    if not changed:
        raise Refused(_("Tờ khai không có gì thay đổi."))
    if fresh.version.area_answer in changed:
        raise Refused(_("Không đổi nơi nộp được ở đây: hồ sơ nộp nhầm nơi phải nộp lại."), fresh.version.area_answer)
    kept = AnswersVersion.objects.create(
        dossier=fresh, answers=fresh.answers, reason=reason, replaced_at=at, replaced_by_id=by.account_id
    )
    fresh.answers = told
    put(fresh, "answers")
    write(fresh, "corrected", by=by, at=at, note=reason, way_back={"status": fresh.status, "version": kept.pk})
    note(fields=sorted(changed))
    return fresh

from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.dossiers.models import Draft, ValueDispute
from motcua.dossiers.reads.provenance import is_locked
from motcua.forms.public import Answer, field_of, means_the_same, shown_value
from motcua.platform.action import Actor, Refused, action
from motcua.platform.text import clean

LONGEST_REASON = 1000


@action("dossiers.report_wrong")
def report_wrong(draft: Draft, field: str, said: Answer, reason: str, *, by: Actor, at: datetime) -> ValueDispute:
    """Say that what a register told is wrong, and answer with one's own: it is filed, and officials see both.

    Raises Refused for an answer that no register gave, one that says the same, and without a reason.
    """
    fresh = Draft.objects.select_for_update(of=("self",)).select_related("version__eform").get(pk=draft.pk)
    eform, told = fresh.version.eform, fresh.answers.get(field)
    question = field_of(eform, field) if eform else None
    if fresh.state != "open" or eform is None or question is None:
        raise Refused(_("Bản nháp này đã được nộp hoặc đã xóa."))
    if not is_locked(fresh.provenance, field, told):
        raise Refused(_("Mục này ông/bà tự điền được, không cần báo sai."))
    reason = clean(reason)
    if said is None or means_the_same(said, told):
        raise Refused(_("Xin ghi thông tin đúng, khác với thông tin đang có."), field)
    if not reason or len(reason) > LONGEST_REASON:
        raise Refused(_("Xin ghi vì sao thông tin sai, không quá %(most)d ký tự.") % {"most": LONGEST_REASON}, "reason")
    entry = fresh.provenance[field]
    dispute = ValueDispute.objects.create(
        draft=fresh,
        field=field,
        label=question.label,
        source=entry["source"],
        as_of=date.fromisoformat(entry["as_of"]),
        told=shown_value(eform, field, told),
        said=shown_value(eform, field, said),
        reason=reason,
        at=at,
    )
    fresh.answers = {**fresh.answers, field: said}
    fresh.provenance = {**fresh.provenance, field: {**entry, "disputed": True}}
    fresh.revision += 1
    fresh.saved_at = at
    fresh.save(update_fields=["answers", "provenance", "revision", "saved_at"])
    return dispute

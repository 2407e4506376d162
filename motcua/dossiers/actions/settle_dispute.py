from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers.models import Dossier, ValueDispute
from motcua.platform.action import Actor, Refused, Stale, action, note
from motcua.platform.text import clean

LONGEST_NOTE = 1000


@action("dossiers.settle_dispute")
def settle_dispute(
    dossier: Dossier, dispute_id: int, *, outcome: str, said: str, by: Actor, at: datetime
) -> ValueDispute:  # fmt: skip
    """Mark a value that the applicant reported as wrong as passed on or answered, saying what was done; once.

    Raises Refused for one of another dossier and without a note, Stale where somebody else settled it first.
    """
    dispute = ValueDispute.objects.select_for_update().filter(pk=dispute_id, draft__dossier=dossier.pk).first()
    if dispute is None:
        raise Refused(_("Không có mục báo sai này."))
    if dispute.settled_at is not None:
        raise Stale(_("Mục này vừa được người khác xử lý."))
    if outcome not in dict(ValueDispute.OUTCOMES):
        raise Refused(_("Xin chọn đã chuyển hay đã trả lời."))
    said = clean(said)
    if not said or len(said) > LONGEST_NOTE:
        raise Refused(_("Xin ghi đã làm gì, không quá %(most)d ký tự.") % {"most": LONGEST_NOTE}, "note")
    note(field=dispute.field, outcome=outcome)
    dispute.outcome, dispute.note, dispute.settled_at, dispute.settled_by_id = outcome, said, at, by.account_id
    dispute.save(update_fields=["outcome", "note", "settled_at", "settled_by"])
    return dispute

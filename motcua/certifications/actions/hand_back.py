from datetime import datetime

from django.utils.translation import gettext as _

from motcua.certifications.models import CertificationRequest
from motcua.platform.action import Actor, Stale, action


@action("certifications.hand_back")
def hand_back(turn: CertificationRequest, *, by: Actor, at: datetime) -> CertificationRequest:
    """Note that copies and originals were given back (Nghị định 23/2015/NĐ-CP, điều 7). Raises Stale if they were."""
    fresh = CertificationRequest.objects.select_for_update().get(pk=turn.pk)
    if fresh.handed_back_at is not None:
        raise Stale(_("Lượt này đã trả rồi."))
    fresh.handed_back_at, fresh.handed_back_by_id = at, by.account_id
    fresh.save(update_fields=["handed_back_at", "handed_back_by"])
    return fresh

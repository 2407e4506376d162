from datetime import datetime

from django.utils.translation import gettext as _

from motcua.consultations.actions._settling import settle, take
from motcua.consultations.models import Opinion
from motcua.consultations.rules import ANSWERABLE, State
from motcua.dossiers.public import Dossier
from motcua.platform.action import SYSTEM, Actor, NotAllowed, Refused, Stale, action


@action("consultations.withdraw")
def withdraw(dossier: Dossier, opinion: Opinion, *, reason: str, by: Actor, at: datetime) -> Opinion:
    """Say that an agency's opinion is no longer wanted, and why. Raises Stale where it is there already."""
    fresh = take(opinion)
    reason = reason.strip()
    if not reason:
        raise Refused(_("Xin ghi vì sao không cần ý kiến nữa."), "reason")
    if fresh.consultation.dossier_id != dossier.pk:
        raise NotAllowed(_("Ý kiến này không thuộc hồ sơ."))
    if by != SYSTEM and fresh.consultation.organisation_id not in by.organisations_for("consultations.withdraw"):
        raise NotAllowed(_("Chỉ cơ quan đã hỏi được rút phiếu lấy ý kiến."))
    if fresh.state not in ANSWERABLE:
        raise Stale(_("Không rút được nữa: %(state)s.") % {"state": fresh.get_state_display()})
    settle(fresh, State.WITHDRAWN, "opinion_withdrawn", "withdrawn", note=reason, by=by, at=at)
    return fresh

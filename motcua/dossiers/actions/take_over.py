from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers.models import Draft, Handover
from motcua.platform.action import Actor, NotAllowed, Refused, action


@action("dossiers.take_over")
def take_over(handover: Handover, *, by: Actor, at: datetime) -> Draft:
    """Go on with one's own draft on this device, once.

    Raises NotAllowed for another's account, Refused when the link was used or has run out.
    """
    fresh = Handover.objects.select_for_update(of=("self",)).select_related("draft").get(pk=handover.pk)
    if fresh.draft.account_id != by.account_id:
        raise NotAllowed(_("Liên kết này thuộc về tài khoản khác."))
    if fresh.component_id is not None or not fresh.is_good(at):
        raise Refused(_("Liên kết đã dùng hoặc đã hết hạn. Xin lấy mã QR mới trên máy kia."))
    fresh.used_at = at
    fresh.save(update_fields=["used_at"])
    return fresh.draft

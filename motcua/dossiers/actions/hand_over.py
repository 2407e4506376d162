from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers.models import Draft, Handover
from motcua.dossiers.reads.handovers import address_of, digest_of, new_key
from motcua.dossiers.rules import HANDOVER_LIFE
from motcua.platform.action import Actor, Refused, action
from motcua.procedures.public import ComponentType


@action("dossiers.hand_over")
def hand_over(draft: Draft, *, component: ComponentType | None = None, step: str = "", by: Actor, at: datetime) -> str:
    """The address to show as a QR code: to go on elsewhere, or with a component to add files to it from a phone.

    It holds ten minutes; one made before for the same ends. Raises Refused for a draft that was filed or deleted.
    """
    fresh = Draft.objects.select_for_update().get(pk=draft.pk)
    if fresh.state != "open" or (component is not None and component.case_id != fresh.case_id):
        raise Refused(_("Bản nháp này đã được nộp hoặc đã xóa."))
    fresh.handovers.filter(component=component, expires_at__gt=at).update(expires_at=at)
    key = new_key()
    Handover.objects.create(
        draft=fresh,
        component=component,
        step=step,
        key_digest=digest_of(key),
        made_at=at,
        expires_at=at + HANDOVER_LIFE,
    )
    return address_of(key, to_phone=component is not None)

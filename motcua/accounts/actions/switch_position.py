"""Work in another of one's positions."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.accounts.models import PositionHolding
from motcua.platform.action import Actor, NotAllowed, action


@action("accounts.switch_position", open_to_all=True)
def switch_position(holding: PositionHolding, *, by: Actor, at: datetime) -> PositionHolding:
    """Write down that an official goes on working in another position of theirs; the session keeps which.

    Raises NotAllowed when the holding is somebody else's or not in force.
    """
    if holding.person_id != by.person_id or not PositionHolding.objects.held_at(at).filter(pk=holding.pk).exists():
        raise NotAllowed(_("Ông/bà không giữ chức vụ này."))
    return holding

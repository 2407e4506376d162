"""Work in another of one's positions."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.accounts.models import PositionHolding
from motcua.accounts.reads import positions_of
from motcua.platform.action import Actor, NotAllowed, action


@action("accounts.switch_position", open_to_all=True)
def switch_position(holding: PositionHolding, *, by: Actor, at: datetime) -> PositionHolding:
    """Write down that an official goes on working in another position of theirs; the session keeps which.

    Raises NotAllowed when the holding is not in force, or somebody else's for whom the official does not stand in.
    """
    held = positions_of(by.person_id, at=at) if by.person_id is not None else ()
    if holding.pk not in {each.holding_id for each in held}:
        raise NotAllowed(_("Ông/bà không giữ chức vụ này."))
    return holding

"""Say which records somebody reaches in a held position."""

from collections.abc import Collection
from datetime import datetime

from motcua.accounts.actions._rights import known_procedures, refuse_own, rights_changed
from motcua.accounts.models import PositionHolding
from motcua.platform.action import Actor, DataClass, action, note


@action("accounts.set_clearance")
def set_clearance(
    holding: PositionHolding, *, by: Actor, at: datetime, data_class: DataClass, procedures: Collection[str] = ()
) -> PositionHolding:
    """Let a holding reach records up to this class and about these procedures (codes, `field:<code>`; none: all).

    Rights change at once. Raises Refused for procedures that there are not, NotAllowed on one's own holding.
    """
    refuse_own(holding, by=by, at=at)
    before = holding.data_class, holding.procedures
    holding.data_class, holding.procedures = data_class.value, known_procedures(procedures)
    holding.save(update_fields=["data_class", "procedures"])
    rights_changed(holding, at=at)
    note(before=[before[0], *before[1]], after=[data_class.value, *holding.procedures])
    return holding

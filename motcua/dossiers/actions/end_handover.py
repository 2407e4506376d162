from datetime import datetime

from motcua.dossiers.models import Draft
from motcua.platform.action import Actor, action
from motcua.procedures.public import ComponentType


@action("dossiers.end_handover")
def end_handover(draft: Draft, component: ComponentType, *, by: Actor, at: datetime) -> None:
    """From now on no phone adds files to this paper; once more changes nothing."""
    draft.handovers.filter(component=component, expires_at__gt=at).update(expires_at=at)

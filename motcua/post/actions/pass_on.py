from datetime import datetime

from motcua.organisations.public import carried_on_by
from motcua.platform.action import Actor, action
from motcua.platform.clock import VIETNAM
from motcua.post.models import PostOrder


@action("post.pass_on")
def pass_on(organisation_id: int, *, by: Actor, at: datetime) -> int:
    """Give the parcels that a unit had in hand when it ended to who carries its matters on; how many. Numbers stay."""
    del by
    heir = carried_on_by([organisation_id], at.astimezone(VIETNAM).date()).get(organisation_id)
    if heir is None or heir == organisation_id:
        return 0
    return PostOrder.objects.live().filter(organisation=organisation_id).update(organisation=heir)

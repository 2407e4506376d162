"""Take a matter out of its process."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.platform.action import Actor, Stale, action, note
from motcua.processes.actions._following import end_all, live_family
from motcua.processes.actions._moving import is_live
from motcua.processes.models import InstanceHold, InstanceState, ProcessInstance
from motcua.processes.reads import Movement


@action("processes.cancel")
def cancel(instance: ProcessInstance, *, ground: str, by: Actor, at: datetime) -> Movement:
    """End a live matter where it stands, called processes too: its open steps are closed as cancelled.

    `ground` is a code of the caller's ("withdrawn"). Raises Stale if it has ended already.
    """
    fresh = ProcessInstance.objects.select_for_update().get(pk=instance.root_id or instance.pk)
    if not is_live(fresh.state):
        raise Stale(_("Quy trình của hồ sơ đã kết thúc."))
    tasks = end_all([each.pk for each in live_family(fresh.pk)], by=by, at=at)
    InstanceHold.objects.filter(instance=fresh, ended_at__isnull=True).update(ended_at=at)
    instance.state = InstanceState.CANCELLED
    note(ground=ground)
    return Movement(fresh.pk, (), tasks, True)

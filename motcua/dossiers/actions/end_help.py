from datetime import datetime

from motcua.dossiers.actions._helping import tell_both
from motcua.dossiers.models import Assistance
from motcua.platform.action import Actor, action


@action("dossiers.end_help")
def end_help(assistance: Assistance, *, by: Actor, at: datetime) -> None:
    """The writer, or the helper, ends it; both are told. What was filled in stays. Twice is once."""
    fresh = Assistance.objects.select_for_update(of=("self",)).get(pk=assistance.pk)
    if fresh.ended_at is None:
        fresh.ended_at = at
        fresh.save(update_fields=["ended_at"])
        tell_both(fresh, "help_ended", by=by, at=at)

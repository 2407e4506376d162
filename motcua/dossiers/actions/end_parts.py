from datetime import datetime

from motcua.dossiers.actions._book import take, write
from motcua.dossiers.actions.stop import stop
from motcua.dossiers.actions.withdraw import withdraw
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules import Status
from motcua.platform.action import Actor, Refused, action, attempt


@action("dossiers.end_parts")
def end_parts(whole: Dossier, *, reason: str, by: Actor, at: datetime) -> int:
    """End the parts of a linked matter that was withdrawn or stopped, each as the whole was; how many were ended.

    A part that was decided already stays decided. The history of the whole says which were ended: it is not undone
    any more, as what the agencies ended is not taken up again.
    """
    ended = 0
    is_withdrawn = Status(whole.status) is Status.WITHDRAWN
    fresh = take(whole)
    open_ones = Dossier.objects.filter(whole=fresh, ended_at=None, resolved_at=None).select_related("part")
    for part in open_ones.order_by("pk"):
        try:
            with attempt():
                if is_withdrawn:
                    withdraw(part, reason=reason, by=by, at=at)
                else:
                    stop(part, reason=reason, ground=whole.code, by=by, at=at)
                ended += 1
            if part.part is not None:
                write(fresh, "part_stopped", by=by, at=at, step=part.part.name, outcome=part.part.key)
        except Refused:
            continue
    return ended

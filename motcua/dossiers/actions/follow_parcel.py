"""What happens to a parcel happens to the dossier: it is written into its history, and what was delivered ends it."""

from datetime import datetime

from motcua.dossiers.actions._book import take, write
from motcua.dossiers.actions.deliver import deliver
from motcua.dossiers.models import Dossier
from motcua.dossiers.reads.outputs import waiting_outputs
from motcua.dossiers.reads.posting import TOLD
from motcua.dossiers.rules import Status
from motcua.platform.action import Actor, action
from motcua.post.public import Direction, PostEvent, PostOrder, State, cancel_all, release


@action("dossiers.follow_parcel")
def follow_parcel(dossier: Dossier, event: PostEvent, *, by: Actor, at: datetime) -> bool:
    """Write one thing that happened to a parcel into the dossier; False where it stands there, or is not told.

    A result that the post delivered was handed over lawfully, by post, to whom it was addressed (Nghị định
    118/2025/NĐ-CP, điều 22): that ends the dossier. Run again it writes nothing twice.
    """
    order: PostOrder = event.order
    kind = TOLD.get(event.kind)
    fresh = take(dossier)
    if kind is None or order.subject != fresh.subject:
        return False
    if fresh.events.filter(kind=kind, outcome=str(event.pk)).exists():
        return False
    if order.direction == Direction.DELIVER and event.kind == State.DELIVERED:
        if fresh.status == Status.RESOLVED:
            _hand_over(fresh, order, by, at)
        return True
    write(fresh, kind, by=by, at=at, step=order.number, outcome=str(event.pk), note=event.note)
    return True


def _hand_over(dossier: Dossier, order: PostOrder, by: Actor, at: datetime) -> None:
    receiver = order.name or dossier.owner.full_name
    deliver(dossier, way="post", receiver=receiver, at_unit=order.organisation_id, papers=order.number, by=by, at=at)


@action("dossiers.post_result")
def post_result(dossier: Dossier, *, by: Actor, at: datetime) -> int:
    """The result is there: what was to go by post can. How many parcels; run again it orders none twice."""
    fresh = take(dossier)
    if fresh.status != Status.RESOLVED:
        return 0
    contents = "; ".join(f"{each.name} {each.number}".strip() for each in waiting_outputs(fresh))[:200]
    return release(fresh.subject, contents=contents, by=by, at=at)


@action("dossiers.end_parcels")
def end_parcels(dossier: Dossier, *, reason: str, by: Actor, at: datetime) -> int:
    """The dossier ended otherwise: take back the parcels that have not left. How many."""
    return cancel_all(dossier.subject, reason=reason, by=by, at=at)

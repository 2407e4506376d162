from datetime import datetime

from motcua.platform.action import Actor, action, emit
from motcua.post.actions._book import write
from motcua.post.events import ParcelOrdered
from motcua.post.models import PostOrder
from motcua.post.rules import LEASE, State


@action("post.release")
def release(subject: str, *, contents: str = "", by: Actor, at: datetime) -> int:
    """What was wished for can go: order it at the carrier now. How many orders; run again it orders none twice."""
    wished = list(PostOrder.objects.select_for_update().filter(subject=subject, state=State.WISHED))
    for order in wished:
        order.state, order.next_at = State.ORDERED, at + LEASE
        order.contents = contents or order.contents
        order.save(update_fields=["state", "next_at", "contents"])
        write(order, State.ORDERED, by=by, at=at)
        emit(ParcelOrdered(order.pk, attempt=1))
    return len(wished)

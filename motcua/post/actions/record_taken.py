from datetime import datetime

from motcua.platform.action import Actor, action
from motcua.post.actions._book import write
from motcua.post.models import PostOrder
from motcua.post.ports import NotTaken
from motcua.post.rules import State


@action("post.record_taken")
def record_taken(order: PostOrder, *, item_code: str, by: Actor, at: datetime) -> PostOrder:
    """Keep that the carrier took an order, and under which item code; "" where it tells that later.

    Raises NotTaken where the code is not ours, or another parcel's: such an answer is not to be trusted.
    """
    fresh = PostOrder.objects.select_for_update().get(pk=order.pk)
    if fresh.state != State.ORDERED:
        return fresh
    if item_code and fresh.item_code and item_code != fresh.item_code:
        raise NotTaken("bưu chính trả mã bưu gửi khác mã đã gửi", for_good=False)
    if item_code and PostOrder.objects.filter(item_code=item_code).exclude(pk=fresh.pk).exists():
        raise NotTaken("bưu chính trả mã của bưu gửi khác", for_good=False)
    fresh.item_code = item_code or fresh.item_code
    fresh.state, fresh.error, fresh.next_at = State.ACCEPTED, "", None
    fresh.save(update_fields=["item_code", "state", "error", "next_at"])
    write(fresh, State.ACCEPTED, by=by, at=at)
    return fresh

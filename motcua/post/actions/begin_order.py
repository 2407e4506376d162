"""Begin to tell the carrier of an order, once per attempt."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.platform.action import Actor, action
from motcua.post.models import ItemCode, PostOrder
from motcua.post.rules import LEASE, State, next_attempt_at


@action("post.begin_order")
def begin_order(order_id: int, *, attempt: int, needs_code: bool, by: Actor, at: datetime) -> PostOrder | None:
    """Take the `attempt`-th attempt under a row lock, or None when it was taken already or nothing is to be ordered.

    Where the carrier takes our codes, the order gets the next free one and keeps it over all attempts; while there is
    none it waits, and says so. Whoever takes an attempt ends it by `record_taken` or `record_refused`; should it die,
    the next is due after `LEASE`.
    """
    del by
    waiting = PostOrder.objects.select_for_update(of=("self",)).filter(pk=order_id, state=State.ORDERED)
    order = waiting.filter(attempts=attempt - 1).select_related("organisation__area__parent", "area__parent").first()
    if order is None:
        return None
    if needs_code and not order.item_code and not _gives_code(order):
        order.error = _("hết mã bưu gửi được cấp trước")
        order.next_at = next_attempt_at(1, at)
        order.save(update_fields=["error", "next_at"])
        return None
    order.attempts, order.next_at = attempt, at + LEASE
    order.save(update_fields=["attempts", "next_at", "item_code"])
    return order


def _gives_code(order: PostOrder) -> bool:
    free = ItemCode.objects.select_for_update(skip_locked=True).filter(order=None).order_by("id").first()
    if free is None:
        return False
    free.order = order
    free.save(update_fields=["order"])
    order.item_code = free.code
    return True

"""What every action on an order does the same way: take it, and write down what happened to it."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.platform.action import Actor, Stale, emit
from motcua.post.events import ParcelMoved
from motcua.post.models import PostEvent, PostOrder
from motcua.post.rules import State


def take(order: PostOrder, *expect: State) -> PostOrder:
    """The order's row, locked and fresh. Raises Stale where it stands otherwise than expected, or is over."""
    fresh = PostOrder.objects.select_for_update().get(pk=order.pk)
    if expect and (fresh.state not in expect or fresh.ended_at is not None):
        raise Stale(
            _("Việc này không còn làm được: bưu gửi đang ở trạng thái “%(state)s”.")
            % {"state": fresh.get_state_display()}
        )
    return fresh


def write(
    order: PostOrder, kind: str, *, by: Actor, at: datetime, happened_at: datetime | None = None, place: str = "",
    note: str = "", told_as: str | None = None,
) -> PostEvent:  # fmt: skip
    """Add to the order's history and tell the others; `happened_at` is what the carrier says, by default now."""
    event = PostEvent.objects.create(
        order=order,
        kind=kind,
        at=happened_at or at,
        recorded_at=at,
        account_id=by.account_id,
        place=place,
        note=note,
        told_as=told_as,
    )
    emit(ParcelMoved(order_id=order.pk, event_id=event.pk, kind=kind, subject=order.subject, at=at))
    return event

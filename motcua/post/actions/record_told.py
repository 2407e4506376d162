"""Keep what the carrier tells of a parcel: any number of times, in any order."""

from datetime import datetime

from motcua.platform.action import Actor, action
from motcua.post.actions._book import write
from motcua.post.actions._trouble import put_in_charge
from motcua.post.actions.cancel import cancel
from motcua.post.models import PostOrder
from motcua.post.rules import NOT_SENT, TOLD, TROUBLE, UNDER_WAY, Happened, State, Told, standing


@action("post.record_told")
def record_told(order: PostOrder, told: Told, *, by: Actor, at: datetime) -> bool:
    """Keep one word of the carrier, of a kind in `TOLD`; False where it was told before.

    How the parcel stands follows from all that was told of it.

    A word from the future is taken as said now. What was decided about a parcel in trouble is not undone by what comes
    late, but a parcel that was delivered after all is, and what was to replace it does not leave.
    """
    fresh = PostOrder.objects.select_for_update().get(pk=order.pk)
    if fresh.events.filter(told_as=told.key).exists():
        return False
    happened_at = min(told.at, at)
    known = [Happened(State(event.kind), event.at) for event in fresh.events.filter(kind__in=TOLD)]
    before = State(fresh.state)
    after = standing([*known, Happened(told.kind, happened_at)]) or before
    if before is State.CANCELLED or (fresh.ended_at is not None and after is not State.DELIVERED):
        after = before
    if told.item_code and not fresh.item_code and not _is_anothers(told.item_code, fresh):
        fresh.item_code = told.item_code
    fresh.state, fresh.next_at = after, None
    if after is not before:
        _follow(fresh, happened_at, by=by, at=at)
    fresh.save()
    write(fresh, told.kind, by=by, at=at, happened_at=happened_at, place=told.place, note=told.note, told_as=told.key)
    return True


def _is_anothers(item_code: str, order: PostOrder) -> bool:
    return PostOrder.objects.filter(item_code=item_code).exclude(pk=order.pk).exists()


def _follow(order: PostOrder, happened_at: datetime, *, by: Actor, at: datetime) -> None:
    state = State(order.state)
    if state in UNDER_WAY | TROUBLE | {State.DELIVERED} and order.handed_over_at is None:
        order.handed_over_at = happened_at
    if state in TROUBLE:
        put_in_charge(order, at=at)
    if state is State.DELIVERED:
        order.ended_at = order.ended_at or at
        for other in PostOrder.objects.filter(replaces=order, state__in=NOT_SENT):
            cancel(other, reason=order.number, by=by, at=at)

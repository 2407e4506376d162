from datetime import datetime

from motcua.platform.action import Actor, action, emit
from motcua.post.actions._book import take, write
from motcua.post.events import ParcelOrdered
from motcua.post.homes import Home, check_home
from motcua.post.models import PostOrder
from motcua.post.rules import LEASE, State


@action("post.order_again")
def order_again(order: PostOrder, home: Home, *, by: Actor, at: datetime) -> PostOrder:
    """Tell the carrier anew of an order that it refused, with what was corrected in the address.

    Raises Refused for an address that cannot be one, Stale where the order was not refused.
    """
    fresh = take(order, State.REFUSED)
    checked = check_home(home, at)
    fresh.name, fresh.phone, fresh.address_line, fresh.area = checked.name, checked.phone, checked.line, checked.area
    fresh.state, fresh.attempts, fresh.error, fresh.next_at = State.ORDERED, 0, "", at + LEASE
    fresh.save(update_fields=["name", "phone", "address_line", "area", "state", "attempts", "error", "next_at"])
    write(fresh, State.ORDERED, by=by, at=at)
    emit(ParcelOrdered(fresh.pk, attempt=1))
    return fresh

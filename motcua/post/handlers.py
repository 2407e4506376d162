"""Ordering at the carrier, and bringing back what failed."""

import logging

from motcua.organisations.events import OrganisationClosed
from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.platform.clock import VIETNAM
from motcua.platform.events import every, on
from motcua.platform.registry import PortUnanswered
from motcua.post.actions.begin_order import begin_order
from motcua.post.actions.pass_on import pass_on
from motcua.post.actions.record_asked import record_asked
from motcua.post.actions.record_refused import record_refused
from motcua.post.actions.record_taken import record_taken
from motcua.post.actions.wake_due import wake_due
from motcua.post.events import ParcelOrdered
from motcua.post.homes import place_words
from motcua.post.models import PostOrder
from motcua.post.ports import CARRIER, Address, NotTaken, Parcel
from motcua.post.rules import Direction, State, Told
from motcua.post.terms import terms_on

MOST_ASKED = 500
log = logging.getLogger("motcua.post")


@on(ParcelOrdered)
def order_parcel(event: ParcelOrdered) -> None:
    """Make one attempt. No transaction is open while the carrier is spoken to."""
    carrier = CARRIER.answer()
    order = begin_order(
        event.order_id, attempt=event.attempt, needs_code=carrier.takes_our_codes(), by=SYSTEM, at=clock.now()
    )
    if order is None:
        return
    try:
        item_code = carrier.order(parcel_of(order))
        record_taken(order, item_code=item_code, by=SYSTEM, at=clock.now())
    except NotTaken as refused:
        record_refused(order, reason=refused.reason, for_good=refused.for_good, by=SYSTEM, at=clock.now())
    except Exception as error:
        # Nothing is lost to a fault of ours: it is tried again like any other, and told to the operator.
        log.exception("post order %s", order.pk)
        record_refused(order, reason=type(error).__name__, for_good=False, by=SYSTEM, at=clock.now())


def parcel_of(order: PostOrder) -> Parcel:
    """The order as the carrier is told it; areas must have been read with it."""
    area, unit = order.area, order.organisation
    home = Address(
        name=order.name,
        line=f"{order.address_line}, {place_words(area)}",
        phone=order.phone,
        province=area.parent.code if area.parent is not None else area.code,
        commune=area.code,
    )
    desk = Address(
        name=unit.name,
        line=place_words(unit.area) if unit.area is not None else unit.name,
        phone="",
        province=(unit.area.parent or unit.area).code if unit.area is not None else "",
        commune=unit.area.code if unit.area is not None else "",
    )
    is_fetched = order.direction == Direction.COLLECT
    return Parcel(
        number=order.number,
        item_code=order.item_code,
        sender=home if is_fetched else desk,
        receiver=desk if is_fetched else home,
        description=order.contents,
        cod_amount=order.cod_amount,
    )


@every(seconds=3600)
def ask_what_became() -> None:
    """Ask the carrier about parcels that it has told nothing of for days; no transaction is open while it is asked."""
    now = clock.now()
    since = now - terms_on(now.astimezone(VIETNAM).date()).ask_after
    for order in PostOrder.objects.silent(since)[:MOST_ASKED]:
        try:
            told = CARRIER.answer().tracked(order.number)
        except PortUnanswered:
            return
        except NotTaken as refused:
            # It is asked again with the next turn; the circuit of a system that is down keeps it short.
            log.warning("post order %s: %s", order.pk, refused.reason)
            continue
        words = [Told(each.key, State(each.kind), each.at, each.place, each.note, each.item_code) for each in told]
        record_asked(order, words, by=SYSTEM, at=now)


@on(OrganisationClosed)
def give_to_heir(event: OrganisationClosed) -> None:
    """Parcels of a unit that ended are handed over, and answered for, where its matters are carried on."""
    pass_on(event.organisation_id, by=SYSTEM, at=clock.now())


@every(seconds=10)
def wake() -> None:
    """Bring back what is due."""
    if PostOrder.objects.due(clock.now()).exists():
        wake_due(by=SYSTEM, at=clock.now())

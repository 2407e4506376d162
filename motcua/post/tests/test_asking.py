"""A parcel that the carrier is silent about: it is asked, and nothing is lost or told twice."""

from datetime import timedelta

import pytest

from motcua.exchange.tests.make import close_circuits
from motcua.organisations.public import close_organisation
from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.platform.testing import run_jobs
from motcua.post.actions.hand_over import hand_over
from motcua.post.handlers import ask_what_became
from motcua.post.models import PostOrder
from motcua.post.rules import State
from motcua.post.tests import make
from sandbox.running import RunningSandbox

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def on_the_road(nation: RunningSandbox) -> PostOrder:
    office = make.office()
    order = make.sent(make.order(office))
    hand_over(order, by=office.clerk, at=make.AT)
    # The carrier's word of it never reached us.
    nation.told(order.number, "in_transit", at=(make.AT + DAY).isoformat())
    return order


def asked(order: PostOrder, days: int) -> PostOrder:
    with clock.frozen(make.AT + days * DAY):
        ask_what_became()
    return make.fresh(order)


def test_after_days_without_a_word_the_carrier_is_asked_and_what_it_says_is_kept_once(nation: RunningSandbox) -> None:
    order = on_the_road(nation)
    assert asked(order, 2).asked_at is None
    fresh = asked(order, 4)
    assert (fresh.state, fresh.asked_at) == (State.IN_TRANSIT, make.AT + 4 * DAY)
    words = fresh.events.exclude(told_as=None).count()
    assert asked(order, 5).asked_at == make.AT + 4 * DAY, "it told something yesterday"
    assert asked(order, 8).events.exclude(told_as=None).count() == words == 1
    nation.told(order.number, "delivered", at=(make.AT + 9 * DAY).isoformat())
    done = asked(order, 12)
    assert (done.state, done.ended_at) == (State.DELIVERED, make.AT + 12 * DAY)
    assert asked(order, 20).asked_at == make.AT + 12 * DAY


@pytest.mark.parametrize("switches", [{"fault": "http_500"}, {"fault": "dropped"}, {"wrong_data": "nonsense_json"}])
def test_a_carrier_that_is_down_or_wrong_is_asked_again_and_nothing_changes(
    nation: RunningSandbox, switches: dict[str, str | int]
) -> None:
    order = on_the_road(nation)
    nation.switch("post", **switches, times=1)
    silent = asked(order, 4)
    assert (silent.state, silent.asked_at) == (State.HANDED_OVER, None)
    close_circuits()
    assert asked(order, 4).state == State.IN_TRANSIT


def test_parcels_of_a_unit_that_ends_are_its_heirs(nation: RunningSandbox) -> None:
    office, heir = make.office(), make.office()
    order, over = make.sent(make.order(office)), make.order(office, taken="RA9VN")
    make.tell(over, "1", State.DELIVERED, make.AT)
    close_organisation(office.unit, valid_to=make.AT.date(), successor=heir.unit, by=SYSTEM, at=make.AT)
    run_jobs()
    fresh = make.fresh(order)
    assert (fresh.organisation, fresh.number, fresh.item_code) == (heir.unit, order.number, order.item_code)
    assert make.fresh(over).organisation == office.unit
    hand_over(fresh, by=heir.clerk, at=make.AT + DAY)
    assert make.fresh(order).state == State.HANDED_OVER

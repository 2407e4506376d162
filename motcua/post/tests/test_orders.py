"""An order from the wish to the door, with everything that goes wrong on the way."""

from datetime import datetime, timedelta
from functools import partial

import pytest

from motcua.accounts.tests import make as accounts
from motcua.areas.tests import make as areas
from motcua.exchange.tests import make as exchange
from motcua.platform import clock
from motcua.platform.action import SYSTEM, NotAllowed, Refused, Stale
from motcua.platform.testing import all_at_once, run_jobs
from motcua.post import handlers
from motcua.post.actions.add_item_codes import add_item_codes
from motcua.post.actions.begin_order import begin_order
from motcua.post.actions.cancel import cancel, cancel_all
from motcua.post.actions.decide import decide
from motcua.post.actions.hand_over import hand_over
from motcua.post.actions.order_again import order_again
from motcua.post.actions.place_order import place_order
from motcua.post.actions.release import release
from motcua.post.actions.report_lost import report_lost
from motcua.post.models import ItemCode, PostOrder
from motcua.post.rules import LEASE, MOST_ATTEMPTS, Decision, Direction, State
from motcua.post.tests import make
from motcua.post.tests.conftest import SHORT
from sandbox.running import RunningSandbox
from sandbox.services.post import NOWHERE

pytestmark = pytest.mark.django_db
AT = make.AT
HOUR = timedelta(hours=1)


def work(at: datetime) -> None:
    """What the worker does at an instant."""
    with clock.frozen(at):
        handlers.wake()
        run_jobs()


def work_until_quiet(order: PostOrder, at: datetime) -> PostOrder:
    for _ in range(40):
        work(at)
        order = make.fresh(order)
        if order.next_at is None:
            return order
        at = max(order.next_at, at)
    raise AssertionError(f"never quiet: {order.state} {order.error}")


def test_a_wish_is_ordered_once_there_is_a_result(nation: RunningSandbox) -> None:
    order = make.order(is_ready=False)
    work(AT)
    assert nation.parcels() == []
    assert release(order.subject, contents="Giấy phép số 5", by=SYSTEM, at=AT) == 1
    assert release(order.subject, by=SYSTEM, at=AT) == 0
    work(AT)
    order = make.fresh(order)
    (parcel,) = nation.parcels()
    assert (order.state, order.item_code) == (State.ACCEPTED, parcel["item_code"])
    assert parcel["description"] == "Giấy phép số 5"
    assert (order.fee, order.cod_amount) == (26000, 0)


def test_a_parcel_is_fetched_from_home_the_other_way_round(nation: RunningSandbox) -> None:
    office = make.office()
    make.order(office, direction=Direction.COLLECT)
    work(AT)
    (parcel,) = nation.parcels()
    assert (parcel["sender"]["Name"], parcel["receiver"]["Name"]) == ("Nguyễn Thị Hồng Nhung", office.unit.name)


@pytest.mark.parametrize(
    "switches",
    [{"fault": "http_500"}, {"fault": "timeout", "moment": "after"}, {"wrong_data": "html"}, {"quirk": "no_status"}],
)
def test_trouble_is_tried_again_and_ends_in_one_parcel(nation: RunningSandbox, switches: dict[str, str | int]) -> None:
    nation.switch("post", **switches, times=2)
    order = work_until_quiet(make.order(), AT)
    assert (order.state, order.attempts, order.error) == (State.ACCEPTED, 3, "")
    assert len(nation.parcels()) == 1


def test_it_is_given_up_after_many_attempts_and_somebody_can_try_again(nation: RunningSandbox) -> None:
    office = make.office()
    nation.switch("post", fault="http_500")
    order = work_until_quiet(make.order(office), AT)
    assert (order.state, order.attempts) == (State.REFUSED, MOST_ATTEMPTS)
    nation.switch("post")
    exchange.close_circuits()
    order_again(order, office.home(), by=office.clerk, at=AT)
    assert work_until_quiet(order, AT).state == State.ACCEPTED


def test_an_address_that_the_post_does_not_serve_is_said_at_once_and_corrected(nation: RunningSandbox) -> None:
    office = make.office()
    nowhere = areas.area(code=NOWHERE, name="Đảo Xa", parent=office.home_area.parent)
    order = place_order(
        office.matter(), Direction.DELIVER, office.home(place=nowhere.name), is_ready=True, by=SYSTEM, at=AT
    )
    order = work_until_quiet(order, AT)
    assert (order.state, order.attempts) == (State.REFUSED, 1)
    assert "Không phát được" in order.error
    with pytest.raises(Refused):
        order_again(order, office.home(line=" "), by=office.clerk, at=AT)
    order_again(order, office.home(), by=office.clerk, at=AT)
    assert work_until_quiet(order, AT).state == State.ACCEPTED


def test_a_code_that_is_another_parcels_is_not_believed(nation: RunningSandbox) -> None:
    first = work_until_quiet(make.order(), AT)
    nation.switch("post", quirk="anothers_code", times=1)
    second = work_until_quiet(make.order(), AT)
    assert second.state == State.ACCEPTED
    assert second.item_code not in ("", first.item_code)


def test_a_worker_that_dies_in_mid_attempt_loses_nothing(nation: RunningSandbox) -> None:
    order = make.order()
    assert begin_order(order.pk, attempt=1, needs_code=False, by=SYSTEM, at=AT) is not None
    work(AT)
    assert nation.parcels() == []
    work(AT + LEASE)
    assert make.fresh(order).state == State.ACCEPTED


def test_allotted_codes_are_used_once_each_and_waited_for() -> None:
    with exchange.sandbox(**SHORT, MOTCUA_POST_CODES="ours") as nation:
        first, second = make.order(), make.order()
        admin = accounts.actor(accounts.official(role="administrator"), at=AT)
        assert add_item_codes("RA000000001VN\nRA000000001VN", by=admin, at=AT) == 1
        assert add_item_codes("RA000000001VN", by=admin, at=AT) == 0
        work(AT)
        first, second = make.fresh(first), make.fresh(second)
        assert (first.state, first.item_code) == (State.ACCEPTED, "RA000000001VN")
        assert (second.state, second.item_code, second.attempts) == (State.ORDERED, "", 0)
        assert "hết mã" in second.error
        add_item_codes("RA000000002VN", by=admin, at=AT)
        assert work_until_quiet(second, AT + HOUR).item_code == "RA000000002VN"
        assert {parcel["item_code"] for parcel in nation.parcels()} == {"RA000000001VN", "RA000000002VN"}
        with pytest.raises(Refused):
            add_item_codes("RA 1; DROP", by=admin, at=AT)


@pytest.mark.django_db(transaction=True)
def test_orders_at_once_take_a_code_each_and_one_matter_has_one_order() -> None:
    office = make.office()
    orders = [make.order(office) for _ in range(4)]
    ItemCode.objects.bulk_create(ItemCode(code=f"RA00000000{n}VN", added_at=AT) for n in range(4))
    ended = all_at_once(
        [partial(begin_order, order.pk, attempt=1, needs_code=True, by=SYSTEM, at=AT) for order in orders]
    )
    assert ended == {"done": 4}
    assert len({make.fresh(order).item_code for order in orders}) == 4
    handed = make.order(office, taken="RA00000009VN")
    assert all_at_once([partial(hand_over, handed, by=office.clerk, at=AT)] * 3) == {"done": 1, "Stale": 2}
    assert handed.events.filter(kind=State.HANDED_OVER).count() == 1


def test_one_matter_has_one_parcel_each_way_at_a_time() -> None:
    office = make.office()
    matter = office.matter()
    place_order(matter, Direction.DELIVER, office.home(), is_ready=False, by=SYSTEM, at=AT)
    place_order(matter, Direction.COLLECT, office.home(), is_ready=True, by=SYSTEM, at=AT)
    with pytest.raises(Refused):
        place_order(matter, Direction.DELIVER, office.home(), is_ready=False, by=SYSTEM, at=AT)
    assert cancel_all(matter.subject, reason="Đã trả tại quầy", by=SYSTEM, at=AT) == 2
    again = place_order(matter, Direction.DELIVER, office.home(), is_ready=True, by=SYSTEM, at=AT)
    assert again.number.endswith("-T2")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "post-name"),
        ({"phone": "khong co"}, "post-phone"),
        ({"line": ""}, "post-line"),
        ({"line": "x" * 301}, "post-line"),
        ({"place": ""}, "post-place"),
        ({"place": "Phường Không Có Đâu"}, "post-place"),
        ({"place": "Phường"}, "post-place"),
    ],
)
def test_an_address_that_cannot_be_one_is_said_at_its_field(changes: dict[str, str], field: str) -> None:
    office = make.office()
    with pytest.raises(Refused) as refused:
        place_order(office.matter(), Direction.DELIVER, office.home(**changes), is_ready=True, by=SYSTEM, at=AT)
    assert refused.value.field == field
    assert not PostOrder.objects.exists()


def test_the_clerk_hands_over_what_the_carrier_knows_of_and_only_their_own() -> None:
    office, other = make.office(), make.office()
    order = make.order(office)
    with pytest.raises(Stale):
        hand_over(order, by=office.clerk, at=AT)
    order = make.order(office, taken="RA1VN")
    with pytest.raises(NotAllowed):
        hand_over(order, by=other.clerk, at=AT)
    hand_over(order, by=office.clerk, at=AT)
    order = make.fresh(order)
    assert (order.state, order.handed_over_by_id) == (State.HANDED_OVER, office.clerk_account.pk)
    with pytest.raises(Stale):
        cancel(order, by=office.clerk, at=AT)


def test_what_the_carrier_tells_late_twice_and_out_of_order_changes_nothing_known_better() -> None:
    order = make.order(taken="RA1VN")
    assert make.tell(order, "3", State.DELIVERED, AT + 3 * HOUR)
    assert make.tell(order, "2", State.IN_TRANSIT, AT + 2 * HOUR, now=AT + 4 * HOUR)
    assert not make.tell(order, "3", State.DELIVERED, AT + 3 * HOUR)
    assert make.tell(order, "1", State.HANDED_OVER, AT + HOUR, now=AT + 5 * HOUR)
    order = make.fresh(order)
    assert (order.state, order.ended_at) == (State.DELIVERED, AT + 3 * HOUR)
    assert [event.kind for event in order.events.exclude(told_as=None)] == ["handed_over", "in_transit", "delivered"]


def lost(office: make.Office) -> PostOrder:
    order = make.order(office, taken="RA1VN")
    hand_over(order, by=office.clerk, at=AT)
    make.tell(order, "lost", State.LOST, AT + HOUR)
    return make.fresh(order)


def test_who_handed_a_lost_parcel_over_answers_for_it_and_it_is_issued_anew(nation: RunningSandbox) -> None:
    office = make.office()
    order = lost(office)
    assert (order.state, order.accountable_id) == (State.LOST, office.clerk_account.pk)
    assert order.decide_by == AT + HOUR + timedelta(days=2)
    decide_now = partial(decide, order, by=office.clerk, at=AT + 2 * HOUR)
    with pytest.raises(Refused):
        decide_now(Decision.RESEND, office.home(), reason="gửi lại")
    with pytest.raises(Refused):
        decide_now(Decision.REISSUE, office.home(), reason=" ")
    with pytest.raises(Refused):
        decide_now(Decision.REISSUE, office.home(line=""), reason="Bưu chính xác nhận mất")
    assert make.fresh(order).decision == ""
    again = decide_now(Decision.REISSUE, office.home(line="Số 7"), reason="Bưu chính xác nhận mất")
    assert again is not None and again.number.endswith("-T2") and again.replaces_id == order.pk
    with pytest.raises(Stale):
        decide_now(Decision.COUNTER, None, reason="khác")
    assert work_until_quiet(again, AT + 2 * HOUR).state == State.ACCEPTED
    assert nation.parcels()[0]["receiver"]["Address"].startswith("Số 7")
    # Found after all: it reaches the applicant, and the second does not leave.
    make.tell(order, "found", State.DELIVERED, AT + 5 * HOUR)
    assert make.fresh(order).state == State.DELIVERED
    assert make.fresh(again).state == State.CANCELLED


def test_what_came_back_is_sent_again_or_collected() -> None:
    office = make.office()
    order = make.order(office, taken="RA1VN")
    make.tell(order, "back", State.RETURNED, AT + HOUR)
    assert (
        decide(make.fresh(order), Decision.COUNTER, None, reason="Người nhận hẹn đến", by=office.clerk, at=AT) is None
    )
    ended = make.fresh(order)
    assert (ended.state, ended.decision, ended.ended_at) == (State.RETURNED, "counter", AT)
    make.tell(order, "late scan", State.IN_TRANSIT, AT + 9 * HOUR)
    assert make.fresh(order).state == State.RETURNED


def test_an_applicant_reports_a_loss_once_it_is_late_an_official_at_any_time() -> None:
    office = make.office()
    citizen = accounts.citizen()
    applicant = accounts.actor(citizen, at=AT)
    order = make.order(office, taken="RA1VN", person_id=citizen.person_id)
    with pytest.raises(Stale):
        report_lost(order, note="Chưa thấy", by=applicant, at=AT)
    hand_over(order, by=office.clerk, at=AT)
    with pytest.raises(Refused):
        report_lost(order, note="Chưa thấy", by=applicant, at=AT + timedelta(days=5))
    with pytest.raises(NotAllowed):
        report_lost(order, note="Chưa thấy", by=accounts.actor(accounts.citizen(), at=AT), at=AT + timedelta(days=7))
    with pytest.raises(Refused):
        report_lost(order, note=" ", by=office.clerk, at=AT + HOUR)
    report_lost(order, note="Chưa thấy", by=applicant, at=AT + timedelta(days=7))
    reported = make.fresh(order)
    assert (reported.state, reported.accountable_id) == (State.LOST, office.clerk_account.pk)

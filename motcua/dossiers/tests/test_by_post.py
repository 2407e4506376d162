"""Results delivered and papers fetched by the public postal service, as the dossier and the citizen see it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from motcua.areas.tests import make as areas
from motcua.dossiers.actions.remind_collection import remind_collection, remind_uncollected
from motcua.dossiers.models import Dossier, ResultDelivery
from motcua.dossiers.public import choose_post, deliver, leave_post, receive, returned_by_post, withdraw
from motcua.dossiers.rules import Status
from motcua.dossiers.tests import make
from motcua.exchange.tests import make as exchange
from motcua.notifications.public import Notification
from motcua.platform import clock
from motcua.platform.action import SYSTEM, NotAllowed, Refused
from motcua.platform.testing import run_jobs
from motcua.post.public import Decision, Direction, Home, PostOrder, State, Told, decide, hand_over, record_told
from sandbox.running import RunningSandbox

pytestmark = pytest.mark.django_db
LATER = make.AT + timedelta(hours=3)
FORM = {
    "direction": "deliver", "post-name": "Nguyễn Văn An", "post-phone": "0912345678", "post-line": "Số 5 Cầu Đất",
    "post-place": "Phường Bưu Tá",
}  # fmt: skip
HOME = Home("Nguyễn Văn An", "0912345678", "Số 5 Cầu Đất", "Phường Bưu Tá")


@pytest.fixture(autouse=True)
def _somewhere() -> None:
    areas.area(name="Phường Bưu Tá")


@pytest.fixture
def nation() -> Iterator[RunningSandbox]:
    with exchange.sandbox() as running:
        yield running


def work() -> None:
    with clock.frozen(LATER):
        run_jobs()


def order_of(dossier: Dossier) -> PostOrder:
    return PostOrder.objects.filter(subject=dossier.subject).order_by("-id")[0]


def tell(order: PostOrder, kind: State, hours: int = 0) -> None:
    at = LATER + timedelta(hours=hours)
    record_told(order, Told(f"{order.pk}{kind}", kind, at), by=SYSTEM, at=at)
    work()


def resolved(ward: make.Ward) -> Dossier:
    """A dossier whose result is to go by post, handed to the carrier."""
    citizen = make.citizen()
    dossier = make.dossier(ward, by=citizen)
    choose_post(dossier, Direction.DELIVER, HOME, by=make.actor(citizen), at=make.AT)
    receive(dossier, by=ward.officer, at=make.AT)
    make.decide(dossier, ward)
    work()
    hand_over(order_of(dossier), by=ward.officer, at=LATER)
    work()
    return make.fresh(dossier)


def test_a_result_wished_by_post_goes_there_and_ends_the_dossier(nation: RunningSandbox) -> None:
    ward = make.ward()
    dossier = resolved(ward)
    (parcel,) = nation.parcels()
    assert parcel["number"] == f"{dossier.code}-T1"
    assert dossier.status == Status.RESOLVED
    tell(order_of(dossier), State.DELIVERED)
    dossier = make.fresh(dossier)
    delivery = ResultDelivery.objects.get(dossier=dossier)
    assert (dossier.status, delivery.way, delivery.receiver) == (Status.DELIVERED, "post", "Nguyễn Văn An")
    assert (delivery.organisation_id, delivery.papers) == (ward.unit.pk, parcel["number"])
    run_jobs()
    assert ResultDelivery.objects.count() == 1
    told = Notification.objects.filter(subject=dossier.subject, kind__code="parcel_moved", channel="in_app")
    assert ["bưu chính đã nhận" in each.text for each in told] == [True]
    kinds = list(dossier.events.values_list("kind", flat=True))
    assert [kind for kind in kinds if kind.startswith("post_")] == ["post_chosen", "post_ordered", "post_handed_over"]
    assert kinds[-1] == "delivered"


def test_a_loss_is_seen_by_the_citizen_and_the_unit_and_what_is_issued_anew_arrives(nation: RunningSandbox) -> None:
    ward = make.ward()
    dossier = resolved(ward)
    tell(order_of(dossier), State.LOST)
    officer, citizen = Client(), Client()
    officer.force_login(ward.officer_account)
    assert dossier.submitter_account is not None
    citizen.force_login(dossier.submitter_account)
    with clock.frozen(LATER):
        assert "Bưu gửi thất lạc" in officer.get(f"/ho-so/{dossier.code}").content.decode()
        page = citizen.get(f"/ho-so-cua-toi/{dossier.code}").content.decode()
        assert "bị thất lạc, cơ quan đang xử lý" in page
        tracking = citizen.get(f"/ho-so-cua-toi/{dossier.code}/buu-chinh").content.decode()
        assert ward.officer_account.display_name in tracking
    again = decide(order_of(dossier), Decision.REISSUE, HOME, reason="Bưu cục xác nhận", by=ward.officer, at=LATER)
    assert again is not None
    work()
    tell(again, State.DELIVERED, 5)
    assert make.fresh(dossier).status == Status.DELIVERED
    assert ResultDelivery.objects.get(dossier=dossier).papers == again.number
    told = Notification.objects.filter(subject=dossier.subject, kind__code="parcel_moved", channel="in_app")
    assert sum("cấp lại" in each.text for each in told) == 1


def test_what_is_handed_over_otherwise_or_withdrawn_leaves_no_parcel_behind(nation: RunningSandbox) -> None:
    ward = make.ward()
    citizen = make.citizen()
    first, second = make.dossier(ward, by=citizen, resolved=True), make.dossier(ward, by=citizen)
    for each in (first, second):
        choose_post(each, Direction.DELIVER, HOME, by=make.actor(citizen), at=LATER)
    deliver(first, way="counter", receiver="An", identity_seen="Căn cước", by=ward.officer, at=LATER)
    withdraw(second, reason="Đổi ý", by=make.actor(citizen), at=LATER)
    work()
    assert [order_of(each).state for each in (first, second)] == [State.CANCELLED] * 2


def test_who_waits_for_the_post_is_not_reminded_to_come() -> None:
    ward = make.ward()
    citizen = make.citizen()
    dossier = make.dossier(ward, by=citizen, resolved=True)
    order = choose_post(dossier, Direction.DELIVER, HOME, by=make.actor(citizen), at=LATER)
    month_on = make.AT + timedelta(days=31)
    assert remind_uncollected(by=SYSTEM, at=month_on) == 0
    leave_post(dossier, order, by=make.actor(citizen), at=LATER)
    assert remind_uncollected(by=SYSTEM, at=month_on) == 1


def test_the_register_of_results_offers_to_remind_only_of_what_somebody_must_come_for(
    nation: RunningSandbox, client: Client
) -> None:
    ward = make.ward()
    carried, waiting = resolved(ward), make.dossier(ward, resolved=True)
    client.force_login(ward.officer_account)
    with clock.frozen(LATER + timedelta(days=60)):
        all_of_them, forgotten = (client.get("/ket-qua", {"muc": tab}).text for tab in ("waiting", "forgotten"))
    for page, shows_the_parcel in ((all_of_them, True), (forgotten, False)):
        assert (f"/ho-so/{carried.code}" in page) is shows_the_parcel
        assert f"/ho-so/{carried.code}/nhac-nhan" not in page
        assert f"/ho-so/{waiting.code}/nhac-nhan" in page
    with pytest.raises(Refused, match="bưu chính"):
        remind_collection(carried, by=ward.officer, at=LATER + timedelta(days=60))


def test_only_the_applicant_and_their_counter_choose_and_only_what_can_be_carried() -> None:
    ward, other = make.ward(), make.ward()
    citizen = make.citizen()
    dossier = make.dossier(ward, by=citizen, delivered=True)
    with pytest.raises(Refused):
        choose_post(dossier, Direction.DELIVER, HOME, by=make.actor(citizen), at=LATER)
    dossier = make.dossier(ward, by=citizen, resolved=True)
    with pytest.raises(Refused):
        choose_post(dossier, Direction.COLLECT, HOME, by=make.actor(citizen), at=LATER)
    for stranger in (make.actor(make.citizen()), other.officer):
        with pytest.raises(NotAllowed):
            choose_post(dossier, Direction.DELIVER, HOME, by=stranger, at=LATER)
    order = choose_post(dossier, Direction.DELIVER, HOME, by=ward.officer, at=LATER)
    with pytest.raises(NotAllowed):
        leave_post(dossier, order, by=other.officer, at=LATER)
    with pytest.raises(Refused):
        leave_post(make.dossier(ward, by=citizen), order, by=make.actor(citizen), at=LATER)
    assert order.organisation_id == ward.unit.pk


def test_the_ratio_counts_procedures_that_the_post_serves_and_no_others(nation: RunningSandbox) -> None:
    ward = make.ward()
    elsewhere = make.ward()
    tell(order_of(resolved(ward)), State.DELIVERED)
    make.dossier(ward, delivered=True, at=make.AT)
    make.dossier(ward, delivered=True, at=make.AT)
    make.dossier(elsewhere, delivered=True, at=make.AT)
    start, end = make.AT, LATER + timedelta(hours=1)
    everywhere = returned_by_post(SYSTEM, start, end)
    assert (everywhere.by_post, everywhere.all_of_them, everywhere.percent) == (1, 3, 33.3)
    nothing = returned_by_post(elsewhere.officer, start, end)
    assert (nothing.by_post, nothing.all_of_them, nothing.percent) == (0, 0, None)
    assert returned_by_post(SYSTEM, start, LATER).percent is None
    client = Client()
    client.force_login(ward.officer_account)
    with clock.frozen(end):
        assert "33,3 %" in client.get("/ket-qua?muc=handed_over").content.decode()


def test_both_pages_take_the_choice_keep_what_is_typed_and_take_it_back() -> None:
    ward = make.ward()
    citizen = make.citizen()
    dossier = make.dossier(ward, by=citizen)
    for account, page in (
        (citizen, f"/ho-so-cua-toi/{dossier.code}/buu-chinh"),
        (ward.officer_account, f"/ho-so/{dossier.code}/buu-chinh"),
    ):
        client = Client()
        client.force_login(account)
        with clock.frozen(LATER):
            assert "26.000" in client.get(page).content.decode()
            wrong = client.post(page, {**FORM, "post-place": "Phường Không Có"})
            assert wrong.status_code == 422
            assert "Phường Không Có" in wrong.content.decode() and "Số 5 Cầu Đất" in wrong.content.decode()
            assert client.post(page, {**FORM, "direction": "sideways"}).status_code == 422
            assert client.post(page, FORM).status_code == 302
            order = order_of(dossier)
            assert order.number in client.get(page).content.decode()
            assert client.post(f"{page}/{order.pk}/huy").status_code == 302
            assert order_of(dossier).state == State.CANCELLED
            assert client.post(f"{page}/{order.pk}/huy").status_code == 422
    stranger = Client()
    stranger.force_login(make.ward().officer_account)
    assert stranger.get(f"/ho-so/{dossier.code}/buu-chinh").status_code == 404

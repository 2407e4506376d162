"""What every connector on the port `post.carrier` owes, against a real service over real HTTP."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from motcua.exchange.tests import make as exchange
from motcua.exchange.tests.make import close_circuits
from motcua.post.ports import CARRIER, Address, Carrier, NotTaken, Parcel
from motcua.post.rules import State
from motcua.post.tests.conftest import SHORT
from sandbox.running import RunningSandbox
from sandbox.services.post import NOWHERE

pytestmark = pytest.mark.django_db
DESK = Address("UBND phường Lê Chân", "Phường Lê Chân, Thành phố Hải Phòng", "", "31", "11000")
HOME = Address("Nguyễn Thị Hồng Nhung", "Số 5 Cầu Đất, Phường Gia Viên", "0912345678", "31", "11001")
PARCEL = Parcel("H24.77.01-261123-0001-T1", "", DESK, HOME, "Giấy phép")


@pytest.fixture(params=CARRIER.names())
def carrier(request: pytest.FixtureRequest) -> Carrier:
    return CARRIER.named(request.param)


@pytest.fixture
def ours() -> Iterator[RunningSandbox]:
    with exchange.sandbox(**SHORT, MOTCUA_POST_CODES="ours") as running:
        yield running


def fails(carrier: Carrier, parcel: Parcel = PARCEL) -> NotTaken:
    with pytest.raises(NotTaken) as failure:
        carrier.order(parcel)
    close_circuits()
    return failure.value


def test_both_kinds_of_connector_are_held_to_this() -> None:
    assert CARRIER.names() == ["sandbox", "vnpost"]


def test_an_order_arrives_with_every_field_and_brings_its_code(nation: RunningSandbox, carrier: Carrier) -> None:
    code = carrier.order(PARCEL)
    (parcel,) = nation.parcels()
    assert (parcel["number"], parcel["item_code"], parcel["requests"]) == (PARCEL.number, code, 1)
    assert (parcel["receiver"]["Name"], parcel["receiver"]["Tel"]) == (HOME.name, HOME.phone)
    assert (parcel["receiver"]["Province"], parcel["receiver"]["District"]) == ("31", "11001")
    assert (parcel["sender"]["Name"], parcel["description"]) == (DESK.name, "Giấy phép")
    assert carrier.takes_our_codes() is False
    assert carrier.secret() == "sandbox"


def test_codes_allotted_to_us_are_kept(ours: RunningSandbox, carrier: Carrier) -> None:
    assert carrier.takes_our_codes() is True
    assert carrier.order(replace(PARCEL, item_code="RA123456789VN")) == "RA123456789VN"
    (parcel,) = ours.parcels()
    assert parcel["item_code"] == "RA123456789VN"


@pytest.mark.parametrize("fault", ["http_500", "dropped", "timeout", "too_many_requests"])
@pytest.mark.parametrize("moment", ["before", "after"])
def test_after_a_fault_the_next_attempt_makes_one_parcel(
    nation: RunningSandbox, carrier: Carrier, fault: str, moment: str
) -> None:
    nation.switch("post", fault=fault, moment=moment, times=1)
    assert not fails(carrier).for_good
    code = carrier.order(PARCEL)
    (parcel,) = nation.parcels()
    assert parcel["item_code"] == code


def test_a_slow_carrier_is_waited_for(nation: RunningSandbox, carrier: Carrier) -> None:
    nation.switch("post", latency_ms=100)
    assert carrier.order(PARCEL)


@pytest.mark.parametrize("switches", [{"wrong_data": "nonsense_json"}, {"wrong_data": "html"}, {"quirk": "no_status"}])
def test_nonsense_is_not_taken_for_an_order(
    nation: RunningSandbox, carrier: Carrier, switches: dict[str, str | int]
) -> None:
    nation.switch("post", **switches, times=1)
    assert not fails(carrier).for_good
    assert carrier.order(PARCEL)
    assert len(nation.parcels()) == 1


@pytest.mark.parametrize(
    "asked",
    [
        lambda: replace(PARCEL, receiver=replace(HOME, name="")),
        lambda: replace(PARCEL, receiver=replace(HOME, commune=NOWHERE)),
        lambda: replace(PARCEL, cod_amount=5000),
    ],
)
def test_what_must_be_corrected_fails_for_good_and_says_why(
    nation: RunningSandbox, carrier: Carrier, asked: Callable[[], Parcel]
) -> None:
    failure = fails(carrier, asked())
    assert failure.for_good and "41" in failure.reason
    assert nation.parcels() == []


def test_what_became_of_an_order_is_told_when_asked(nation: RunningSandbox, carrier: Carrier) -> None:
    carrier.order(PARCEL)
    other = replace(PARCEL, number="H24.77.01-261123-0002-T1")
    carrier.order(other)
    assert carrier.tracked(PARCEL.number) == []
    nation.told(PARCEL.number, "handed_over", place="Bưu cục Lê Chân")
    nation.told(PARCEL.number, "in_transit")
    nation.told(other.number, "delivered")
    words = carrier.tracked(PARCEL.number)
    assert {word.kind for word in words} == {State.HANDED_OVER, State.IN_TRANSIT}
    assert "Bưu cục Lê Chân" in {word.place for word in words}
    assert len({word.key for word in words}) == 2


@pytest.mark.parametrize(
    "switches", [{"fault": "http_500"}, {"fault": "timeout"}, {"wrong_data": "nonsense_json"}, {"wrong_data": "html"}]
)
def test_no_answer_about_an_order_is_said_to_be_none(
    nation: RunningSandbox, carrier: Carrier, switches: dict[str, str | int]
) -> None:
    carrier.order(PARCEL)
    nation.switch("post", **switches, times=1)
    with pytest.raises(NotTaken) as failure:
        carrier.tracked(PARCEL.number)
    assert not failure.value.for_good
    close_circuits()
    with pytest.raises(NotTaken):
        carrier.tracked("khong-co")


def test_without_its_settings_nothing_is_lost() -> None:
    with exchange.sandbox(MOTCUA_POST_TOKEN=""):
        vnpost = CARRIER.named("vnpost")
        failure = fails(vnpost)
        assert not failure.for_good and "MOTCUA_POST_TOKEN" in failure.reason
        assert (vnpost.secret(), vnpost.takes_our_codes()) == ("", False)

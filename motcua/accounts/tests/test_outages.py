"""While the national provider is out: said at once, other ways offered, back by itself, every switch written down."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from motcua.accounts.actions.lower_level import lower_level, revoke_lower_level
from motcua.accounts.handlers import watch_provider
from motcua.accounts.models import ClaimTable, IdentityOutage, LevelReduction
from motcua.accounts.national.provider import forget_provider
from motcua.accounts.national.state import level_needed
from motcua.accounts.sessions import SECOND_FACTOR
from motcua.accounts.tests import make, national
from motcua.audit.public import AuditEntry
from motcua.exchange.tests import make as exchange
from motcua.platform import clock
from motcua.platform.action import SYSTEM, Refused
from motcua.platform.testing import all_at_once
from sandbox.running import RunningSandbox

pytestmark = pytest.mark.django_db
AT = make.AT + timedelta(minutes=5)
TODAY = AT.astimezone(clock.VIETNAM).date()
SIGN_IN = reverse("accounts:sign_in")


@pytest.fixture
def nation() -> Iterator[RunningSandbox]:
    with exchange.sandbox() as running, clock.frozen(AT):
        make.roles()
        national.begin(running, at=AT)
        yield running


def switches() -> list[str]:
    names = ("accounts.begin_outage", "accounts.end_outage")
    return list(AuditEntry.objects.filter(name__in=names).order_by("id").values_list("name", flat=True))


def watch() -> None:
    exchange.close_circuits()
    watch_provider()


def test_a_failing_check_switches_and_the_next_good_one_switches_back(client: Client, nation: RunningSandbox) -> None:
    watch()
    assert switches() == []
    nation.switch("identity", fault="http_500")
    watch()
    watch()
    page = client.get(SIGN_IN).text
    assert "Định danh quốc gia đang gián đoạn từ" in page
    assert "tài khoản tại cổng này" in page and "bộ phận một cửa" in page
    nation.switch("identity")
    watch()
    assert "đang gián đoạn" not in client.get(SIGN_IN).text
    assert switches() == ["accounts.begin_outage", "accounts.end_outage"]


@pytest.mark.parametrize("broken", [{"fault": "http_500"}, {"wrong_data": "html"}, {"wrong_data": "nonsense_json"}])
def test_who_comes_first_upon_it_is_told_at_once(
    client: Client, nation: RunningSandbox, broken: dict[str, str]
) -> None:
    nation.switch("identity", **broken)
    told = client.get(reverse("accounts:national"), {"next": "/ban-nhap"})
    assert told.status_code == 503
    assert "chưa có gì mất" in told.text and f"{SIGN_IN}?next=%2Fban-nhap" in told.text
    assert "đang gián đoạn" in client.get(SIGN_IN).text
    # The first who finds it well again goes through.
    nation.switch("identity")
    exchange.close_circuits()
    assert client.get(reverse("accounts:national")).status_code == 302
    assert switches() == ["accounts.begin_outage", "accounts.end_outage"]


def test_out_between_leaving_and_coming_back(client: Client, nation: RunningSandbox) -> None:
    answer = national.answered(nation, national.asked(client, "/ban-nhap"))
    nation.switch("identity", fault="http_500")
    assert national.come_back(client, answer).status_code == 503
    assert IdentityOutage.objects.get().reason == "unreachable"


def test_a_lower_level_is_enough_only_while_out_and_where_decided(nation: RunningSandbox) -> None:
    decision = lower_level(
        by=SYSTEM, at=AT, service="1.001193", level=1, reason="Sự cố kéo dài", decision="12/QĐ", valid_from=TODAY,
        valid_to=TODAY,
    )  # fmt: skip
    assert level_needed(2, "1.001193", at=AT) == 2
    nation.switch("identity", fault="http_500")
    watch()
    assert [level_needed(2, code, at=AT) for code in ("1.001193", "1.000894")] == [1, 2]
    assert level_needed(2, "1.001193", at=AT + timedelta(days=1)) == 2
    revoke_lower_level(decision, by=SYSTEM, at=AT)
    assert level_needed(2, "1.001193", at=AT) == 2
    with pytest.raises(Refused):
        lower_level(by=SYSTEM, at=AT, service="", level=1, reason=" ", decision="1", valid_from=TODAY, valid_to=TODAY)


def test_an_administrator_sees_and_decides(client: Client, nation: RunningSandbox) -> None:
    administrator = make.official(role="administrator")
    client.post(SIGN_IN, {"identifier": administrator.username, "password": make.PASSWORD})
    session = client.session
    session[SECOND_FACTOR] = "totp"
    session.save()
    page = reverse("accounts:identity")
    assert "Đang hoạt động" in client.get(page).text
    day = f"{TODAY:%d/%m/%Y}"
    decision = {"service": "1.001193", "level": "1", "reason": "Sự cố", "decision": "12/QĐ"}
    assert client.post(page, {**decision, "valid_from": day, "valid_to": day}).status_code == 302
    made = LevelReduction.objects.get()
    assert (made.made_by_id, made.valid_to) == (administrator.pk, TODAY)
    assert client.post(page, {**decision, "valid_from": day, "valid_to": "1/1/2020"}).status_code == 422
    assert client.post(reverse("accounts:revoke_lower_level", args=[made.pk])).status_code == 302
    assert "đã thu hồi" in client.get(page).text
    for wrong in ("{", "[]", "{}"):
        answer = client.post(page, {"valid_from": day, "reason": "Đổi", "claims": wrong})
        assert answer.status_code == 422
    assert not ClaimTable.objects.exists()
    other = Client()
    specialist = make.official()
    other.post(SIGN_IN, {"identifier": specialist.username, "password": make.PASSWORD})
    assert other.get(page).status_code in (403, 404)


@pytest.mark.django_db(transaction=True)
def test_many_who_find_it_out_begin_one_outage() -> None:
    with exchange.sandbox() as nation:
        forget_provider()
        nation.switch("identity", fault="http_500")
        assert all_at_once([lambda: Client().get(reverse("accounts:national"))] * 4) == {"done": 4}
    assert IdentityOutage.objects.count() == 1

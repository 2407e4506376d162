"""The quarterly review: every role is kept or taken away by who leads its holder, and never by the holder."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from motcua.accounts.actions.reviews import close_review, decide_items, open_review, remind_reviewers
from motcua.accounts.handlers import close_reviews
from motcua.accounts.models import AccessReview, ReviewItem
from motcua.accounts.public import Account, PositionHolding, actor_of
from motcua.accounts.tests import make
from motcua.organisations.public import Organisation
from motcua.organisations.tests import make as organisations
from motcua.platform import clock
from motcua.platform.action import SYSTEM, NotAllowed, Refused

pytestmark = pytest.mark.django_db
AT = make.AT
DUE = AT + timedelta(days=14)


@pytest.fixture
def place() -> Organisation:
    return organisations.organisation()


def opened(consequence: str = "escalate") -> AccessReview:
    return open_review(by=SYSTEM, at=AT, due_at=DUE, consequence=consequence)


def items_of(account: Account) -> list[ReviewItem]:
    return list(ReviewItem.objects.filter(holding__person=account.person_id))


def test_a_leader_keeps_and_ends_roles_of_their_people_and_never_their_own(place: Organisation) -> None:
    leader, official = make.official(role="department_leader", organisation=place), make.official(organisation=place)
    elsewhere = make.official()
    opened()
    by = actor_of(leader, at=AT)
    for forbidden in (leader, elsewhere):
        with pytest.raises(NotAllowed):
            decide_items(items_of(forbidden), by=by, at=AT, keep=True)
    assert decide_items(items_of(official), by=by, at=AT, keep=False) == 1
    assert not PositionHolding.objects.get(person=official.person_id).roles.exists()
    with pytest.raises(Refused):
        decide_items(items_of(official), by=by, at=AT, keep=True)


def test_keeping_a_privileged_role_takes_a_reason(place: Organisation) -> None:
    one, other = make.official(role="administrator"), make.official(role="auditor", organisation=place)
    opened()
    by = actor_of(one, at=AT)
    with pytest.raises(Refused) as refused:
        decide_items(items_of(other), by=by, at=AT, keep=True, reason=" ")
    assert refused.value.field == "reason"
    decide_items(items_of(other), by=by, at=AT, keep=True, reason="Đang kiểm tra quý IV")
    assert [item.state for item in items_of(other)] == ["kept"]
    with pytest.raises(NotAllowed):
        decide_items(items_of(one), by=by, at=AT, keep=True, reason="Vẫn làm")


@pytest.mark.parametrize(("consequence", "state"), [("escalate", "escalated"), ("suspend", "ended")])
def test_what_nobody_decides_is_escalated_or_taken_away(place: Organisation, consequence: str, state: str) -> None:
    leader, official = make.official(role="department_leader", organisation=place), make.official(organisation=place)
    administrator = make.official(role="administrator")
    opened(consequence)
    with clock.frozen(DUE - timedelta(seconds=1)):
        close_reviews()
    assert {item.state for item in items_of(official)} == {"open"}
    with clock.frozen(DUE):
        close_reviews()
    assert {item.state for item in items_of(official)} == {state}
    assert PositionHolding.objects.get(person=official.person_id).roles.exists() is (consequence == "escalate")
    if consequence == "escalate":
        with pytest.raises(NotAllowed):
            decide_items(items_of(official), by=actor_of(leader, at=AT), at=DUE, keep=True)
        assert decide_items(items_of(official), by=actor_of(administrator, at=AT), at=DUE, keep=True) == 1


def test_leaders_are_told_what_waits_and_again_before_the_deadline(place: Organisation) -> None:
    leader, first = make.official(role="department_leader", organisation=place), make.official(organisation=place)
    make.official(role="department_leader")
    review = opened()

    def told(at: datetime) -> int:
        return remind_reviewers(review, by=SYSTEM, at=at)

    assert [told(AT), told(AT), told(DUE - timedelta(days=7)), told(DUE - timedelta(days=2))] == [1, 0, 1, 0]
    assert told(DUE - timedelta(days=1)) == 1
    decide_items(items_of(first), by=actor_of(leader, at=AT), at=AT, keep=True)
    close_review(review, by=SYSTEM, at=DUE)
    assert told(DUE) == 0


def test_one_review_at_a_time(place: Organisation) -> None:
    make.official(organisation=place)
    review = opened()
    with pytest.raises(Refused):
        opened()
    close_review(review, by=SYSTEM, at=DUE)
    open_review(by=SYSTEM, at=DUE, due_at=DUE + timedelta(days=90))
    with pytest.raises(Refused):
        open_review(by=SYSTEM, at=DUE, due_at=DUE)


def test_the_page_lists_ones_people_and_decides_many_at_once(place: Organisation) -> None:
    leader = make.official(role="department_leader", organisation=place)
    people = [make.official(organisation=place, full_name="Vũ Thị Lan") for _number in range(3)]
    make.official(full_name="Lê Văn Khác")
    client, chief = Client(), Client()
    client.force_login(leader)
    chief.force_login(make.official(role="administrator"))
    with clock.frozen(AT):
        day = (AT + timedelta(days=14)).strftime("%d/%m/%Y")
        posted = {"due_on": day, "consequence": "escalate"}
        assert client.post(reverse("accounts:open_review"), posted).status_code == 403
        assert chief.post(reverse("accounts:open_review"), posted).status_code == 302
        page = client.get(reverse("accounts:review")).text
        assert page.count("Vũ Thị Lan") >= 3
        assert "Lê Văn Khác" not in page
        assert "Lê Văn Khác" in chief.get(reverse("accounts:review")).text
        assert client.post(reverse("accounts:review"), {"move": "keep"}).status_code == 422
        picked = [item.pk for each in people for item in items_of(each)]
        assert client.post(reverse("accounts:review"), {"move": "keep", "selected": picked}).status_code == 302
    assert {item.state for each in people for item in items_of(each)} == {"kept"}


def test_opening_costs_the_same_however_many_there_are(
    place: Organisation, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(8):
        make.official(organisation=place)
    with django_assert_max_num_queries(10):
        opened()
    assert ReviewItem.objects.count() == 8

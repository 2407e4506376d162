from datetime import timedelta
from itertools import combinations

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from motcua.accounts.actions.switch_position import switch_position
from motcua.accounts.public import (
    AbsenceDelegation,
    Account,
    PositionHolding,
    PositionNotHeld,
    Reach,
    actor_of,
    end_absence,
    end_holding,
    grant_role,
    holders_of,
    load_roles,
    positions_of,
    register_absence,
    revoke_role,
    standing_of,
)
from motcua.accounts.rules import Grant, StandardRole
from motcua.accounts.tests import make
from motcua.organisations.public import Organisation
from motcua.organisations.tests import make as organisations
from motcua.platform import clock
from motcua.platform.action import SYSTEM, NotAllowed, Refused, Stale

pytestmark = pytest.mark.django_db
AT = make.AT
DAY = timedelta(days=1)


@pytest.fixture
def place() -> Organisation:
    return organisations.organisation(name="Sở")


def fresh(account: Account) -> Account:
    return Account.objects.get(pk=account.pk)


def seat(account: Account) -> PositionHolding:
    return PositionHolding.objects.get(person=account.person_id)


def away(
    absent: Account, delegate: Account, *, since: int = 0, until: int = 3, by: Account | None = None
) -> AbsenceDelegation:
    """`absent` hands over to `delegate` from a day until another; by themselves unless by somebody else."""
    return register_absence(
        seat(absent), by=actor_of(fresh(by or absent), at=AT), at=AT, delegate=delegate.person,
        valid_from=AT + since * DAY, valid_to=AT + until * DAY, reason="Nghỉ phép",
    )  # fmt: skip


def test_a_delegate_works_in_the_position_exactly_as_long_as_it_lasts(place: Organisation) -> None:
    head, deputy = make.official(role="division_head", organisation=place), make.official(organisation=place)
    before = fresh(deputy)
    assert len(standing_of(before, at=AT).positions) == 1
    away(head, deputy)
    standing = standing_of(fresh(deputy), at=AT)
    own, stand = standing.positions
    assert (own.instead_of, stand.instead_of) == ("", head.person.full_name)
    assert standing.position == own
    end = AT + 3 * DAY
    position = seat(head).position_id
    actor = actor_of(fresh(deputy), at=end - timedelta(seconds=30), position_id=position)
    assert actor.organisations_for("role:division_head") == {place.pk}
    assert (actor.person_id, actor.position_id, actor.stands_in_for) == (deputy.person_id, position, head.pk)
    # What is kept for a minute ends with it, to the second.
    assert actor_of(fresh(deputy), at=end - timedelta(microseconds=1), position_id=position) is actor
    with pytest.raises(PositionNotHeld):
        actor_of(fresh(deputy), at=end, position_id=position)
    assert not actor_of(fresh(deputy), at=AT).has("role:division_head")


def test_one_statement_says_all_positions(
    place: Organisation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    head, deputy = make.official(role="division_head", organisation=place), make.official(organisation=place)
    away(head, deputy)
    with django_assert_num_queries(1):
        assert len(positions_of(deputy.person_id, at=AT)) == 2


def test_rights_of_a_delegate_change_at_once(place: Organisation) -> None:
    load_roles(by=SYSTEM, at=AT, roles={"x": StandardRole("x", "", frozenset({Grant("a.b", Reach.SUBTREE)}))})
    head, deputy = make.official(role="division_head", organisation=place), make.official(organisation=place)
    absence = away(head, deputy)
    held = seat(head)

    def actor_has(permission: str) -> bool:
        return actor_of(fresh(deputy), at=AT, position_id=held.position_id).has(permission)

    assert not actor_has("a.b")
    grant_role(held, by=SYSTEM, at=AT, role="x")
    assert actor_has("a.b")
    revoke_role(held, by=SYSTEM, at=AT, role="x")
    assert not actor_has("a.b")
    end_absence(absence, by=actor_of(fresh(head), at=AT), at=AT)
    with pytest.raises(PositionNotHeld):
        actor_has("a.b")
    with pytest.raises(Stale):
        end_absence(absence, by=SYSTEM, at=AT)


def test_nobody_stands_in_for_a_position_given_up_or_after_leaving(place: Organisation) -> None:
    head, deputy = make.official(role="division_head", organisation=place), make.official(organisation=place)
    third = make.official(role="clerk", organisation=place)
    away(head, deputy)
    away(third, deputy)
    assert len(standing_of(fresh(deputy), at=AT).positions) == 3
    end_holding(seat(head), by=SYSTEM, at=AT)
    assert len(standing_of(fresh(deputy), at=AT).positions) == 2
    end_holding(seat(deputy), by=SYSTEM, at=AT)
    assert standing_of(fresh(deputy), at=AT).positions == ()
    assert actor_of(fresh(deputy), at=AT).rights == ()
    assert deputy not in holders_of("clerk", place.pk, AT)


def test_work_finds_the_delegate(place: Organisation) -> None:
    head, deputy = make.official(role="division_head", organisation=place), make.official(organisation=place)
    away(head, deputy, since=1)
    assert list(holders_of("division_head", place.pk, AT)) == [head]
    assert list(holders_of("division_head", place.pk, AT + DAY)) == [head, deputy]


def test_switching_to_it_is_written_down_and_others_may_not(place: Organisation) -> None:
    head, deputy = make.official(role="division_head", organisation=place), make.official(organisation=place)
    other = make.official(organisation=place)
    away(head, deputy)
    switch_position(seat(head), by=actor_of(fresh(deputy), at=AT), at=AT)
    for by, at in ((other, AT), (deputy, AT + 3 * DAY)):
        with pytest.raises(NotAllowed):
            switch_position(seat(head), by=actor_of(fresh(by), at=at), at=at)


def test_what_may_not_be_handed_over(place: Organisation) -> None:
    head = make.official(role="division_head", organisation=place)
    deputy, elsewhere = make.official(organisation=place), make.official()
    citizen = make.citizen()
    boss = make.official(organisation=organisations.organisation(name="Phòng", parent=place))
    for delegate, days, field in (
        (head, (0, 3), "delegate"),
        (elsewhere, (0, 3), "delegate"),
        (citizen, (0, 3), "delegate"),
        (deputy, (3, 3), "valid_to"),
        (deputy, (-3, 0), "valid_to"),
    ):
        with pytest.raises(Refused) as refused:
            away(head, delegate, since=days[0], until=days[1])
        assert refused.value.field == field
    with pytest.raises(Refused) as refused:
        away(boss, head)
    assert refused.value.field == "delegate"
    away(head, boss, since=5, until=7)
    with pytest.raises(Refused) as refused:
        away(head, deputy, since=6, until=9)
    assert refused.value.field == "valid_from"
    assert AbsenceDelegation.objects.count() == 1


def test_only_ones_own_or_by_an_administrator_and_never_to_oneself(place: Organisation) -> None:
    head, deputy = make.official(role="division_head", organisation=place), make.official(organisation=place)
    administrator = make.official(role="administrator", organisation=place)
    for by, delegate in ((deputy, deputy), (administrator, administrator)):
        with pytest.raises(NotAllowed):
            away(head, delegate, by=by)
    absence = away(head, deputy, by=administrator)
    with pytest.raises(NotAllowed):
        end_absence(absence, by=actor_of(fresh(deputy), at=AT), at=AT)
    # Not even in the position that was handed over: it is not theirs to give on.
    standing_in = actor_of(fresh(deputy), at=AT, position_id=seat(head).position_id)
    with pytest.raises(NotAllowed):
        end_absence(absence, by=standing_in, at=AT)
    with pytest.raises(NotAllowed):
        register_absence(
            seat(head), by=standing_in, at=AT, delegate=administrator.person, valid_from=AT + 4 * DAY,
            valid_to=AT + 5 * DAY, reason="Đi họp",
        )  # fmt: skip


def test_who_stands_in_for_an_administrator_does_not_change_what_they_may(place: Organisation) -> None:
    administrator, deputy = make.official(role="administrator", organisation=place), make.official(organisation=place)
    away(administrator, deputy, by=administrator)
    by = actor_of(fresh(deputy), at=AT, position_id=seat(administrator).position_id)
    for own in (seat(administrator), seat(deputy)):
        with pytest.raises(NotAllowed):
            grant_role(own, by=by, at=AT, role="clerk")
        with pytest.raises(NotAllowed):
            revoke_role(own, by=by, at=AT, role="clerk")
        with pytest.raises(NotAllowed):
            end_holding(own, by=by, at=AT)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 4), st.integers(1, 3)), max_size=8))
def test_handing_over_never_goes_round(wanted: list[tuple[int, int, int, int]]) -> None:
    unit = organisations.organisation(name="Phòng")
    people = [make.official(organisation=unit) for _ in range(4)]
    for absent, delegate, since, length in wanted:
        try:
            away(people[absent], people[delegate], since=since, until=since + length)
        except Refused:
            continue
    kept = list(AbsenceDelegation.objects.filter(holding__person__in=[each.person for each in people]))
    for first, second in combinations(kept, 2):
        overlap = first.valid_from < second.valid_to and second.valid_from < first.valid_to
        turned = first.delegate_id == second.holding.person_id and second.delegate_id == first.holding.person_id
        assert not (overlap and turned)
    for day in range(8):
        given_to = {
            each.holding.person_id: each.delegate_id
            for each in kept
            if each.valid_from <= AT + day * DAY < each.valid_to
        }
        for start in given_to:
            seen, at = {start}, given_to[start]
            while at in given_to:
                assert at not in seen
                seen.add(at)
                at = given_to[at]


def test_the_page_hands_over_and_takes_back(client: Client, place: Organisation) -> None:
    head = make.official(role="division_head", organisation=place, full_name="Lê Văn Trưởng")
    deputy = make.official(organisation=place, full_name="Trần Thị Phó")
    client.force_login(head)
    assert "Trần Thị Phó" in client.get(reverse("accounts:own_absences")).text
    wanted = {
        "holding": seat(head).pk, "delegate": deputy.pk, "valid_from": "06/03/2026", "valid_to": "05/03/2026",
        "reason": "Nghỉ phép", "decision": "",
    }  # fmt: skip
    day = (clock.today() + DAY).strftime("%d/%m/%Y")
    late = client.post(reverse("accounts:own_absences"), wanted)
    assert (late.status_code, "Ngày kết thúc phải sau ngày bắt đầu." in late.text) == (422, True)
    kept = client.post(reverse("accounts:own_absences"), {**wanted, "valid_from": day, "valid_to": day})
    assert kept.status_code == 302
    absence = AbsenceDelegation.objects.get()
    assert absence.valid_to - absence.valid_from == DAY
    with clock.frozen(absence.valid_from + timedelta(hours=9)):
        client.force_login(deputy)
        switching = client.get(reverse("accounts:switch_position"))
        assert "thay mặt Lê Văn Trưởng" in switching.text
        client.post(reverse("accounts:switch_position"), {"holding": seat(head).pk})
        page = client.get(reverse("accounts:own_absences"))
        assert "(thay mặt Lê Văn Trưởng)" in page.text
        assert client.post(reverse("accounts:end_absence", args=[absence.pk])).status_code in (403, 404)
        client.force_login(make.official(role=["auditor"]))
        log = client.get(reverse("audit:log"), {"account": deputy.pk}).text
        assert "thay mặt Lê Văn Trưởng" in log
        client.force_login(head)
        assert client.post(reverse("accounts:end_absence", args=[absence.pk])).status_code == 302
        client.force_login(deputy)
        assert "thay mặt" not in client.get(reverse("accounts:switch_position")).text

from datetime import timedelta

import pytest
from django.db.models import Q
from pytest_django import DjangoAssertNumQueries

from motcua.accounts import reads
from motcua.accounts.public import (
    Account,
    PositionHolding,
    PositionNotHeld,
    Reach,
    Role,
    actor_of,
    close_account,
    end_holding,
    grant_role,
    hold_position,
    holders_of,
    load_roles,
    revoke_role,
    standing_of,
)
from motcua.accounts.rules import Grant, StandardRole
from motcua.accounts.tests import make
from motcua.organisations.public import Organisation, close_organisation
from motcua.organisations.tests import make as organisations
from motcua.persons.tests import make as persons
from motcua.platform.action import SYSTEM, ActorKind, NotAllowed, Refused, Stale, may

pytestmark = pytest.mark.django_db
AT = make.AT
MINUTE = timedelta(minutes=1)


def role(code: str, **reaches: list[str]) -> str:
    """A standard role with these permissions by reach."""
    grants = frozenset(Grant(p, Reach(reach)) for reach, permissions in reaches.items() for p in permissions)
    load_roles(by=SYSTEM, at=AT, roles={code: StandardRole(code, "", grants)})
    return code


def fresh(account: Account) -> Account:
    return Account.objects.get(pk=account.pk)


@pytest.fixture
def tree() -> dict[str, Organisation]:
    province = organisations.organisation(name="UBND thành phố")
    department = organisations.organisation(name="Sở", parent=province)
    division = organisations.organisation(name="Phòng", parent=department)
    return {
        "province": province,
        "department": department,
        "division": division,
        "ward": organisations.organisation(name="Phường"),
    }


@pytest.mark.parametrize(
    ("reach", "seen"),
    [
        (Reach.ORGANISATION, {"department"}),
        (Reach.SUBTREE, {"department", "division"}),
        (Reach.EVERYWHERE, {"province", "department", "division", "ward"}),
        (Reach.OWN, set()),
    ],
)
def test_a_reach_opens_the_same_objects_and_the_same_rows(
    tree: dict[str, Organisation], reach: Reach, seen: set[str]
) -> None:
    code = role("reader", **{reach: ["things.see"]})
    actor = actor_of(make.official(role=code, organisation=tree["department"]), at=AT)
    allowed = {name for name, each in tree.items() if may(actor, "things.see", each)}
    everywhere = Q() if actor.is_everywhere("things.see") else Q(pk__in=actor.organisations_for("things.see"))
    rows = set(Organisation.objects.filter(everywhere).values_list("pk", flat=True))
    assert allowed == seen
    assert {name for name, each in tree.items() if each.pk in rows} == seen
    assert not may(actor, "things.move", tree["department"])


def test_citizens_may_what_is_their_own() -> None:
    make.roles()
    role("citizen", own=["things.see"])
    hà, other = make.citizen(), make.citizen()
    actor = actor_of(hà, at=AT)
    assert (actor.kind, actor.person_id, actor.organisation_id) == (ActorKind.CITIZEN, hà.person_id, None)
    assert may(actor, "things.see", hà)
    assert not may(actor, "things.see", other)


def test_an_official_without_a_position_may_nothing() -> None:
    account = make.official()
    [held] = PositionHolding.objects.all()
    end_holding(held, by=SYSTEM, at=AT + MINUTE)
    assert actor_of(fresh(account), at=AT + MINUTE).rights == ()


def test_a_standing_takes_two_statements_and_then_none(
    tree: dict[str, Organisation], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    account = make.official(
        role=[role("x", subtree=["a.b"]), role("y", organisation=["c.d"])], organisation=tree["province"]
    )
    with django_assert_num_queries(2):
        first = actor_of(account, at=AT)
    with django_assert_num_queries(0):
        assert actor_of(account, at=AT + timedelta(seconds=59)) is first
    with django_assert_num_queries(2):
        actor_of(account, at=AT + MINUTE)


def test_rights_come_from_the_current_position_only(tree: dict[str, Organisation]) -> None:
    account = make.official(role=role("x", organisation=["a.b"]), organisation=tree["ward"])
    second = make.holding(account, role=role("y", organisation=["c.d"]), organisation=tree["division"])
    account = fresh(account)
    standing = standing_of(account, at=AT)
    assert [held.organisation_name for held in standing.positions] == ["Phường", "Phòng"]
    assert (standing.actor.has("a.b"), standing.actor.has("c.d")) == (True, False)
    switched = actor_of(account, at=AT, position_id=second.position_id)
    assert (switched.has("a.b"), switched.has("c.d")) == (False, True)
    assert (switched.organisation_id, switched.position_id) == (tree["division"].pk, second.position_id)


def test_a_role_held_is_a_right_where_the_position_stands(tree: dict[str, Organisation]) -> None:
    account = make.official(role=[role("x"), role("y", subtree=["a.b"])], organisation=tree["department"])
    held = actor_of(fresh(account), at=AT)
    assert held.organisations_for("role:x") == held.organisations_for("role:y") == {tree["department"].pk}
    assert not held.has("role:z")


def test_nobody_works_in_a_position_they_do_not_hold() -> None:
    mine, theirs = make.official(), make.official()
    [other] = PositionHolding.objects.filter(person=theirs.person)
    with pytest.raises(PositionNotHeld):
        actor_of(mine, at=AT, position_id=other.position_id)


def test_rights_change_at_once(tree: dict[str, Organisation]) -> None:
    code, extra = role("x", organisation=["a.b"]), role("y", organisation=["c.d"])
    account = make.official(role=code, organisation=tree["ward"])
    held = PositionHolding.objects.get()
    assert actor_of(account, at=AT).has("a.b")
    grant_role(held, by=SYSTEM, at=AT, role=extra)
    assert actor_of(fresh(account), at=AT).has("c.d")
    revoke_role(held, by=SYSTEM, at=AT, role=extra)
    assert not actor_of(fresh(account), at=AT).has("c.d")
    role("x", organisation=["a.z"])
    assert (actor_of(fresh(account), at=AT).has("a.b"), actor_of(fresh(account), at=AT).has("a.z")) == (False, True)
    end_holding(held, by=SYSTEM, at=AT)
    assert actor_of(fresh(account), at=AT).rights == ()


def test_what_is_kept_never_outlives_a_holding(tree: dict[str, Organisation]) -> None:
    account = make.official(role=role("x", organisation=["a.b"]), organisation=tree["ward"])
    end_holding(PositionHolding.objects.get(), by=SYSTEM, at=AT, ends_at=AT + timedelta(seconds=10))
    account = fresh(account)
    assert actor_of(account, at=AT + timedelta(seconds=9)).has("a.b")
    assert not actor_of(account, at=AT + timedelta(seconds=10)).has("a.b")


def test_nobody_works_for_a_closed_organisation(tree: dict[str, Organisation]) -> None:
    account = make.official(role=role("x", organisation=["a.b"]), organisation=tree["ward"])
    tomorrow = AT + timedelta(days=1)
    close_organisation(tree["ward"], by=SYSTEM, at=tomorrow, valid_to=tomorrow.date())
    assert actor_of(account, at=AT).has("a.b")
    assert actor_of(account, at=tomorrow).rights == ()
    assert not holders_of("x", tree["ward"].pk, tomorrow).exists()


def test_a_closed_account_is_nobody() -> None:
    account = make.official()
    close_account(account, by=SYSTEM, at=AT)
    reads._kept.clear()
    with pytest.raises(NotAllowed):
        actor_of(account, at=AT)


def test_a_position_is_held_once_at_a_time() -> None:
    account = make.official()
    held = PositionHolding.objects.get()
    with pytest.raises(Refused):
        make.holding(account, position=held.position, valid_from=AT + MINUTE)
    end_holding(held, by=SYSTEM, at=AT + MINUTE)
    make.holding(account, position=held.position, valid_from=AT + MINUTE)
    with pytest.raises(Stale):
        end_holding(held, by=SYSTEM, at=AT + 2 * MINUTE)
    assert PositionHolding.objects.held_at(AT).count() == 1
    assert PositionHolding.objects.held_at(AT + MINUTE).count() == 1


def test_bad_holdings_are_refused() -> None:
    person, position = persons.person(), organisations.position(organisation=organisations.organisation())
    with pytest.raises(Refused, match="nosuch"):
        hold_position(position, by=SYSTEM, at=AT, person=person, roles=["nosuch"])
    with pytest.raises(Refused) as refused:
        hold_position(position, by=SYSTEM, at=AT, person=person, roles=[], valid_from=AT, valid_to=AT)
    assert refused.value.field == "valid_to"
    assert not PositionHolding.objects.exists()


def test_administrators_rule_others_and_never_themselves() -> None:
    administrator, other = make.official(role="administrator"), make.official()
    by = actor_of(administrator, at=AT)
    own, others = (PositionHolding.objects.get(person=account.person) for account in (administrator, other))
    grant_role(others, by=by, at=AT, role="clerk")
    for forbidden in (
        lambda: grant_role(own, by=by, at=AT, role="clerk"),
        lambda: revoke_role(own, by=by, at=AT, role="administrator"),
        lambda: end_holding(own, by=by, at=AT),
        lambda: hold_position(
            organisations.position(organisation=organisations.organisation()),
            by=by,
            at=AT,
            person=administrator.person,
            roles=["clerk"],
        ),
        lambda: close_account(administrator, by=by, at=AT),
    ):
        with pytest.raises(NotAllowed):
            forbidden()
    with pytest.raises(NotAllowed):
        grant_role(own, by=actor_of(fresh(other), at=AT), at=AT, role="clerk")


def test_holders_of_a_role_in_one_organisation(tree: dict[str, Organisation]) -> None:
    here = make.official(role="clerk", organisation=tree["department"])
    make.official(role="specialist", organisation=tree["department"])
    make.official(role="clerk", organisation=tree["division"])
    later = make.official(role="clerk", organisation=tree["department"], valid_from=AT + MINUTE)
    closed = make.official(role="clerk", organisation=tree["department"])
    close_account(closed, by=SYSTEM, at=AT)
    assert list(holders_of("clerk", tree["department"].pk, AT)) == [here]
    assert list(holders_of("clerk", tree["department"].pk, AT + MINUTE)) == [here, later]


def test_loading_roles_again_changes_nothing_and_spares_a_provinces_own() -> None:
    make.roles()
    own = Role.objects.create(code="kiosk", name="Người trực kiosk")
    assert load_roles(by=SYSTEM, at=AT, roles={"kiosk": StandardRole("Khác", "", frozenset())}) == 0
    from motcua.accounts.public import standard_roles

    assert load_roles(by=SYSTEM, at=AT, roles=standard_roles()) == 0
    own.refresh_from_db()
    assert own.name == "Người trực kiosk"

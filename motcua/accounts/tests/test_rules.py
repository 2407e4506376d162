from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.accounts import rules
from motcua.accounts.rules import Grant, Reach
from motcua.platform.action import SYSTEM, VISITOR, Actor, ActorKind, Scope

NOW = datetime(2026, 9, 1, tzinfo=UTC)
organisations = st.integers(1, 6)
grants = st.lists(st.builds(Grant, st.sampled_from(["a.see", "a.move", "b.see"]), st.sampled_from(Reach)), max_size=5)
scopes = st.builds(Scope, st.frozensets(organisations, max_size=3), st.frozensets(st.integers(1, 3), max_size=2))


def actor(
    made_of: list[Grant], *, organisation: int = 1, below: frozenset[int] = frozenset(), person: int = 1
) -> Actor:
    rights = rules.rights_of(made_of, organisation_id=organisation, subtree=below)
    return Actor(ActorKind.OFFICIAL, 9, person, organisation, 5, rights)


@given(grants, organisations, st.frozensets(organisations), scopes, st.sampled_from(["a.see", "a.move", "b.see"]))
def test_each_reach_opens_what_it_says_and_nothing_else(
    made_of: list[Grant], organisation: int, below: frozenset[int], scope: Scope, permission: str
) -> None:
    reaches = {grant.reach for grant in made_of if grant.permission == permission}
    expected = (
        Reach.EVERYWHERE in reaches
        or (Reach.ORGANISATION in reaches and organisation in scope.organisations)
        or (Reach.SUBTREE in reaches and bool(({organisation} | below) & scope.organisations))
        or (Reach.OWN in reaches and 1 in scope.persons)
    )
    who = actor(made_of, organisation=organisation, below=below)
    assert rules.is_allowed(who, permission, scope) is expected
    assert rules.is_allowed(who, permission, None) is bool(reaches)


@given(grants, scopes, st.sampled_from(["a.see", "a.move", "b.see"]))
def test_one_more_grant_never_takes_anything_away(made_of: list[Grant], scope: Scope, permission: str) -> None:
    for less in range(len(made_of)):
        if rules.is_allowed(actor(made_of[:less]), permission, scope):
            assert rules.is_allowed(actor(made_of), permission, scope)


def test_nobody_owns_what_belongs_to_no_person() -> None:
    own = [Grant("a.see", Reach.OWN)]
    assert rules.is_allowed(actor(own), "a.see", Scope(persons=frozenset({1})))
    assert not rules.is_allowed(actor(own), "a.see", Scope())
    nobody = Actor(ActorKind.CITIZEN, rights=actor(own).rights)
    assert not rules.is_allowed(nobody, "a.see", Scope(persons=frozenset({1})))


def test_visitors_may_nothing_and_the_system_everything() -> None:
    assert not rules.is_allowed(VISITOR, "a.see", None)
    assert rules.is_allowed(SYSTEM, "a.see", Scope())


@pytest.mark.parametrize(
    ("failures", "minutes"), [(0, 0), (4, 0), (5, 1), (6, 2), (7, 4), (8, 8), (9, 15), (1_000_000, 15)]
)
def test_waits_double_up_to_a_quarter_of_an_hour(failures: int, minutes: int) -> None:
    assert rules.wait_after(failures, rules.PER_NAME_AND_ADDRESS) == timedelta(minutes=minutes)


def test_failures_fade() -> None:
    assert rules.failures_still_counted(4, NOW, NOW + timedelta(minutes=30)) == 4
    assert rules.failures_still_counted(4, NOW, NOW + timedelta(minutes=31)) == 0
    assert rules.failures_still_counted(4, None, NOW) == 0


@pytest.mark.parametrize(
    ("address", "block"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2::1", "2001:0db8:0001:0002"),
        ("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:0db8:0001:0002"),
        ("not an address", "unknown"),
        ("", "unknown"),
    ],
)
def test_one_line_is_one_address(address: str, block: str) -> None:
    assert rules.address_block(address) == block


def test_only_our_own_proxies_are_believed() -> None:
    ours = frozenset({"10.0.0.1", "10.0.0.2"})
    assert rules.client_address("203.0.113.7", "8.8.8.8", trusted=ours) == "203.0.113.7"
    assert rules.client_address("10.0.0.1", "8.8.8.8, 203.0.113.7, 10.0.0.2", trusted=ours) == "203.0.113.7"
    assert rules.client_address("10.0.0.1", "", trusted=ours) == "10.0.0.1"


@pytest.mark.parametrize("name", ["ha.pham", "canbo1", "a-b@c.vn", "x" * 64])
def test_usernames(name: str) -> None:
    assert rules.is_username(name)


@pytest.mark.parametrize("name", ["031190004112", "0912345678", "ab", "x" * 65, "hà", "a b", "", "a\nb"])
def test_not_usernames(name: str) -> None:
    assert not rules.is_username(name)

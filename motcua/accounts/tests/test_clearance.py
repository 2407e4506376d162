"""How far a held position reaches: the class of data and the procedures that both its roles and its holding allow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.accounts.ports import PROCEDURES
from motcua.accounts.public import (
    Account,
    PositionHolding,
    RoleGrant,
    actor_of,
    register_absence,
    set_clearance,
)
from motcua.accounts.rules import Grant, Reach, is_allowed, narrowed, rights_of
from motcua.accounts.tests import make
from motcua.organisations.public import Organisation
from motcua.organisations.tests import make as organisations
from motcua.platform.action import SYSTEM, Actor, ActorKind, DataClass, NotAllowed, Refused, Scope

AT = make.AT
READ = "dossiers.read"
CLASSES = st.sampled_from(DataClass)
NAMES = st.frozensets(st.sampled_from("abc"))


@given(CLASSES, CLASSES, CLASSES, NAMES, NAMES, NAMES)
def test_a_position_reaches_what_both_its_role_and_its_holding_allow(
    of_role: DataClass, held: DataClass, kept: DataClass, role: frozenset[str], holding: frozenset[str],
    about: frozenset[str],
) -> None:  # fmt: skip
    grant = narrowed(
        Grant(READ, Reach.ORGANISATION, of_role, (role,) if role else ()), data_class=held, procedures=holding
    )
    actor = Actor(ActorKind.OFFICIAL, 1, 1, rights=rights_of([grant], organisation_id=7, subtree=frozenset()))
    allowed = kept <= of_role and kept <= held and all(not each or each & about for each in (role, holding))
    assert is_allowed(actor, READ, Scope(frozenset({7}), frozenset(), kept, lambda: about)) is allowed
    assert not is_allowed(actor, READ, Scope(frozenset({8}), frozenset(), kept, lambda: about))


def test_what_is_ones_own_has_no_class() -> None:
    rights = rights_of([Grant(READ, Reach.OWN)], organisation_id=None, subtree=frozenset())
    owner = Actor(ActorKind.CITIZEN, 1, 5, rights=rights)
    assert is_allowed(owner, READ, Scope(persons=frozenset({5}), data_class=DataClass.SECRET))


def reached(account: Account, place: Organisation, data_class: DataClass, *about: str) -> bool:
    scope = Scope(frozenset({place.pk}), data_class=data_class, procedures=lambda: frozenset(about))
    return is_allowed(actor_of(Account.objects.get(pk=account.pk), at=AT), READ, scope)


@pytest.mark.django_db
def test_clearance_counts_at_once_and_nobody_gives_it_to_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    place, code = organisations.organisation(), "1.000001"
    monkeypatch.setattr(PROCEDURES, "answer", lambda: lambda _named: {code: "Đăng ký thường trú"})
    official, administrator = make.official(organisation=place), make.official(role="administrator")
    held = PositionHolding.objects.get(person=official.person_id)
    assert reached(official, place, DataClass.NORMAL, code)
    assert not reached(official, place, DataClass.INTERNAL, code)
    by = actor_of(administrator, at=AT)
    set_clearance(held, by=by, at=AT, data_class=DataClass.SECRET, procedures=[code])
    assert reached(official, place, DataClass.SECRET, code)
    assert not reached(official, place, DataClass.NORMAL, "9.999999")
    RoleGrant.objects.filter(role__code="specialist", permission=READ).update(data_class=DataClass.INTERNAL)
    set_clearance(held, by=by, at=AT, data_class=DataClass.SECRET)
    assert not reached(official, place, DataClass.SECRET, code), "no further than the role goes"
    assert reached(official, place, DataClass.INTERNAL, "9.999999")
    with pytest.raises(Refused) as refused:
        set_clearance(held, by=by, at=AT, data_class=DataClass.NORMAL, procedures=["9.999999"])
    assert refused.value.field == "procedures"
    own = PositionHolding.objects.get(person=administrator.person_id)
    with pytest.raises(NotAllowed):
        set_clearance(own, by=by, at=AT, data_class=DataClass.SECRET)
    with pytest.raises(NotAllowed):
        set_clearance(held, by=actor_of(official, at=AT), at=AT, data_class=DataClass.SECRET)


@pytest.mark.django_db
def test_who_stands_in_sees_nothing_more_confidential_than_they_see_themselves() -> None:
    place = organisations.organisation()
    absent, delegate = make.official(organisation=place), make.official(organisation=place, role="clerk")
    seat = PositionHolding.objects.get(person=absent.person_id)
    own = PositionHolding.objects.get(person=delegate.person_id)
    set_clearance(seat, by=SYSTEM, at=AT, data_class=DataClass.SECRET)
    register_absence(
        seat, by=SYSTEM, at=AT, delegate=delegate.person, valid_from=AT, valid_to=AT + make.DAY, reason="Nghỉ"
    )

    def sees(data_class: DataClass) -> bool:
        account = Account.objects.get(pk=delegate.pk)
        actor = actor_of(account, at=AT, position_id=seat.position_id)
        return is_allowed(actor, READ, Scope(frozenset({place.pk}), data_class=data_class))

    assert [sees(each) for each in DataClass] == [True, False, False]
    set_clearance(own, by=SYSTEM, at=AT, data_class=DataClass.INTERNAL)
    assert [sees(each) for each in DataClass] == [True, True, False]

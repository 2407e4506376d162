"""Whose step it is, asked of one task and of all: the same answer."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from motcua.accounts.public import PositionHolding, end_holding
from motcua.accounts.tests import make as accounts
from motcua.organisations.public import Organisation
from motcua.platform.action import SYSTEM, Actor, ActorKind, NotAllowed, Refused, Right, Stale
from motcua.processes.models import Task
from motcua.processes.public import assign, claim, complete, find_task
from motcua.processes.queries import duties_of
from motcua.processes.rules import WORK, may_work
from motcua.processes.tests import make
from motcua.processes.tests.shapes import line, parallel

AT = make.AT


@pytest.mark.django_db
def test_the_role_does_the_step() -> None:
    here, there = make.organisation(), make.organisation()
    todo = make.started(competent=here).opened[0]
    for stranger in (make.officer("clerk", at=here), make.officer("specialist", at=there)):
        with pytest.raises(NotAllowed):
            complete(todo, outcome="propose_approval", by=stranger, at=AT)
        with pytest.raises(NotAllowed):
            claim(todo, by=stranger, at=AT)
        with pytest.raises(NotAllowed):
            find_task(todo.pk, stranger)
    mine = make.officer("specialist", at=here)
    assert find_task(str(todo.pk), mine) == todo
    done = complete(todo, outcome="propose_approval", by=mine, at=AT)
    assert done.opened[0].node == "approve"
    assert Task.objects.get(pk=todo.pk).closed_by_id == mine.account_id


@pytest.mark.django_db
def test_who_claims_a_step_keeps_it() -> None:
    here = make.organisation()
    todo = make.started(competent=here).opened[0]
    first, second = make.officer("specialist", at=here), make.officer("specialist", at=here)
    assert claim(todo, by=first, at=AT).assignee_id == first.account_id
    later = AT + timedelta(hours=1)
    assert claim(todo, by=first, at=later).claimed_at == AT
    with pytest.raises(Stale, match="vừa được người khác xử lý"):
        claim(todo, by=second, at=AT)
    with pytest.raises(NotAllowed):
        complete(todo, outcome="propose_approval", by=second, at=AT)
    complete(todo, outcome="propose_approval", by=first, at=AT)
    with pytest.raises(Stale):
        claim(todo, by=first, at=AT)
    with pytest.raises(Refused, match="tài khoản"):
        claim(make.started().opened[0], by=SYSTEM, at=AT)


@pytest.mark.django_db
def test_a_head_gives_a_step_to_one_who_may_do_it() -> None:
    here = make.organisation()
    todo = make.started(competent=here).opened[0]
    head, clerk = make.officer("division_head", at=here), make.officer("clerk", at=here)
    first, second = make.officer("specialist", at=here), make.officer("specialist", at=here)
    with pytest.raises(NotAllowed):
        assign(todo, second.account_id, by=first, at=AT)
    with pytest.raises(Refused, match="không giữ vai trò") as refused:
        assign(todo, clerk.account_id, by=head, at=AT)
    assert refused.value.field == "assignee"
    assign(todo, second.account_id, by=head, at=AT)
    with pytest.raises(NotAllowed):
        complete(todo, outcome="propose_approval", by=first, at=AT)
    assert assign(todo, None, by=head, at=AT).claimed_at is None
    complete(todo, outcome="propose_approval", by=first, at=AT)
    with pytest.raises(Stale):
        assign(todo, second.account_id, by=head, at=AT)


@pytest.mark.django_db
def test_who_left_the_position_has_nothing_to_do() -> None:
    here = make.organisation()
    account = accounts.official(role="specialist", organisation=here, valid_from=AT)
    todo = make.started(competent=here).opened[0]
    assert Task.objects.visible_to(accounts.actor(account, at=AT)).get() == todo
    end_holding(PositionHolding.objects.get(person_id=account.person_id), by=SYSTEM, at=AT)
    account.refresh_from_db()
    assert not Task.objects.visible_to(accounts.actor(account, at=AT)).exists()


class Agreement(TestCase):
    """`visible_to` in SQL and `may_work` on one task say the same, for every actor."""

    places: list[Organisation]
    people: list[int]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.places = [make.organisation() for _ in range(3)]
        cls.people = [accounts.official(organisation=place).pk for place in cls.places[:2]]
        version = make.process(parallel("a", "b", "c"))
        for place in cls.places:
            for assignee in (None, *cls.people):
                movement = make.started(version=version, competent=place)
                for number, task in enumerate(movement.opened):
                    task.assignee_id, task.role_code = assignee, f"role{number % 2}"
                    task.save()
        complete(make.started(line("a")).opened[0], outcome="done", by=SYSTEM, at=AT)

    @given(
        account=st.integers(0, 2),
        everywhere=st.booleans(),
        work=st.sets(st.integers(0, 2)),
        roles=st.sets(st.tuples(st.sampled_from(["role0", "role1", "specialist"]), st.integers(0, 2))),
    )
    def test_agree(self, account: int, everywhere: bool, work: set[int], roles: set[tuple[str, int]]) -> None:
        places = [place.pk for place in self.places]
        rights = [Right(WORK, frozenset(places[each] for each in work), everywhere)]
        rights += [Right(f"role:{code}", frozenset({places[each]})) for code, each in roles]
        account_id = [*self.people, None][account]
        actor = Actor(ActorKind.OFFICIAL, account_id=account_id, rights=tuple(rights))
        duties = duties_of(actor)
        allowed = {
            task.pk
            for task in Task.objects.all()
            if may_work(
                duties,
                organisation_id=task.organisation_id,
                role_code=task.role_code,
                assignee_id=task.assignee_id,
            )
        }
        assert set(Task.objects.visible_to(actor).values_list("pk", flat=True)) == allowed
        assert set(Task.objects.visible_to(SYSTEM)) == set(Task.objects.all())

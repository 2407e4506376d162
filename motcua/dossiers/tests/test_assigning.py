"""Giving out work: many at once, by the rules of the unit, and what happens while somebody is away."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from motcua.accounts.public import AbsenceDelegation, PositionHolding, actor_of, end_absence, register_absence
from motcua.accounts.tests import make as accounts
from motcua.dossiers.actions.distribute import distribute
from motcua.dossiers.actions.reassign import reassign
from motcua.dossiers.actions.set_practice import set_duty, set_practice
from motcua.dossiers.handlers.assigning import hand_out
from motcua.dossiers.models import Dossier
from motcua.dossiers.public import claim_step, complete_step
from motcua.dossiers.reads.counts import tab_counts
from motcua.dossiers.reads.loads import groups
from motcua.dossiers.rules import least_loaded
from motcua.dossiers.tests import make
from motcua.platform import clock
from motcua.platform.action import SYSTEM, NotAllowed, Refused
from motcua.platform.testing import all_at_once
from motcua.processes.public import Task

pytestmark = pytest.mark.django_db
BOUND = 24


def some(ward: make.Ward, many: int) -> list[Dossier]:
    citizen = make.citizen()
    return [make.dossier(ward, by=citizen, received=True) for _ in range(many)]


def tasks_of(dossiers: list[Dossier]) -> list[int]:
    return [make.task_id(dossier) for dossier in dossiers]


def holders(dossiers: list[Dossier]) -> Counter[int | None]:
    return Counter(Task.objects.filter(pk__in=tasks_of(dossiers)).values_list("assignee", flat=True))


def test_many_change_hands_at_once_in_as_many_statements_as_few() -> None:
    ward = make.ward()
    other = accounts.official(role="specialist", organisation=ward.committee)
    cost = []
    for many in (2, 9):
        dossiers = some(ward, many)
        with CaptureQueriesContext(connection) as asked:
            done = reassign(tasks_of(dossiers), account=other, reason="Nghỉ phép", by=ward.leader, at=make.AT)
        assert len(done.done) == many
        assert holders(dossiers) == {other.pk: many}
        cost.append(len(asked))
        event = make.fresh(dossiers[0]).events.get(kind="assigned")
        assert event.note == "Nghỉ phép"
    assert cost[1] <= cost[0], cost
    assert cost[1] <= BOUND + 9, cost


def test_what_cannot_be_given_stays_and_is_told() -> None:
    ward, elsewhere = make.ward(), make.ward()
    dossiers = some(ward, 2)
    claim_step(dossiers[0], task_id=make.task_id(dossiers[0]), by=ward.specialist, at=make.AT)
    steps = tasks_of(dossiers)
    done = reassign(steps, account=ward.specialist_account, reason="Đổi", by=ward.leader, at=make.AT)
    assert (len(done.done), [each.code for each in done.left]) == (1, [dossiers[0].code])
    stranger = elsewhere.specialist_account
    done = reassign(steps, account=stranger, reason="Đổi", by=ward.leader, at=make.AT)
    assert (done.done, len(done.left)) == ((), 2)
    with pytest.raises(Refused, match="lý do"):
        reassign(steps, account=stranger, reason=" ", by=ward.leader, at=make.AT)
    with pytest.raises(Refused, match="tối đa 500"):
        reassign(range(1, 502), account=stranger, reason="x", by=ward.leader, at=make.AT)
    with pytest.raises(NotAllowed):
        reassign(steps, account=stranger, reason="x", by=ward.specialist, at=make.AT)
    assert reassign(steps, account=stranger, reason="x", by=elsewhere.leader, at=make.AT).done == ()


@pytest.mark.django_db(transaction=True)
def test_reassigning_against_the_next_step_leaves_one_of_them() -> None:
    ward = make.ward()
    other = accounts.official(role="specialist", organisation=ward.committee)
    dossiers = some(ward, 3)
    steps = tasks_of(dossiers)
    for dossier in dossiers:
        claim_step(dossier, task_id=make.task_id(dossier), by=ward.specialist, at=make.AT)
    ended = all_at_once(
        [
            lambda: reassign(steps, account=other, reason="Đổi", by=ward.leader, at=make.AT),
            lambda: complete_step(dossiers[1], task_id=steps[1], outcome="propose", by=ward.specialist, at=make.AT),
        ]
    )
    assert ended["done"] >= 1
    task = Task.objects.get(pk=steps[1])
    assert (task.state == "done") == (task.assignee_id == ward.specialist_account.pk)


@given(st.dictionaries(st.integers(1, 9), st.integers(0, 50), max_size=6), st.sets(st.integers(1, 9), max_size=3))
def test_who_holds_the_least_is_given_the_next(loads: dict[int, int], preferred: set[int]) -> None:
    taker = least_loaded(loads, preferred)
    among = [each for each in preferred if each in loads] or list(loads)
    assert (taker is None) == (not among)
    if taker is not None:
        assert taker in among
        assert loads[taker] == min(loads[each] for each in among)


@given(st.integers(1, 6), st.integers(0, 40))
def test_given_out_by_load_nobody_holds_two_more_than_another(people: int, steps: int) -> None:
    loads = dict.fromkeys(range(people), 0)
    for _step in range(steps):
        taker = least_loaded(loads)
        assert taker is not None
        loads[taker] += 1
    assert max(loads.values()) - min(loads.values()) <= 1


def test_a_unit_hands_out_what_comes_as_it_chose() -> None:
    ward = make.ward()
    two = [ward.specialist_account, accounts.official(role="specialist", organisation=ward.committee)]
    dossiers = some(ward, 4)
    with clock.frozen(make.AT):
        hand_out()
    assert holders(dossiers) == {None: 4}, "nothing by itself where nobody chose it"
    practice: dict[str, Any] = {"reply_hours": 16, "reminder_days": [1, 5], "by": ward.leader, "at": make.AT}
    set_practice(ward.committee, assign_by="load", **practice)
    with clock.frozen(make.AT):
        hand_out()
    assert holders(dossiers) == {each.pk: 2 for each in two}
    field = ward.procedure.procedure.field.code
    set_duty(ward.committee, two[1], kind="field", codes=[field], by=ward.leader, at=make.AT)
    more = some(ward, 3)
    distribute(ward.committee, way="field", by=SYSTEM, at=make.AT)
    assert holders(more) == {two[1].pk: 3}
    set_duty(ward.committee, two[1], kind="field", codes=[], by=ward.leader, at=make.AT)
    set_duty(ward.committee, two[0], kind="area", codes=[ward.code], by=ward.leader, at=make.AT)
    more = some(ward, 2)
    distribute(ward.committee, way="area", by=SYSTEM, at=make.AT)
    assert holders(more) == {two[0].pk: 2}


def away(ward: make.Ward, delegate: Any) -> AbsenceDelegation:
    holding = PositionHolding.objects.get(person=ward.specialist_account.person_id)
    return register_absence(
        holding, by=ward.specialist, at=make.AT, delegate=delegate.person, valid_from=make.AT,
        valid_to=make.AT + timedelta(days=7), reason="Nghỉ phép",
    )  # fmt: skip


def test_who_is_away_hands_over_what_they_had_taken_and_has_it_back() -> None:
    ward = make.ward()
    deputy = accounts.official(role="specialist", organisation=ward.committee)
    dossiers = some(ward, 2)
    for dossier in dossiers:
        claim_step(dossier, task_id=make.task_id(dossier), by=ward.specialist, at=make.AT)
    plain = actor_of(deputy, at=make.AT)
    assert not Task.objects.visible_to(plain).filter(pk__in=tasks_of(dossiers)).exists()
    absence = away(ward, deputy)
    deputy.refresh_from_db()
    standing_in = actor_of(deputy, at=make.AT, position_id=absence.holding.position_id)
    assert standing_in.stands_in_for == ward.specialist_account.pk
    assert Task.objects.visible_to(standing_in).filter(pk__in=tasks_of(dossiers)).count() == 2
    assert tab_counts(standing_in, make.AT)["mine"] == 2
    task = make.task_id(dossiers[0])
    complete_step(dossiers[0], task_id=task, outcome="propose", by=standing_in, at=make.AT)
    assert Task.objects.get(pk=task).closed_by_id == deputy.pk
    end_absence(absence, by=ward.specialist, at=make.AT + timedelta(days=1))
    assert holders(dossiers[1:]) == {ward.specialist_account.pk: 1}
    back = Task.objects.visible_to(ward.specialist).filter(pk__in=tasks_of(dossiers[1:]))
    assert back.exists(), "what was left is theirs again"


def test_the_page_shows_who_holds_how_much_and_where_nobody_works() -> None:
    ward = make.ward()
    deputy = accounts.official(role="specialist", organisation=ward.committee)
    dossiers = some(ward, 3)
    claim_step(dossiers[0], task_id=make.task_id(dossiers[0]), by=ward.specialist, at=make.AT)
    group = next(each for each in groups(ward.leader, make.AT) if each.role == "specialist")
    assert (group.waiting, group.flaw) == (2, "")
    assert {load.account.pk: load.open for load in group.loads} == {ward.specialist_account.pk: 1, deputy.pk: 0}
    assert next(each for each in groups(ward.leader, make.AT + timedelta(days=4)) if each.waiting).flaw == "quiet"
    away(ward, deputy)
    load = next(each for each in groups(ward.leader, make.AT)[0].loads if each.account == ward.specialist_account)
    assert load.away_until == make.AT + timedelta(days=7)
    distribute(ward.committee, way="load", by=SYSTEM, at=make.AT)
    assert holders(dossiers)[deputy.pk] == 2, "who is away is given nothing"
    client = Client()
    client.force_login(ward.leader_account)
    with clock.frozen(make.AT):
        assert ward.specialist_account.display_name in client.get(reverse("dossiers:loads")).content.decode()
        sent = {"holder": ward.specialist_account.username, "account": deputy.username, "reason": "Nghỉ phép"}
        assert client.post(reverse("dossiers:reassign_all"), {**sent, "reason": ""}).status_code == 422
        assert client.post(reverse("dossiers:reassign_all"), sent).status_code == 302
        assert holders(dossiers) == {deputy.pk: 3}
        page = reverse("dossiers:practice", args=[ward.committee.identifier])
        assert client.post(page, {"reply_hours": "99", "reminder_days": "1", "assign_by": ""}).status_code == 422
        assert client.post(page, {"reply_hours": "8", "reminder_days": "1, 3", "assign_by": "load"}).status_code == 302
        assert "Giao người đang giữ ít việc nhất" in client.get(page).content.decode()
    client.force_login(make.ward().leader_account)
    assert client.get(page).status_code == 404

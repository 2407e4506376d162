"""People and units come and go: an open step always has somebody, or stands where those who look after it see it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from motcua.accounts.public import Account, PositionHolding, end_holding
from motcua.accounts.tests import make as accounts
from motcua.organisations.public import Organisation, close_organisation
from motcua.platform import clock
from motcua.platform.action import SYSTEM, NotAllowed, Stale
from motcua.processes.actions.fall_back import fall_back, give_back
from motcua.processes.handlers import man_steps
from motcua.processes.manning import stood_in, vacancies
from motcua.processes.models import Task
from motcua.processes.public import assign, claim, complete
from motcua.processes.rules import compile_definition, read_definition, write_definition
from motcua.processes.rules.bpmn import read_bpmn, write_bpmn
from motcua.processes.rules.standing_in import Seat, first_taken, stand_ins
from motcua.processes.rules.table_reading import table_of
from motcua.processes.rules.table_writing import definition_of
from motcua.processes.spreadsheet import table_of_xlsx, xlsx_of
from motcua.processes.tests import make
from motcua.processes.tests.shapes import JSON, line

pytestmark = pytest.mark.django_db

AT = make.AT
LATER = AT + timedelta(days=3)


def person(role: str, here: Organisation) -> Account:
    return accounts.official(role=role, organisation=here, valid_from=AT)


def one_step(*otherwise: str) -> JSON:
    shape = line("a", "b")
    for step in shape["nodes"][1:3]:
        step["performer"]["otherwise"] = list(otherwise)
    return shape


def waiting(shape: JSON, here: Organisation) -> Task:
    return make.started(shape, competent=here).opened[0]


def swept(task: Task) -> Task:
    with clock.frozen(LATER):
        man_steps()
    return Task.objects.get(pk=task.pk)


def test_the_order_is_those_named_then_heads_then_those_above() -> None:
    seats = list(stand_ins(Seat("clerk", 3), ("specialist", "division_head"), [2, 1]))
    assert [(seat.role, seat.organisation_id) for seat in seats] == [
        ("specialist", 3), ("division_head", 3), ("department_leader", 3), ("division_head", 2),
        ("department_leader", 2), ("division_head", 1), ("department_leader", 1),
    ]  # fmt: skip
    assert Seat("division_head", 3) not in list(stand_ins(Seat("division_head", 3), (), []))
    assert next(first_taken(iter(seats), {(1, "department_leader")})) == Seat("department_leader", 1)


def test_a_step_with_somebody_stays_where_it_is() -> None:
    here = make.organisation()
    person("specialist", here), person("department_leader", here)
    task = swept(waiting(one_step(), here))
    assert (task.role_code, task.named_role, task.assignee_id) == ("specialist", None, None)


def test_a_place_with_nobody_and_nobody_above_is_left_alone(django_assert_max_num_queries: Any) -> None:
    here = make.organisation()
    task = waiting(one_step(), here)
    for _ in range(5):
        make.started(one_step(), competent=make.organisation())
    with django_assert_max_num_queries(20):
        assert swept(task).named_role is None
    assert len(vacancies(LATER, SYSTEM)) == 6


@pytest.mark.parametrize(
    ("otherwise", "there", "who"),
    [
        (("clerk",), ("clerk", "division_head"), "clerk"),
        (("clerk",), ("division_head", "department_leader"), "division_head"),
        ((), ("clerk", "department_leader"), "department_leader"),
    ],
)
def test_who_stands_in_within_the_unit(otherwise: tuple[str, ...], there: tuple[str, ...], who: str) -> None:
    here = make.organisation()
    officials = {role: person(role, here) for role in there}
    task = swept(waiting(one_step(*otherwise), here))
    assert (task.role_code, task.named_role) == (who, "specialist")
    assert [(each.named, each.role, each.steps) for each in stood_in(SYSTEM)] == [("specialist", who, 1)]
    acting = accounts.actor(officials[who], at=LATER)
    complete(task, outcome="done", by=acting, at=LATER)
    assert Task.objects.open().get().role_code == "specialist"


def test_who_leads_above_does_it_where_the_unit_has_nobody() -> None:
    province = make.organisation()
    ward = make.organisation(parent=province)
    leaders = [person("department_leader", province) for _ in range(2)]
    first, second = waiting(one_step(), ward), waiting(one_step(), ward)
    done = {swept(first).assignee_id, swept(second).assignee_id}
    assert done == {leader.pk for leader in leaders}
    task = Task.objects.get(pk=first.pk)
    assert (task.role_code, task.named_role, task.claimed_at) == ("specialist", "specialist", None)
    assert task.assignee_id is not None
    complete(task, outcome="done", by=accounts.actor(Account.objects.get(pk=task.assignee_id), at=LATER), at=LATER)


def test_it_goes_back_when_somebody_is_there_again_unless_it_was_taken() -> None:
    here = make.organisation()
    leader = person("department_leader", here)
    free, taken = waiting(one_step(), here), waiting(one_step(), here)
    swept(free)
    claim(Task.objects.get(pk=taken.pk), by=accounts.actor(leader, at=LATER), at=LATER)
    person("specialist", here)
    assert (swept(free).role_code, swept(free).named_role) == ("specialist", None)
    assert (swept(taken).role_code, swept(taken).assignee_id) == ("department_leader", leader.pk)
    with pytest.raises(Stale):
        give_back(taken, by=SYSTEM, at=LATER)


def test_who_leaves_in_the_middle_of_a_step_leaves_it_to_the_others() -> None:
    here = make.organisation()
    leaver, other = person("specialist", here), person("specialist", here)
    task = waiting(one_step(), here)
    assign(task, leaver.pk, by=SYSTEM, at=AT)
    assert swept(task).assignee_id == leaver.pk
    end_holding(PositionHolding.objects.get(person=leaver.person_id), by=SYSTEM, at=AT + timedelta(days=1))
    task = swept(task)
    assert (task.assignee_id, task.role_code) == (None, "specialist")
    complete(task, outcome="done", by=accounts.actor(other, at=LATER), at=LATER)


def test_the_last_who_leaves_leaves_it_to_the_head() -> None:
    here = make.organisation()
    leaver, head = person("specialist", here), person("division_head", here)
    task = waiting(one_step(), here)
    assign(task, leaver.pk, by=SYSTEM, at=AT)
    end_holding(PositionHolding.objects.get(person=leaver.person_id), by=SYSTEM, at=AT + timedelta(days=1))
    assert swept(task).role_code == "division_head"
    complete(task, outcome="done", by=accounts.actor(head, at=LATER), at=LATER)


def closed(ward: Organisation) -> None:
    close_organisation(ward, valid_to=(AT + timedelta(days=1)).date(), by=SYSTEM, at=LATER)


def test_what_runs_in_a_unit_that_is_no_more_is_seen_by_those_who_look_after_it(client: Client) -> None:
    province = make.organisation()
    ward = make.organisation(parent=province)
    official = person("specialist", ward)
    person("department_leader", province)
    mine, free = waiting(one_step(), ward), waiting(one_step(), ward)
    assign(mine, official.pk, by=SYSTEM, at=AT)
    closed(ward)
    assert swept(mine).assignee_id is None
    (found,) = vacancies(LATER, SYSTEM)
    assert (found.organisation, found.role, found.steps) == (ward, "specialist", 2)
    assert Task.objects.get(pk=free.pk).named_role is None
    client.force_login(person("administrator", province))
    with clock.frozen(LATER):
        page = client.get("/quy-trinh/chua-co-nguoi").content.decode()
    assert ward.name in page and "cơ quan đã kết thúc hoạt động" in page
    client.force_login(official)
    with clock.frozen(LATER):
        assert client.get("/quy-trinh/chua-co-nguoi").status_code in (403, 404)


def test_what_runs_in_a_unit_that_is_no_more_goes_to_who_carries_its_matters_on() -> None:
    heir, ward = make.organisation(), make.organisation()
    official = person("specialist", heir)
    elsewhere = make.started(placed(ward), competent=make.organisation())
    task = waiting(one_step(), ward)
    close_organisation(ward, valid_to=(AT + timedelta(days=1)).date(), successor=heir, by=SYSTEM, at=LATER)
    for each in (swept(task), swept(elsewhere.opened[0])):
        assert each.organisation_id == heir.pk
        complete(each, outcome="done", by=accounts.actor(official, at=LATER), at=LATER)
    assert vacancies(LATER, SYSTEM) == []
    later = make.started(placed(ward), competent=make.organisation(), at=LATER)
    assert later.opened[0].organisation_id == heir.pk


def placed(ward: Organisation) -> JSON:
    """A step that its process gives to that very unit, whoever is competent."""
    shape = one_step()
    for step in shape["nodes"][1:3]:
        step["performer"]["organisation"] = f"unit:{ward.identifier}"
    return shape


def test_nobody_is_told_of_units_they_do_not_look_after() -> None:
    here, there = make.organisation(), make.organisation()
    waiting(one_step(), here)
    leader = accounts.actor(person("department_leader", there), at=AT)
    assert vacancies(AT, leader) == []
    assert [each.organisation for each in vacancies(AT, SYSTEM)] == [here]
    assert [each.organisation for each in vacancies(AT, accounts.actor(person("department_leader", here), at=AT))] == [
        here
    ]


def test_only_the_system_gives_steps_away() -> None:
    here = make.organisation()
    with pytest.raises(NotAllowed):
        fall_back(waiting(one_step(), here), role="clerk", by=make.officer("administrator", at=here), at=AT)


def test_the_definition_keeps_who_stands_in() -> None:
    definition = read_definition(one_step("clerk", "division_head"))
    assert compile_definition(definition).task("a").performer.otherwise == ("clerk", "division_head")
    assert read_definition(write_definition(definition)) == definition
    assert read_bpmn(write_bpmn(definition, "Thử")) == definition
    assert definition_of(table_of_xlsx(xlsx_of(table_of(definition)))).nodes == definition.nodes
    plain = write_definition(read_definition(line("a")))
    assert plain["nodes"][1]["performer"] == {"role": "specialist", "organisation": "competent"}

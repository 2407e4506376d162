"""What an inbox shows is what a plain question gives, however it is found; finding it reads little more."""

import json
import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from motcua.dossiers.models import Dossier
from motcua.dossiers.public import claim_step, complete_step
from motcua.dossiers.reads.counts import tab_counts
from motcua.dossiers.reads.firsts import first_of
from motcua.dossiers.reads.narrowing import narrowed, read_filters
from motcua.dossiers.reads.tabs import TABS, held_in, open_to, order_of
from motcua.dossiers.reads.worklist import worklist
from motcua.dossiers.rules import RUNNING, Phase
from motcua.dossiers.tests import make
from motcua.platform.action import Actor, ActorKind, Right
from motcua.platform.rows import all_of
from motcua.processes.public import Task

pytestmark = pytest.mark.django_db
# From how many rows on a list is walked and not read whole: none, so that every list is, and a few.
FEW = [0, pytest.param(12, marks=pytest.mark.soak)]


def plainly(actor: Actor, tab: str, filters: dict[str, str]) -> list[int]:
    """All that a tab holds, in order, by looking at every dossier."""
    asked = all_of(open_to(actor), held_in(tab, actor, make.AT), narrowed(filters, actor, make.AT))
    with connection.cursor() as cursor:
        order = ", ".join(order_of(tab))
        cursor.execute(f"SELECT id FROM dossiers_dossier WHERE {asked.sql} ORDER BY {order}", asked.values)
        return [row[0] for row in cursor.fetchall()]


def page_by_page(actor: Actor, tab: str, filters: dict[str, str], size: int) -> list[int]:
    rows, after = [], None
    while True:
        page = worklist(actor, tab, filters, make.AT, after=after, size=size)
        assert len(page.rows) <= size
        rows += [row.id for row in page.rows]
        if (after := page.next_token) is None:
            return rows


def lived(draw: random.Random, wards: list[make.Ward]) -> None:
    """Dossiers in every state, due at a few instants, at one or none."""
    for ward in wards:
        for _turn in range(2):
            make.dossier(ward)
            make.dossier(ward, supplement=draw.choice([Phase.INTAKE, Phase.EXAMINATION]))
            make.dossier(ward, supplement=Phase.EXAMINATION, supplied=True)
            make.dossier(ward, resolved=True)
            make.dossier(ward, delivered=True)
        for turn in range(8):
            dossier = make.dossier(ward, received=True)
            if turn == 0:
                continue
            claim_step(dossier, task_id=make.task_id(dossier), by=ward.specialist, at=make.AT)
            if turn > 2:
                _do(dossier, "propose", by=ward.specialist)
            if turn > 5:
                _do(dossier, "return", by=ward.leader)
    for dossier in Dossier.objects.order_by("pk"):
        due = draw.choice([None, *(make.AT + timedelta(days=days) for days in (-2, -1, 0, 5))])
        dossier.due_at = due if dossier.received_at else None
        dossier.submitted_at = make.AT - timedelta(days=draw.randrange(3))
        dossier.save()
        Task.objects.of_subject(dossier.subject).filter(listed_number=dossier.pk).update(listed_due_at=dossier.due_at)


def _do(dossier: Dossier, outcome: str, *, by: Actor) -> None:
    complete_step(dossier, task_id=make.task_id(dossier), outcome=outcome, note="Xem lại", by=by, at=make.AT)


def everybody(wards: list[make.Ward]) -> Iterator[Actor]:
    for ward in wards:
        yield from (ward.officer, ward.specialist, ward.leader)
    desks = frozenset(place.pk for ward in wards for place in (ward.unit, ward.committee))
    work = ("dossiers.read", "dossiers.receive", "dossiers.deliver", "processes.work", "role:specialist")
    some = tuple(Right(permission, desks) for permission in work)
    yield Actor(ActorKind.OFFICIAL, account_id=wards[0].specialist.account_id, rights=some)
    yield Actor(ActorKind.OFFICIAL, account_id=-1, rights=(Right("dossiers.read", everywhere=True),))
    yield Actor(ActorKind.OFFICIAL, account_id=-1)


@pytest.mark.parametrize("few", FEW)
def test_what_is_found_is_what_is_there(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.dossiers.reads.firsts.FEW", few)
    monkeypatch.setattr("motcua.dossiers.reads.walks.PASSED", 3)
    draw = random.Random(few)
    wards = [make.ward() for _ward in range(2)]
    lived(draw, wards)
    narrow = [{}, {"giu": "chua-ai"}, {"han": "qua-han"}, {"thu-tuc": wards[0].procedure.name[:9]}, {"kenh": "1"}]
    held = 0
    for actor in everybody(wards):
        counts = tab_counts(actor, make.AT)
        for tab in TABS:
            for chosen in narrow:
                filters = read_filters(chosen)
                there = plainly(actor, tab, filters)
                held += len(there)
                assert page_by_page(actor, tab, filters, draw.randint(1, 5)) == there, (tab, chosen)
                assert page_by_page(actor, tab, filters, 50) == there, (tab, chosen)
            if actor.organisations_for("processes.work"):
                assert counts[tab] in (0, len(plainly(actor, tab, read_filters({})))), tab
    assert held > 500


@pytest.mark.parametrize("few", FEW)
def test_a_full_desk_counts_what_is_there(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.dossiers.reads.firsts.FEW", few)
    wards = [make.ward() for _ward in range(2)]
    lived(random.Random(7), wards)
    exactly = {actor: tab_counts(actor, make.AT) for actor in everybody(wards)}
    assert any(counts["others"] > 3 and counts["returned"] for counts in exactly.values())
    for most in (1, 3):
        monkeypatch.setattr("motcua.dossiers.reads.counts.MOST", most)
        for actor, counts in exactly.items():
            assert tab_counts(actor, make.AT) == {name: min(count, most) for name, count in counts.items()}


def test_steps_are_listed_while_work_on_the_dossier_runs() -> None:
    ward = make.ward()
    lived(random.Random(1), [ward])
    running = 0
    for dossier in Dossier.objects.exclude(instance=None):
        runs = dossier.status in RUNNING
        listed = {(task.listed_number, task.listed_due_at) for task in Task.objects.of_subject(dossier.subject)}
        assert listed == ({(dossier.pk, dossier.due_at)} if runs else {(None, None)}), dossier.status
        running += runs
    assert running > 8


MANY, SHOWN = 300, 10


@pytest.fixture
def full_desk() -> make.Ward:
    """A ward, one of four, with so many dossiers of each kind that reading them all is seen."""
    wards = [make.ward() for _ward in range(4)]
    for ward in wards:
        make.dossier(ward)
        make.dossier(ward, resolved=True)
        make.dossier(ward, received=True)
        held = make.dossier(ward, received=True)
        claim_step(held, task_id=make.task_id(held), by=ward.specialist, at=make.AT)
    apart = 1_000_000
    changed = {
        "id": f"id + number * {apart}", "instance_id": f"instance_id + number * {apart}",
        "listed_number": f"listed_number + number * {apart}", "code": "code || '/' || number",
        "tracking_key": "tracking_key || number", "subject": "subject || '/' || number",
        "draft_id": "NULL", "filing_key": "NULL",
    }  # fmt: skip
    with connection.cursor() as cursor:
        for table in ("processes_processinstance", "processes_task", "dossiers_dossier"):
            names = [column.name for column in connection.introspection.get_table_description(cursor, table)]
            values = ", ".join(changed.get(each, each) for each in names)
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(names)}) "
                f"SELECT {values} FROM {table}, generate_series(1, {MANY}) number"
            )
            cursor.execute(f"ANALYZE {table}")
    return wards[0]


@pytest.mark.parametrize("few", FEW)
def test_the_first_of_a_full_desk_are_found_without_reading_it(
    few: int, full_desk: make.Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("motcua.dossiers.reads.firsts.FEW", few)
    monkeypatch.setattr("motcua.dossiers.reads.walks.PASSED", 50)
    for actor in (full_desk.officer, full_desk.specialist, full_desk.leader):
        # What nobody answered in time is found by who was asked, and they are few.
        for tab in set(TABS) - {"unanswered"}:
            now = make.AT + timedelta(days=20 if tab == "overdue" else 0)
            first = first_of(actor, tab, now, all_of(), SHOWN)
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL enable_seqscan = off")
                cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {first.sql}", first.values)
                told = cursor.fetchone()[0]
            plan = (json.loads(told) if isinstance(told, str) else told)[0]["Plan"]
            assert most_rows(plan) <= 100, (tab, json.dumps(plan, indent=1))


def most_rows(plan: dict[str, Any]) -> int:
    """The most rows that a part of a plan met."""
    here = plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)
    return max(int(here * plan["Actual Loops"]), *(most_rows(part) for part in plan.get("Plans", ())), 0)

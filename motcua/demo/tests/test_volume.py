"""A large register laid over the city: its dossiers are dossiers like any other."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from motcua.accounts.public import Account, actor_of
from motcua.audit.public import seal, verify
from motcua.demo.actions.load_dossiers import load_dossiers
from motcua.demo.fates import FIRST
from motcua.demo.growth import add_dossiers, forget_city, missing
from motcua.demo.models import CityDossier
from motcua.demo.seed import OFFICIALS, seed
from motcua.demo.tests.test_city import MONDAY
from motcua.dossiers.public import Dossier, Status, claim_step, components_of, explain, open_tasks_of, receive
from motcua.organisations.public import Organisation
from motcua.papers.public import is_intact
from motcua.persons.public import Person
from motcua.platform import clock
from motcua.platform.action import SYSTEM, Refused
from motcua.platform.backup import SOUND
from motcua.processes.public import Task

LIVED, LAID = 40, 700


@pytest.fixture(scope="module")
def register(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[datetime]:
    """The whole city with the dossiers that lived there and many more copied from them, made once for all tests."""
    whole = transaction.atomic()
    # Tells Django that the transaction around belongs to a test, as its own TestCase does.
    whole._from_testcase = True  # type: ignore[attr-defined]
    with django_db_blocker.unblock(), whole, clock.frozen(MONDAY):
        forget_city()
        seed(MONDAY, officials=OFFICIALS)
        add_dossiers(LIVED, MONDAY)
        assert load_dossiers(LAID, whole=LAID - 100, by=SYSTEM, at=MONDAY) == LAID
        yield MONDAY
        transaction.set_rollback(True)


@pytest.fixture
def city(register: datetime, db: None) -> Iterator[datetime]:
    """The register, its clock standing still."""
    with clock.frozen(register):
        yield register


def _laid() -> list[Dossier]:
    numbers = CityDossier.objects.filter(number__gte=FIRST)
    dossiers = Dossier.objects.filter(pk__in=numbers.values("dossier"))
    return list(dossiers.select_related("owner", "unit_of_record", "result__paper", "instance").order_by("id"))


def test_they_are_spread_over_communes_states_and_time(city: datetime) -> None:
    laid = _laid()
    assert len(laid) == LAID
    assert len({dossier.unit_of_record_id for dossier in laid}) > 60
    assert len({dossier.owner_id for dossier in laid}) > 150
    assert set(Counter(dossier.status for dossier in laid)) >= {
        Status.SUBMITTED.value, Status.RECEIVED.value, Status.IN_PROGRESS.value, Status.RESOLVED.value,
        Status.DELIVERED.value,
    }  # fmt: skip
    filed = [dossier.submitted_at for dossier in laid]
    assert max(filed) - min(filed) > timedelta(days=365)
    assert max(filed) <= city
    homes = [dossier for dossier in laid if dossier.unit_of_record.identifier == "H24.77.01"]
    assert sum(dossier.ended_at is None for dossier in homes) >= 300


def test_each_has_its_own_code_owner_answers_and_result(city: datetime) -> None:
    laid = _laid()
    assert len({dossier.code for dossier in laid}) == LAID
    for dossier in laid:
        assert dossier.code.startswith(f"{dossier.unit_of_record.identifier}-")
        assert dossier.contact_phone == dossier.owner.phone
        if dossier.owner.full_name in str(dossier.answers):
            assert dossier.owner.personal_id in str(dossier.answers) or "030" not in str(dossier.answers)
    results = [dossier.result for dossier in laid if hasattr(dossier, "result")]
    assert len(results) > 100
    assert all(is_intact(result.paper) and result.paper.number == result.number for result in results)
    assert all(result.paper.data["dossier_code"] == result.dossier.code for result in results)


def test_due_dates_are_those_of_the_legal_clock(city: datetime) -> None:
    checked = 0
    for dossier in _laid():
        explained = explain(dossier, city)
        if explained is not None and dossier.instance_id is not None:
            assert dossier.due_at == explained.due_at
            checked += 1
    assert checked > 200


def test_open_ones_wait_where_somebody_does_them_and_old_ones_come_alone(city: datetime) -> None:
    laid = _laid()
    running = [dossier for dossier in laid if dossier.status in (Status.RECEIVED.value, Status.IN_PROGRESS.value)]
    assert running
    for dossier in running:
        assert dossier.instance is not None
        assert dossier.instance.subject == dossier.subject
        tasks = Task.objects.filter(instance=dossier.instance, state="open")
        assert tasks
        assert {task.organisation_id for task in tasks} <= dossier.instance.scope().organisations
        assert dossier.competent_authority_id in dossier.instance.scope().organisations
    old = [dossier for dossier in laid[-100:] if dossier.ended_at is not None]
    assert old
    assert all(dossier.instance_id is None and not dossier.events.exists() for dossier in old)


def test_codes_and_keys_go_on_behind_them(city: datetime) -> None:
    assert list(SOUND.named("dossiers")()) == []
    assert load_dossiers(3, by=SYSTEM, at=city) == 3
    assert list(SOUND.named("dossiers")()) == []
    person = Person.objects.order_by("-id")[0]
    person.pk = None
    person.personal_id = person.personal_id_index = ""
    person.save()
    assert not set(missing(FIRST + LAID + 3)) & set(range(FIRST, FIRST + LAID + 3))


def test_the_log_holds_one_entry_for_all_and_stays_sound(city: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT details FROM audit_entry WHERE name = 'demo.load_dossiers'")
        [(details,)] = cursor.fetchall()
    assert f'"dossiers": {LAID}' in str(details).replace("'", '"')
    while seal(at=city):
        pass
    assert verify().is_sound


def test_one_opens_and_is_received_like_any_other(city: datetime) -> None:
    officer = actor_of(Account.objects.get(username="motcua.lechan"), at=city)
    centre = Organisation.objects.get(identifier="H24.77.01")
    waiting = next(each for each in _laid() if each.status == Status.SUBMITTED.value and each.unit_of_record == centre)
    received = receive(waiting, by=officer, at=city)
    assert received.status == Status.RECEIVED.value
    assert received.instance_id is not None
    task = open_tasks_of(received)[0]
    assert components_of(received) is not None
    specialist = actor_of(Account.objects.get(username="hotich.lechan"), at=city)
    if task.organisation_id == centre.parent_id:
        claim_step(received, task_id=task.pk, by=specialist, at=city)


@pytest.mark.parametrize("tab", ["receive", "deliver", "overdue"])
def test_pages_show_them(city: datetime, tab: str) -> None:
    client = Client()
    client.force_login(Account.objects.get(username="motcua.lechan"))
    assert client.get(f"/viec?tab={tab}").status_code == 200


def test_a_city_where_nothing_lived_is_refused(city: datetime) -> None:
    CityDossier.objects.all().delete()
    with pytest.raises(Refused):
        load_dossiers(1, by=SYSTEM, at=city)

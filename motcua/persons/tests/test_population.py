"""The contract of every connector to the population register, and what a look-up leaves behind."""

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import transaction
from django.test import override_settings

from motcua.audit.public import AuditEntry
from motcua.exchange.public import ExchangeMessage
from motcua.exchange.tests import make as exchange
from motcua.persons.connectors.http_population import HttpPopulationRegister, settings_from
from motcua.persons.ports import POPULATION_REGISTER, NotInRegister, PopulationRegister, RegisterAnswer, RegisterSilent
from motcua.persons.public import Sex, lookup_person
from motcua.persons.tests import make
from motcua.platform.action import SYSTEM, Actor, ActorKind
from motcua.platform.settings import installation
from sandbox.people import citizen
from sandbox.running import RunningSandbox

pytestmark = pytest.mark.django_db
MOTHER = citizen(2)
HTTP = {"MOTCUA_POPULATION_CALLER": "MOTCUA", "MOTCUA_POPULATION_KEY": "sandbox", "MOTCUA_POPULATION_TIMEOUT": "0.4"}


@pytest.fixture
def nation() -> Iterator[RunningSandbox]:
    with exchange.sandbox(**HTTP) as running:
        told = installation()
        systems = {**told.systems, "population_register": f"{running.url}/population"}
        with override_settings(MOTCUA=replace(told, systems=systems)):
            yield running


@pytest.fixture(params=["sandbox", "http"])
def register(request: pytest.FixtureRequest, nation: RunningSandbox) -> PopulationRegister:
    return POPULATION_REGISTER.named(request.param)


def ask(register: PopulationRegister, personal_id: str = MOTHER.personal_id) -> RegisterAnswer:
    return register.look_up(personal_id, purpose="Điền sẵn tờ khai", reference="accounts.account:7")


def test_it_says_who_somebody_is(register: PopulationRegister, nation: RunningSandbox) -> None:
    answer = ask(register)
    assert (answer.full_name, answer.birth_date, answer.sex) == (MOTHER.full_name, MOTHER.birth_date, Sex.FEMALE)
    assert (answer.commune, answer.address_line) == (MOTHER.area, MOTHER.address)
    assert (answer.spouse, len(answer.children)) == (citizen(1).personal_id, 2)
    assert answer.provenance == {"source": "population", "as_of": answer.as_of.isoformat()}
    (asked,) = nation.lookups()
    assert (asked["caller"], asked["purpose"], asked["reference"]) == (
        "MOTCUA",
        "Điền sẵn tờ khai",
        "accounts.account:7",
    )


def test_nobody_by_that_number_is_an_answer(register: PopulationRegister) -> None:
    with pytest.raises(NotInRegister):
        ask(register, "031192999999")


@pytest.mark.parametrize(
    "switches",
    [
        {"fault": "http_500"},
        {"fault": "dropped"},
        {"fault": "too_many_requests"},
        {"wrong_data": "html"},
        {"wrong_data": "nonsense_json"},
        {"quirk": "somebody_else"},
        {"quirk": "no_such_day"},
    ],
)
def test_down_or_wrong_it_is_silent(
    register: PopulationRegister, nation: RunningSandbox, switches: dict[str, str]
) -> None:
    nation.switch("population", **switches)
    with pytest.raises(RegisterSilent):
        ask(register)


def test_slow_it_is_given_up_in_time(register: PopulationRegister, nation: RunningSandbox) -> None:
    nation.switch("population", latency_ms=5_000)
    began = time.monotonic()
    with pytest.raises(RegisterSilent):
        ask(register)
    assert time.monotonic() - began < 4


def test_a_wrong_key_or_none_is_silence(nation: RunningSandbox) -> None:
    with pytest.raises(RegisterSilent):
        ask(HttpPopulationRegister(lambda: settings_from({**HTTP, "MOTCUA_POPULATION_KEY": "guess"})))
    with pytest.raises(RegisterSilent, match="MOTCUA_POPULATION_KEY"):
        settings_from({"MOTCUA_POPULATION_CALLER": "MOTCUA"})


def test_a_look_up_is_written_down_with_its_purpose_and_no_personal_value(nation: RunningSandbox) -> None:
    person = make.person(
        full_name=MOTHER.full_name, birth_date=MOTHER.birth_date, sex=Sex.FEMALE, number=MOTHER.personal_id
    )
    by = Actor(ActorKind.CITIZEN, account_id=7, person_id=person.pk, assurance=2)
    lookup_person(MOTHER.personal_id, purpose="Điền sẵn tờ khai", by=by, at=make.AT)
    entry = AuditEntry.objects.get(kind="read")
    assert (entry.purpose, list(entry.persons), entry.at) == ("Điền sẵn tờ khai", [person.pk], make.AT)
    message = ExchangeMessage.objects.get()
    assert (message.outcome, message.subject) == ("ok", "accounts.account:7")
    kept = str(ExchangeMessage.objects.values().get())
    assert MOTHER.personal_id not in kept
    assert MOTHER.full_name not in kept


def test_a_look_up_that_fails_and_one_of_a_stranger_are_written_down_too(nation: RunningSandbox) -> None:
    nation.switch("population", fault="http_500")
    with pytest.raises(RegisterSilent):
        lookup_person(MOTHER.personal_id, purpose="Điền sẵn tờ khai", by=SYSTEM, at=make.AT)
    assert AuditEntry.objects.get(kind="read").purpose == "Điền sẵn tờ khai"


def test_within_an_action_nobody_is_asked(nation: RunningSandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.persons.reads.is_acting", lambda: True)
    with transaction.atomic(), pytest.raises(RuntimeError):
        lookup_person(MOTHER.personal_id, purpose="Điền sẵn tờ khai", by=SYSTEM, at=make.AT)
    assert nation.lookups() == []

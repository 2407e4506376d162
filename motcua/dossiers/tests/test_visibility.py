"""Who sees a dossier: one filter for lists, search, counts and single dossiers, equal to the rule."""

import re
from dataclasses import replace
from datetime import timedelta
from itertools import chain

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.accounts.ports import SCOPES
from motcua.accounts.public import REACHED, Account, Why, why
from motcua.accounts.tests import make as accounts
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import PERMISSION
from motcua.dossiers.reads.counts import tab_counts
from motcua.dossiers.reads.narrowing import read_filters
from motcua.dossiers.reads.tabs import TABS
from motcua.dossiers.reads.worklist import worklist
from motcua.dossiers.rules import Phase, is_visible
from motcua.dossiers.tests import make
from motcua.organisations.tests import make as organisations
from motcua.persons.public import LegalEntity
from motcua.persons.tests import make as persons
from motcua.platform.action import FIELD, SYSTEM, VISITOR, Actor, ActorKind, DataClass, Right
from motcua.procedures.public import Procedure, ProcedureVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def spread() -> tuple[list[int], list[int]]:
    """Dossiers over four organisations and four persons in every combination of a few; their ids."""
    ward, citizen, other = make.ward(), make.citizen(), make.new_procedure()
    first = make.dossier(ward, by=citizen)
    units = [ward.unit.pk, ward.committee.pk, organisations.organisation().pk, organisations.organisation().pk]
    entity = persons.legal_entity()
    people = [citizen.person_id, *(persons.person().pk for _ in range(3))]
    patterns = [(0, 0, 1), (0, 1, 2), (2, 2, 2), (3, 0, 1), (1, 1, 1), (2, 3, 0)]
    for number, (place, unit, authority) in enumerate(patterns):
        for owner, submitter in ((0, 0), (1, 2), (2, 1), (3, 3)):
            first.pk = None
            first._state.adding = True
            first.code = f"X-{number}-{owner}-{submitter}"
            first.tracking_key = first.code
            first.place_of_receipt_id, first.unit_of_record_id = units[place], units[unit]
            first.competent_authority_id = units[authority]
            first.owner_id, first.submitter_id = people[owner], people[submitter]
            first.data_class = (number + owner) % 3 + 1
            first.version_id = (ward.procedure, other)[(number + submitter) % 2].pk
            first.entity_id = entity.pk if (number + owner) % 3 == 0 else None
            first.save()
    return units, people


def actors(units: list[int], people: list[int]) -> st.SearchStrategy[Actor]:
    codes = Procedure.objects.values_list("code", "field__code")
    named = [name for code, field in codes for name in (code, FIELD + field)]
    firms = list(LegalEntity.objects.values_list("pk", flat=True))
    rights = st.builds(
        Right,
        permission=st.sampled_from([PERMISSION, PERMISSION, "dossiers.receive"]),
        organisations=st.frozensets(st.sampled_from(units), max_size=2),
        everywhere=st.sampled_from([False, False, False, True]),
        own=st.booleans(),
        data_class=st.sampled_from(DataClass),
        procedures=st.lists(st.sets(st.sampled_from(named), min_size=1).map(frozenset), max_size=2).map(tuple),
    )
    return st.builds(
        Actor,
        kind=st.sampled_from([kind for kind in ActorKind if kind is not ActorKind.SYSTEM]),
        account_id=st.none(),
        person_id=st.sampled_from([None, *people]),
        rights=st.lists(rights, max_size=3).map(tuple),
        entities=st.frozensets(st.sampled_from(firms), max_size=1),
        limited=st.lists(
            st.tuples(st.sampled_from(firms), st.sets(st.sampled_from(named), min_size=1).map(frozenset)), max_size=2
        ).map(tuple),
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_filter_says_the_same_as_the_rule(spread: tuple[list[int], list[int]], data: st.DataObject) -> None:
    actor = data.draw(actors(*spread))
    listed = set(Dossier.objects.visible_to(actor).values_list("pk", flat=True))
    ruled = {dossier.pk for dossier in Dossier.objects.all() if is_visible(actor, dossier.scope())}
    assert listed == ruled
    assert Dossier.objects.visible_to(actor).count() == len(listed), "each is listed once"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_explanation_says_yes_exactly_where_the_filter_has_it(
    spread: tuple[list[int], list[int]], data: st.DataObject
) -> None:
    # Explained are the positions of officials; members see what is their organisation's, and no more than see it.
    actor = replace(data.draw(actors(*spread)), entities=frozenset(), limited=())
    listed = set(Dossier.objects.visible_to(actor).values_list("code", flat=True))
    for code in Dossier.objects.values_list("code", flat=True):
        reason, through = why(actor, PERMISSION, SCOPES.named(PERMISSION)(code))
        assert (reason in REACHED) is (code in listed)
        assert bool(through) is (reason is Why.ORGANISATION)


def test_administrators_and_auditors_read_why(client: Client) -> None:
    here = everything_in(make.new_procedure())
    there = make.ward(procedure=here.procedure)
    code = Dossier.objects.values_list("code", flat=True)[0]
    names = {
        each.account_id: Account.objects.get(pk=each.account_id or 0).username for each in (here.officer, there.officer)
    }
    for role in ("administrator", "auditor"):
        client.force_login(accounts.official(role=role))
        for actor, answer in ((here.officer, "được"), (there.officer, "không được")):
            page = client.get(reverse("accounts:explain"), {"username": names[actor.account_id], "code": code})
            assert f">{answer}<" in re.sub(r"\s*([<>])\s*", r"\1", page.text)
        assert client.get(reverse("accounts:explain"), {"username": "nobody"}).status_code == 422
    client.force_login(accounts.official())
    assert client.get(reverse("accounts:explain")).status_code in (403, 404)


def test_the_system_sees_all_and_a_visitor_nothing(spread: object) -> None:
    assert Dossier.objects.visible_to(SYSTEM).count() == Dossier.objects.count() > 20
    assert not Dossier.objects.visible_to(VISITOR).exists()


def everything_in(procedure: ProcedureVersion) -> make.Ward:
    """A ward with a dossier in every state, one of them late."""
    ward = make.ward(procedure=procedure)
    long_ago = make.AT - timedelta(days=30)
    make.dossier(ward)
    make.dossier(ward, received=True, at=long_ago)
    make.dossier(ward, received=True)
    make.dossier(ward, supplement=Phase.EXAMINATION, at=long_ago)
    make.dossier(ward, resolved=True, at=long_ago)
    make.dossier(ward, delivered=True)
    return ward


def test_lists_search_and_counts_show_the_same_and_only_ones_own() -> None:
    here = everything_in(make.new_procedure())
    there = everything_in(here.procedure)
    own = set(Dossier.objects.filter(unit_of_record=here.unit).values_list("pk", flat=True))
    late = make.AT + timedelta(days=1)
    for actor in (here.officer, here.specialist, here.leader):
        visible = Dossier.objects.visible_to(actor)
        assert set(visible.values_list("pk", flat=True)) == own
        assert set(visible.of_owner_named("pham").values_list("pk", flat=True)) == own
        counts = tab_counts(actor, late)
        unfiltered = read_filters({})
        tabs = {
            name: [row.id for row in worklist(actor, name, unfiltered, late, after=None, size=50).rows] for name in TABS
        }
        assert {name: len(rows) for name, rows in tabs.items()} == counts
        assert set(chain.from_iterable(tabs.values())) <= own
    assert there.unit.pk != here.unit.pk


def test_each_tab_shows_what_its_name_says() -> None:
    ward = everything_in(make.new_procedure())
    late = make.AT + timedelta(days=1)
    officer, specialist = tab_counts(ward.officer, late), tab_counts(ward.specialist, late)
    nothing = dict.fromkeys(TABS, 0)
    waiting = {"supplement": 1, "unanswered": 1, "overdue": 1}
    assert officer == {**nothing, **waiting, "receive": 1, "others": 2, "deliver": 1}
    assert specialist == {**nothing, **waiting, "new": 2, "unit": 2}
    assert Dossier.objects.overdue(late).count() == 1

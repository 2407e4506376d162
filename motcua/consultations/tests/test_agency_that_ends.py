"""An agency ends while it owes an opinion: who carries its matters on owes it, within the same time, once."""

import pytest

from motcua.consultations.actions.answer import answer
from motcua.consultations.models import Opinion
from motcua.consultations.rules import State
from motcua.consultations.tests import make
from motcua.dossiers.tests import make as dossiers
from motcua.organisations.public import Organisation, close_organisation
from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.platform.testing import run_jobs

pytestmark = pytest.mark.django_db


def ends(agency: make.Agency, heir: Organisation | None) -> None:
    close_organisation(agency.unit, valid_to=make.AT.date(), successor=heir, by=SYSTEM, at=make.AT)
    with clock.frozen(make.LATER):
        run_jobs()


def test_its_heir_answers_in_its_place() -> None:
    ward, agency, heir = dossiers.ward(), make.agency(), make.agency("Sở Xây dựng")
    opinion = make.opinion(ward, agency)
    ends(agency, heir.unit)
    moved = Opinion.objects.get(pk=opinion.pk)
    assert (moved.organisation, moved.due_at, moved.state) == (heir.unit, opinion.due_at, State.OPEN)
    answer(moved, answers=make.GIVEN, by=heir.specialist, at=make.LATER)
    dossier = opinion.consultation.dossier
    assert not dossier.outside_waits.filter(ended_at=None).exists()
    assert [event.step for event in dossier.events.filter(kind="opinion_asked")] == [agency.unit.name, heir.unit.name]


@pytest.mark.parametrize("is_asked", [True, False])
def test_where_its_heir_is_asked_already_or_there_is_none_nobody_is_waited_for_twice(is_asked: bool) -> None:
    ward, agency, heir = dossiers.ward(), make.agency(), make.agency("Sở Xây dựng")
    made = make.consultation(ward, agency, *([heir] if is_asked else []))
    ends(agency, heir.unit if is_asked else None)
    states = dict(made.opinions.values_list("organisation", "state"))
    assert states == {agency.unit.pk: State.WITHDRAWN, **({heir.unit.pk: State.OPEN} if is_asked else {})}
    assert made.dossier.outside_waits.filter(ended_at=None).count() == int(is_asked)

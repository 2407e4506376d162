"""Who resolves is looked up on the day of receipt; what cannot be decided waits in the queue and nobody's."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.accounts.tests import make as accounts
from motcua.areas.tests import make as areas
from motcua.dossiers.handlers.coordination import alarm_late_coordination, place_orphaned_dossiers
from motcua.dossiers.models import Coordination, Dossier
from motcua.dossiers.public import coordinate, place_orphans, receive, take_at_counter, withdraw
from motcua.dossiers.rules import Status, Unplaced
from motcua.dossiers.tests import make
from motcua.notifications.public import Notification
from motcua.organisations.public import Organisation, close_organisation
from motcua.organisations.tests import make as organisations
from motcua.papers.public import papers_of
from motcua.platform import clock
from motcua.platform.action import SYSTEM, NotAllowed, Refused, Stale
from motcua.platform.testing import run_jobs
from motcua.procedures.public import LineSpec, approve_competence, propose_competence
from motcua.processes.public import open_tasks

pytestmark = pytest.mark.django_db
LATER = make.AT + timedelta(hours=1)
PAST_ALARM = make.AT.replace(hour=16)


def said(about: str, *organisations_: Organisation, area: str = "") -> None:
    """The table says so, approved."""
    specs = [LineSpec(about, each.identifier, "QĐ 1/2026", date(2026, 1, 1), area) for each in organisations_]
    approve_competence(propose_competence(specs, by=SYSTEM, at=make.AT), by=SYSTEM, at=make.AT)


def code(ward: make.Ward) -> str:
    return ward.procedure.procedure.code


def taken(ward: make.Ward, at: datetime = make.AT, **changes: object) -> Dossier:
    return take_at_counter(ward.unit, make.counter_filing(ward, **changes), by=ward.officer, at=at)


def owned(dossier: Dossier, on: date) -> bool:
    """Whether exactly one body that stands that day has the dossier, its steps lie there, and it is not queued."""
    stands = Organisation.objects.as_of(on).filter(pk=dossier.competent_authority_id).exists()
    queued = Coordination.objects.open().filter(dossier=dossier).count()
    return stands and dossier.instance_id is not None and queued == 0


def queued(dossier: Dossier) -> bool:
    return Coordination.objects.open().filter(dossier=dossier).count() == 1


def coordinator() -> Client:
    client = Client()
    client.force_login(accounts.official(role="coordinator"))
    return client


def test_the_table_goes_before_the_area_at_the_counter_and_online() -> None:
    ward, department = make.ward(), organisations.organisation(name="Sở Tư pháp")
    said(code(ward), department)
    for dossier in (taken(ward), make.dossier(ward, received=True)):
        dossier = make.fresh(dossier)
        assert (dossier.unit_of_record, dossier.competent_authority) == (ward.unit, department)
        assert open_tasks(dossier.subject).get().organisation_id == department.pk
        assert owned(dossier, make.AT.date())


def test_what_is_undecided_is_received_all_the_same_and_waits() -> None:
    ward = make.ward()
    said(code(ward), organisations.organisation(), organisations.organisation())
    dossier = make.fresh(taken(ward))
    assert (dossier.status, dossier.instance_id) == (Status.RECEIVED, None)
    assert dossier.due_at is not None
    assert papers_of(dossier.subject).get().template.code == "receipt_slip"
    waiting = Coordination.objects.get()
    assert (waiting.ground, waiting.area_code) == (Unplaced.SEVERAL, ward.code)
    assert waiting.alarm_at == make.AT.replace(hour=14, minute=30), "four working hours, the noon break left out"


def test_an_area_without_a_unit_waits_at_the_counter() -> None:
    ward, bare = make.ward(), areas.area()
    dossier = make.fresh(taken(ward, answers=ward.answers(noiNop=bare.code)))
    assert (dossier.unit_of_record, Coordination.objects.get().ground) == (ward.unit, Unplaced.NO_UNIT)
    department = organisations.organisation()
    said(code(ward), department, area=bare.code)
    other = make.fresh(taken(ward, answers=ward.answers(noiNop=bare.code)))
    assert other.competent_authority == department


def test_the_coordinator_decides_once_with_a_reason() -> None:
    ward, one, other = make.ward(), organisations.organisation(), organisations.organisation()
    said(code(ward), one, other)
    dossier = taken(ward)
    by = accounts.actor(accounts.official(role="coordinator"), at=make.AT)
    with pytest.raises(Refused, match="lý do"):
        coordinate(dossier, one, reason=" ", by=by, at=LATER)
    with pytest.raises(NotAllowed):
        coordinate(dossier, one, reason="Theo nơi cư trú", by=ward.officer, at=LATER)
    coordinate(dossier, one, reason="Theo nơi cư trú", by=by, at=LATER)
    dossier = make.fresh(dossier)
    assert (dossier.competent_authority, dossier.events.last().kind) == (one, "coordinated")  # type: ignore[union-attr]
    assert open_tasks(dossier.subject).get().organisation_id == one.pk
    assert owned(dossier, LATER.date())
    with pytest.raises(Stale):
        coordinate(dossier, other, reason="Lần nữa", by=by, at=LATER)


def test_a_dossier_that_waits_can_be_taken_back() -> None:
    ward = make.ward()
    said(code(ward), organisations.organisation(), organisations.organisation())
    dossier = taken(ward)
    withdraw(dossier, reason="Đổi ý", by=ward.officer, at=LATER)
    assert make.fresh(dossier).status == Status.WITHDRAWN
    by = accounts.actor(accounts.official(role="coordinator"), at=make.AT)
    with pytest.raises(Stale):
        coordinate(dossier, ward.committee, reason="Theo nơi cư trú", by=by, at=LATER)
    assert not Coordination.objects.open().exists()


def test_coordinators_are_told_at_once_and_once_more_when_it_is_late() -> None:
    account = accounts.official(role="coordinator")
    ward = make.ward()
    said(code(ward), organisations.organisation(), organisations.organisation())
    dossier = taken(ward)
    run_jobs()
    mine = Notification.objects.filter(subject=dossier.subject, person_id=account.person_id, channel="in_app")
    assert [each.kind.code for each in mine] == ["coordination_waiting"]
    with clock.frozen(LATER):
        alarm_late_coordination()
        assert mine.count() == 1
    with clock.frozen(PAST_ALARM):
        alarm_late_coordination()
        alarm_late_coordination()
    assert sorted(each.kind.code for each in mine.all()) == ["coordination_late", "coordination_waiting"]


def test_the_pages_of_the_queue() -> None:
    ward, one = make.ward(), organisations.organisation(name="Sở Nội vụ")
    said(code(ward), one, organisations.organisation(name="Sở Tư pháp"))
    dossier, client = taken(ward), coordinator()
    with clock.frozen(PAST_ALARM):
        page = client.get("/dieu-phoi").content.decode()
        assert dossier.code in page
        assert "Trần Thị Bưởi" not in page
        form = client.get(f"/dieu-phoi/{dossier.code}").content.decode()
        assert "Sở Nội vụ" in form
        assert "Trần Thị Bưởi" not in form
        wrong = client.post(f"/dieu-phoi/{dossier.code}", {"other": "Sở không có", "reason": "Theo nơi ở"})
        assert wrong.status_code == 422
        assert "Theo nơi ở" in wrong.content.decode()
        assert client.post(f"/dieu-phoi/{dossier.code}", {"reason": "Theo nơi ở"}).status_code == 422
        end = client.post(f"/dieu-phoi/{dossier.code}", {"organisation": one.identifier, "reason": "Theo nơi ở"})
        assert end.status_code == 302
        assert "Sở Nội vụ" in client.get("/dieu-phoi?da-xong=1").content.decode()
        again = client.post(f"/dieu-phoi/{dossier.code}", {"organisation": one.identifier, "reason": "Lần nữa"})
        assert again.status_code == 409
        assert client.get("/dieu-phoi/khong-co").status_code == 404
    stranger = Client()
    stranger.force_login(ward.specialist_account)
    assert stranger.get("/dieu-phoi").status_code in (403, 404)


def test_a_body_that_ends_hands_on_what_it_holds() -> None:
    ward, department = make.ward(), organisations.organisation()
    heir = organisations.organisation()
    said(code(ward), department)
    dossier = make.fresh(taken(ward))
    close_organisation(department, valid_to=make.AT.date(), successor=heir, by=SYSTEM, at=make.AT)
    with clock.frozen(LATER):
        place_orphaned_dossiers()
    dossier = make.fresh(dossier)
    assert dossier.competent_authority == heir
    assert open_tasks(dossier.subject).get().organisation_id == heir.pk
    assert owned(dossier, LATER.date())
    revision = dossier.revision
    with clock.frozen(LATER):
        place_orphaned_dossiers()
    assert make.fresh(dossier).revision == revision


def test_a_body_that_ends_without_an_heir_leaves_its_dossiers_to_the_queue() -> None:
    ward, department = make.ward(), organisations.organisation()
    said(code(ward), department)
    dossier = make.fresh(taken(ward))
    close_organisation(department, valid_to=make.AT.date(), by=SYSTEM, at=make.AT)
    assert place_orphans([dossier], by=SYSTEM, at=LATER) == 1
    assert queued(dossier)
    assert place_orphans([dossier], by=SYSTEM, at=LATER) == 0
    by = accounts.actor(accounts.official(role="coordinator"), at=make.AT)
    coordinate(dossier, ward.committee, reason="Theo nơi cư trú", by=by, at=LATER)
    dossier = make.fresh(dossier)
    assert owned(dossier, LATER.date())
    assert open_tasks(dossier.subject).get().organisation_id == ward.committee.pk


PLANS = st.lists(
    st.tuples(st.booleans(), st.sampled_from(["here", "elsewhere", ""]), st.integers(0, 2)), max_size=4, unique=True
)


@settings(deadline=None)
@given(plan=PLANS, closed=st.sets(st.integers(0, 2)), heir=st.booleans(), online=st.booleans())
def test_whatever_the_table_says_a_received_dossier_has_one_owner_or_waits(
    plan: list[tuple[bool, str, int]], closed: set[int], heir: bool, online: bool
) -> None:
    ward, bodies, other = make.ward(), [organisations.organisation() for _ in range(3)], areas.area()
    places = {"here": ward.code, "elsewhere": other.code, "": ""}
    for of_procedure, place, body in plan:
        about = code(ward) if of_procedure else ward.procedure.procedure.field.code
        said(about, bodies[body], area=places[place])
    successor = organisations.organisation() if heir else None
    for body in sorted(closed):
        close_organisation(bodies[body], valid_to=make.AT.date(), successor=successor, by=SYSTEM, at=make.AT)
    if online:
        dossier = make.dossier(ward)
        receive(dossier, by=ward.officer, at=make.AT)
    else:
        dossier = taken(ward)
    dossier = make.fresh(dossier)
    assert owned(dossier, make.AT.date()) is not queued(dossier)

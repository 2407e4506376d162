"""What makes an official look twice: told within their reach, barring nothing, gone past with a reason that is kept."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.dossiers.models import DossierFile
from motcua.dossiers.public import Dossier, receive, take_at_counter, withdraw
from motcua.dossiers.reads.signals import OTHER_DETAILS, SAME_FILE, SAME_MATTER, signals_of
from motcua.dossiers.rules import Status
from motcua.dossiers.tests import make
from motcua.dossiers.tests.test_counter import posted
from motcua.platform import clock
from motcua.platform.action import Actor, ActorKind, Right

pytestmark = pytest.mark.django_db
LATER = make.AT + timedelta(days=2)


def kinds(dossier: Dossier, actor: Actor) -> set[str]:
    return {signal.kind for signal in signals_of(make.fresh(dossier), actor)}


def knowing_elsewhere(by: Actor) -> Actor:
    return Actor(
        ActorKind.OFFICIAL, by.account_id, by.person_id, by.organisation_id, by.position_id,
        rights=(*by.rights, Right("dossiers.know_elsewhere", everywhere=True)),
    )  # fmt: skip


def same_paper(one: Dossier, other: Dossier) -> None:
    paper = DossierFile.objects.get(component__dossier=one).file
    taken = other.components.get(type__key="don")
    DossierFile.objects.create(component=taken, file=paper, added_at=make.AT)


def test_the_same_matter_of_the_same_person_is_told_within_the_days_set() -> None:
    ward, citizen = make.ward(), make.citizen()
    first = make.dossier(ward, by=citizen)
    assert SAME_MATTER not in kinds(first, ward.officer)
    far = make.dossier(ward, by=citizen, at=make.AT + timedelta(days=40))
    assert SAME_MATTER not in kinds(first, ward.officer)
    assert SAME_MATTER not in kinds(far, ward.officer)
    second = make.dossier(ward, by=citizen, at=LATER)
    [told] = [each for each in signals_of(second, ward.officer) if each.kind == SAME_MATTER]
    assert told.code == first.code
    assert ward.unit.name in told.words
    withdraw(first, reason="Nộp nhầm", by=make.actor(citizen), at=LATER)
    assert SAME_MATTER not in kinds(second, ward.officer)


def test_a_file_met_in_another_dossier_is_told() -> None:
    ward = make.ward()
    one, other = make.dossier(ward, by=make.citizen()), make.dossier(ward, by=make.citizen())
    assert one.owner_id != other.owner_id
    assert SAME_FILE not in kinds(one, ward.officer)
    same_paper(one, other)
    assert SAME_FILE in kinds(one, ward.officer)
    assert SAME_FILE in kinds(other, ward.officer)


def test_of_dossiers_beyond_reach_nothing_is_told_but_to_those_who_may_know() -> None:
    here, citizen = make.ward(), make.citizen()
    there = make.ward(procedure=here.procedure)
    hidden = make.dossier(there, by=citizen)
    mine = make.dossier(here, by=citizen, at=LATER)
    same_paper(hidden, mine)
    assert not kinds(mine, here.officer) & {SAME_MATTER, SAME_FILE}
    told = signals_of(mine, knowing_elsewhere(here.officer))
    assert {each.kind for each in told} >= {SAME_MATTER, SAME_FILE}
    assert all(not each.code and hidden.code not in each.words for each in told)
    assert any(there.unit.name in each.words for each in told)
    client = Client()
    client.force_login(here.officer_account)
    with clock.frozen(LATER):
        page = client.get(reverse("dossiers:dossier", args=[mine.code])).content.decode()
    assert hidden.code not in page
    assert "Dấu hiệu cần để ý" not in page


def test_many_others_cost_no_more_statements() -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = make.dossier(ward, by=citizen)
    officer, counted = ward.officer, []
    for _ in range(2):
        make.dossier(ward, by=citizen)
        make.dossier(ward, by=citizen)
        fresh = Dossier.objects.for_page().get(pk=dossier.pk)
        with CaptureQueriesContext(connection) as asked:
            signals_of(fresh, officer)
        counted.append(len(asked))
    assert counted == [1, 1]


def test_receiving_in_spite_of_a_warning_takes_a_reason_that_is_kept() -> None:
    ward, citizen = make.ward(), make.citizen()
    make.dossier(ward, by=citizen)
    dossier = make.dossier(ward, by=citizen, at=LATER)
    client = Client()
    client.force_login(ward.officer_account)
    address = reverse("dossiers:receive", args=[dossier.code])
    with clock.frozen(LATER):
        shown = client.get(reverse("dossiers:dossier", args=[dossier.code])).content.decode()
        assert "Người này đã nộp thủ tục này ngày" in shown
        refused = client.post(address, {"revision": dossier.revision})
        assert refused.status_code in (409, 422)
        assert make.fresh(dossier).status == Status.SUBMITTED
        sent = {"revision": dossier.revision, "went_on": "Xin thêm bản thứ hai, đã hỏi người nộp"}
        assert client.post(address, sent).status_code == 302
        event = dossier.events.get(kind="went_on")
        assert "Xin thêm bản thứ hai" in event.note
        assert SAME_MATTER in event.outcome.split()
        assert "Xin thêm bản thứ hai" in client.get(reverse("dossiers:dossier", args=[dossier.code])).content.decode()
        client.force_login(citizen)
        theirs = client.get(reverse("portal:follow", args=[dossier.code])).content.decode()
    assert "Xin thêm bản thứ hai" not in theirs
    assert "Dấu hiệu" not in theirs


def test_a_reason_where_nothing_warned_leaves_no_trace() -> None:
    ward = make.ward()
    dossier = make.dossier(ward)
    receive(dossier, reason="Không có gì", by=ward.officer, at=make.AT)
    assert not dossier.events.filter(kind="went_on").exists()


def at_counter(ward: make.Ward, **changes: object) -> Any:
    client = Client()
    client.force_login(ward.officer_account)
    with clock.frozen(LATER):
        return client.post(f"/tiep-nhan/{ward.procedure.procedure.code}", posted(ward, **changes))


def test_at_the_counter_the_same_matter_again_is_taken_with_a_reason() -> None:
    ward = make.ward()
    assert at_counter(ward).status_code == 302
    again = at_counter(ward)
    page = again.content.decode()
    assert again.status_code == 422
    assert "Người này đã nộp thủ tục này ngày" in page
    assert 'name="went_on"' in page
    assert Dossier.objects.count() == 1
    assert at_counter(ward, went_on="Xin thêm bản cho người con").status_code == 302
    event = Dossier.objects.order_by("-pk")[0].events.get(kind="went_on")
    assert (event.note, event.outcome) == ("Xin thêm bản cho người con", SAME_MATTER)


def test_a_card_unlike_the_record_is_taken_with_a_reason_and_the_record_stays() -> None:
    ward = make.ward()
    known = take_at_counter(
        ward.unit, make.counter_filing(ward), by=ward.officer, at=make.AT - timedelta(days=60)
    ).owner
    refused = at_counter(ward, full_name="Trần Thị Bưởi Hồng")
    assert refused.status_code == 422
    assert 'name="went_on"' in refused.content.decode()
    assert at_counter(ward, full_name="Trần Thị Bưởi Hồng", went_on="Đã đổi tên, có quyết định").status_code == 302
    dossier = Dossier.objects.order_by("-pk")[0]
    assert (dossier.owner, dossier.owner.full_name) == (known, "Trần Thị Bưởi")
    assert dossier.events.get(kind="went_on").outcome == OTHER_DETAILS

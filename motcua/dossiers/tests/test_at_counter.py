"""Those without an account come to the counter: the officer there records what they bring or ask for."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from motcua.audit.public import AuditEntry
from motcua.dossiers.public import Dossier, supply, take_at_counter, withdraw
from motcua.dossiers.rules import Phase, Status
from motcua.dossiers.tests import make
from motcua.dossiers.tests.see import refused
from motcua.files.tests import make as files
from motcua.platform import clock
from motcua.platform.action import NotAllowed, Refused

pytestmark = pytest.mark.django_db
LATER = make.AT + timedelta(days=1)


def asked_at_counter(ward: make.Ward) -> Dossier:
    """Taken at the counter from somebody without an account, and asked for one paper."""
    filing = make.counter_filing(ward, papers=frozenset({"don", "anh"}))
    dossier = take_at_counter(ward.unit, filing, by=ward.officer, at=make.AT)
    make.ask(dossier, by=ward.specialist)
    return make.fresh(dossier)


def test_a_paper_brought_to_the_counter_answers() -> None:
    ward = make.ward()
    dossier = asked_at_counter(ward)
    item = dossier.supplements.get().items.get()
    supply(dossier, uploads={}, on_paper={item.pk}, by=ward.officer, at=LATER)
    dossier = make.fresh(dossier)
    assert (dossier.status, dossier.pauses.get().ended_at) == (Status.IN_PROGRESS, LATER)
    event = dossier.events.get(kind="supplemented_at_counter")
    assert (event.account, event.outcome) == (ward.officer_account, Phase.EXAMINATION)
    assert AuditEntry.objects.about(dossier.subject).filter(name="dossiers.supply", outcome="done").count() == 1


@pytest.mark.parametrize("phase", Phase)
def test_files_and_paper_may_be_mixed_and_all_must_be_answered(phase: Phase) -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = make.dossier(ward, by=citizen, supplement=phase)
    item = dossier.supplements.get().items.get()
    pdf = [files.taken(files.pdf())]
    with refused(dossier, Refused, "Còn thiếu"):
        supply(dossier, uploads={}, by=ward.officer, at=LATER)
    with refused(dossier, Refused, "không được yêu cầu"):
        supply(dossier, uploads={item.pk: pdf}, on_paper={item.pk + 1000}, by=ward.officer, at=LATER)
    with refused(dossier, Refused, "tại quầy"):
        supply(dossier, uploads={}, on_paper={item.pk}, by=make.actor(citizen), at=LATER)
    supply(dossier, uploads={item.pk: pdf}, on_paper={item.pk}, by=ward.officer, at=LATER)
    component = dossier.components.get(pk=item.component_id or 0)
    assert component.is_on_paper
    assert component.files.filter(supplement=item.request_id).count() == 1


def test_only_the_counter_where_it_was_filed_records() -> None:
    ward, elsewhere = make.ward(), make.ward()
    dossier = asked_at_counter(ward)
    item = dossier.supplements.get().items.get()
    for by in (elsewhere.officer, ward.specialist, ward.leader):
        with refused(dossier, NotAllowed):
            supply(dossier, uploads={}, on_paper={item.pk}, by=by, at=LATER)
        with refused(dossier, NotAllowed):
            withdraw(dossier, reason="Đổi ý", by=by, at=LATER)
    # Another counter that merely belongs to the authority is not where the applicant is served.
    Dossier.objects.filter(pk=dossier.pk).update(competent_authority=elsewhere.unit)
    dossier = make.fresh(dossier)
    with refused(dossier, NotAllowed):
        withdraw(dossier, reason="Đổi ý", by=elsewhere.officer, at=LATER)
    Dossier.objects.filter(pk=dossier.pk).update(place_of_receipt=elsewhere.unit)
    withdraw(make.fresh(dossier), reason="Đổi ý", by=elsewhere.officer, at=LATER)
    dossier = make.fresh(dossier)
    assert dossier.status == Status.WITHDRAWN
    event = dossier.events.get(kind="withdrawn_at_counter")
    assert (event.account, event.public_text) == (elsewhere.officer_account, "Đổi ý")


def test_the_officer_records_both_from_the_page() -> None:
    ward = make.ward()
    first, second = asked_at_counter(ward), asked_at_counter(ward)
    client = Client()
    client.force_login(ward.officer_account)
    with clock.frozen(LATER):
        page = client.get(reverse("dossiers:dossier", args=[first.code])).content.decode()
        item = first.supplements.get().items.get()
        assert f'name="item-{item.pk}"' in page
        answer = client.post(reverse("dossiers:supply", args=[first.code]), {"on_paper": [str(item.pk)]})
        assert answer.status_code == 302
        assert make.fresh(first).status == Status.IN_PROGRESS
        posted = {"reason": "", "revision": second.revision}
        assert client.post(reverse("dossiers:withdraw", args=[second.code]), posted).status_code == 422
        posted["reason"] = "Đổi ý"
        assert client.post(reverse("dossiers:withdraw", args=[second.code]), posted).status_code == 302
        assert make.fresh(second).status == Status.WITHDRAWN

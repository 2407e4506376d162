"""Acceptance, refusal and withdrawal: who may, when, and what follows."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from motcua.dossiers.public import Dossier, receive, refuse, withdraw
from motcua.dossiers.rules import Phase, Status
from motcua.dossiers.tests import make
from motcua.dossiers.tests.see import refused
from motcua.organisations.public import Unit
from motcua.papers.public import papers_of
from motcua.platform.action import SYSTEM, VISITOR, NotAllowed, Refused, Stale
from motcua.platform.clock import VIETNAM
from motcua.processes.public import InstanceState, ProcessInstance, open_tasks, publish_version
from motcua.processes.tests import make as processes

pytestmark = pytest.mark.django_db
LATER = make.AT + timedelta(hours=1)


def slips(dossier: Dossier) -> list[str]:
    return sorted(papers_of(dossier.subject).values_list("template__code", flat=True))


def test_acceptance_starts_the_clock_and_the_process_and_issues_form_01() -> None:
    ward = make.ward()
    dossier = receive(make.dossier(ward), revision=1, by=ward.officer, at=LATER)
    assert (dossier.status, dossier.received_at, dossier.revision) == (Status.RECEIVED, LATER, 2)
    # Five working days after 23/11, which is the day before the Day of Vietnamese Culture.
    assert dossier.due_at == dossier.original_due_at == datetime(2026, 12, 1, 17, 0, tzinfo=VIETNAM)
    assert open_tasks(dossier.subject).get().node == "verify"
    assert slips(dossier) == ["receipt_slip"]
    assert [event.kind for event in dossier.events.all()] == ["submitted", "received"]


@pytest.mark.parametrize(
    ("limit", "due"),
    [
        (None, None),
        ((Decimal(0), Unit.IMMEDIATE), datetime(2026, 11, 23, 17, 0, tzinfo=VIETNAM)),
        ((Decimal(4), Unit.WORKING_HOUR), datetime(2026, 11, 23, 15, 30, tzinfo=VIETNAM)),
    ],
)
def test_the_limit_of_the_case_is_the_dossiers_own_from_then_on(
    limit: tuple[Decimal, Unit] | None, due: datetime | None
) -> None:
    ward = make.ward(limit=limit)
    dossier = receive(make.dossier(ward), by=ward.officer, at=LATER)
    assert dossier.due_at == due
    ward.case.limit_amount, ward.case.limit_unit = Decimal(30), Unit.DAY.value
    ward.case.save()
    kept = Dossier.objects.get(pk=dossier.pk).limit
    assert (kept and (kept.amount, kept.unit)) == limit


def test_a_page_that_is_behind_is_stale() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    with refused(dossier, Stale, "vừa được người khác xử lý"):
        receive(dossier, revision=1, by=ward.officer, at=LATER)
    with refused(dossier, Stale, "đang ở trạng thái “Đã tiếp nhận”"):
        receive(dossier, revision=dossier.revision, by=ward.officer, at=LATER)
    with refused(dossier, Stale):
        refuse(dossier, reason="Sai nơi nộp", by=ward.officer, at=LATER)


def test_only_the_unit_of_record_accepts_or_refuses() -> None:
    ward = make.ward()
    dossier = make.dossier(ward)
    for by in (make.ward().officer, ward.specialist, ward.leader, make.actor(make.citizen()), VISITOR):
        with refused(dossier, NotAllowed):
            receive(dossier, by=by, at=LATER)
        with refused(dossier, NotAllowed):
            refuse(dossier, reason="Sai nơi nộp", by=by, at=LATER)


def test_a_procedure_without_process_in_force_is_not_accepted() -> None:
    later = publish_version(processes.draft(make.way()), valid_from=date(2030, 1, 1), by=SYSTEM, at=make.AT)
    ward = make.ward(procedure=make.new_procedure(process=later))
    dossier = make.dossier(ward)
    with refused(dossier, Refused, "chưa có phiên bản có hiệu lực"):
        receive(dossier, by=ward.officer, at=LATER)


def test_refusal_says_why_on_form_03_and_ends_the_dossier() -> None:
    ward = make.ward()
    dossier = make.dossier(ward)
    for nothing in ("", " \n "):
        with refused(dossier, Refused, "lý do"):
            refuse(dossier, reason=nothing, by=ward.officer, at=LATER)
    ended = refuse(dossier, reason="Không thuộc thẩm quyền", by=ward.officer, at=LATER)
    assert (ended.status, ended.ended_at, ended.due_at) == (Status.REFUSED, LATER, None)
    assert slips(ended) == ["refusal_slip"]
    assert ended.events.get(kind="refused").public_text == "Không thuộc thẩm quyền"
    with refused(ended, Stale):
        receive(ended, by=ward.officer, at=LATER)


@pytest.mark.parametrize("supplement", [None, *Phase])
@pytest.mark.parametrize("received", [False, True])
def test_whoever_filed_may_withdraw_before_there_is_a_result(supplement: Phase | None, received: bool) -> None:
    ward, citizen, stranger = make.ward(), make.citizen(), make.actor(make.citizen())
    dossier = make.dossier(ward, by=citizen, received=received, supplement=supplement)
    with refused(dossier, NotAllowed):
        withdraw(dossier, reason="Đổi ý", by=stranger, at=LATER)
    with refused(dossier, NotAllowed):
        withdraw(dossier, reason="Đổi ý", by=ward.specialist, at=LATER)
    with refused(dossier, Refused, "lý do"):
        withdraw(dossier, reason="", by=make.actor(citizen), at=LATER)
    ended = withdraw(dossier, reason="Đổi ý", by=make.actor(citizen), at=LATER)
    assert (ended.status, ended.ended_at) == (Status.WITHDRAWN, LATER)
    assert not ended.pauses.filter(ended_at=None).exists()
    assert not open_tasks(ended.subject).exists()
    assert not ProcessInstance.objects.exclude(state=InstanceState.CANCELLED).exists()
    with refused(ended, Stale):
        withdraw(ended, reason="Đổi ý", by=make.actor(citizen), at=LATER)


@pytest.mark.parametrize("state", ["resolved", "delivered"])
def test_what_has_a_result_cannot_be_withdrawn(state: str) -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = make.dossier(ward, by=citizen, resolved=True, delivered=state == "delivered")
    with refused(dossier, Stale):
        withdraw(dossier, reason="Đổi ý", by=make.actor(citizen), at=LATER)

"""Asking for papers: itemised, once in each phase; supplying exactly those; the clock stands still in between."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motcua.accounts.tests import make as accounts
from motcua.dossiers.public import Dossier, Wanted, claim_step, complete_step, receive, request_supplement, supply
from motcua.dossiers.reads.pages import history_of, open_tasks_of, trail_for_citizen
from motcua.dossiers.rules import Phase, Status
from motcua.dossiers.tests import make
from motcua.dossiers.tests.see import refused
from motcua.files.public import BadFile
from motcua.files.tests import make as files
from motcua.papers.public import papers_of
from motcua.platform.action import NotAllowed, Refused, Stale
from motcua.platform.clock import VIETNAM

pytestmark = pytest.mark.django_db
DUE = datetime(2026, 12, 1, 17, 0, tzinfo=VIETNAM)
WEEK_ON = make.AT + timedelta(days=7)


def items_of(dossier: Dossier, words: str = "Bản chụp rõ hơn") -> list[Wanted]:
    return [Wanted(component, words) for component in dossier.components.all()]


def test_asking_at_intake_pauses_nothing_for_nothing_runs_yet() -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = make.dossier(ward, by=citizen, supplement=Phase.INTAKE)
    assert (dossier.status, dossier.pauses.count(), dossier.due_at) == (Status.AWAITING_SUPPLEMENT, 0, None)
    request = dossier.supplements.get()
    # Seven working days, one of them a holiday.
    assert request.answer_by == datetime(2026, 12, 3, 17, 0, tzinfo=VIETNAM)
    with refused(dossier, Stale):
        receive(dossier, by=ward.officer, at=WEEK_ON)
    make.answer(dossier, by=make.actor(citizen), at=WEEK_ON)
    received = receive(make.fresh(dossier), by=ward.officer, at=WEEK_ON)
    assert received.received_at == WEEK_ON


def test_the_case_says_by_when_to_answer_or_that_there_is_no_limit() -> None:
    ward = make.ward(supplement_days=None)
    dossier = make.dossier(ward, supplement=Phase.EXAMINATION)
    assert dossier.supplements.get().answer_by is None
    slip = papers_of(dossier.subject).get(template__code="supplement_slip")
    assert slip.data["supply_before"] is None


def test_the_pages_say_where_there_is_no_limit_to_answer() -> None:
    ward, citizen = make.ward(supplement_days=None), make.citizen()
    dossier = make.dossier(ward, by=citizen, supplement=Phase.EXAMINATION)
    for account, url in ((ward.specialist_account, "dossiers:dossier"), (citizen, "portal:follow")):
        client = Client()
        client.force_login(account)
        assert "không đặt hạn bổ sung" in client.get(reverse(url, args=[dossier.code])).content.decode()


def test_after_an_intake_supplement_the_time_to_accept_begins_anew() -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = make.dossier(ward, by=citizen, supplement=Phase.INTAKE)
    assert dossier.accept_by is None
    make.answer(dossier, by=make.actor(citizen), at=WEEK_ON)
    # Eight working hours from Monday 9:00.
    assert make.fresh(dossier).accept_by == datetime(2026, 12, 1, 9, 0, tzinfo=VIETNAM)


@pytest.mark.parametrize("phase", Phase)
def test_the_way_says_that_time_stood_still_only_where_it_ran(phase: Phase) -> None:
    dossier = make.dossier(supplement=phase, supplied=True)
    trail = trail_for_citizen(dossier, history_of(dossier), open_tasks_of(dossier))
    told = " ".join(step.title for step in trail)
    assert ("thời hạn" in told) is (phase is Phase.EXAMINATION)
    assert "bổ sung giấy tờ" in told
    assert "đã bổ sung" in told


def test_asking_while_examining_stops_the_clock_until_the_answer() -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = make.dossier(ward, by=citizen, supplement=Phase.EXAMINATION)
    assert list(papers_of(dossier.subject).values_list("template__code", flat=True).order_by("id")) == [
        "receipt_slip", "supplement_slip",
    ]  # fmt: skip
    with refused(dossier, Stale):
        complete_step(dossier, task_id=make.task_id(dossier), outcome="propose", by=ward.specialist, at=WEEK_ON)
    make.answer(dossier, by=make.actor(citizen), at=WEEK_ON)
    dossier = make.fresh(dossier)
    assert dossier.status == Status.IN_PROGRESS
    assert dossier.pauses.get().ended_at == WEEK_ON
    assert dossier.original_due_at == DUE
    # The days of the pause do not count: of the five, none was over when it began.
    assert dossier.due_at is not None
    assert dossier.due_at > WEEK_ON + timedelta(days=4)
    assert dossier.due_at > DUE
    complete_step(dossier, task_id=make.task_id(dossier), outcome="propose", by=ward.specialist, at=WEEK_ON)


def test_each_phase_has_one_request() -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = make.dossier(ward, by=citizen, supplement=Phase.INTAKE, supplied=True)
    with refused(dossier, Refused, "chỉ được yêu cầu bổ sung một lần"):
        make.ask(dossier, by=ward.officer)
    receive(dossier, by=ward.officer, at=make.AT)
    make.ask(dossier, by=ward.specialist)
    dossier = make.fresh(dossier)
    with refused(dossier, Stale):
        make.ask(dossier, by=ward.specialist)
    make.answer(dossier, by=make.actor(citizen))
    dossier = make.fresh(dossier)
    with refused(dossier, Refused, "chỉ được yêu cầu bổ sung một lần"):
        make.ask(dossier, by=ward.specialist)
    assert list(dossier.supplements.values_list("phase", flat=True)) == ["intake", "examination"]


def test_a_request_names_papers_of_this_dossier_and_says_what_is_wrong() -> None:
    ward = make.ward()
    dossier, other = make.dossier(ward, received=True), make.dossier(ward)
    good: dict[str, Any] = {"items": items_of(dossier), "reason": "Ảnh mờ"}
    changes: list[tuple[dict[str, Any], str]] = [
        ({"items": []}, "ít nhất một giấy tờ"),
        ({"items": items_of(dossier, "  ")}, "cần bổ sung gì"),
        ({"items": [*items_of(dossier), *items_of(other)]}, "không thuộc hồ sơ"),
        ({"items": items_of(dossier) * 2}, "hai lần"),
        ({"reason": "\n"}, "lý do"),
    ]
    for change, words in changes:
        with refused(dossier, Refused, words):
            request_supplement(dossier, **{**good, **change}, by=ward.specialist, at=make.AT)
    with refused(dossier, Stale):
        request_supplement(dossier, **good, revision=1, by=ward.specialist, at=make.AT)
    for stranger in (make.ward().specialist, make.actor(make.citizen())):
        with refused(dossier, NotAllowed):
            request_supplement(dossier, **good, by=stranger, at=make.AT)


def test_the_place_of_receipt_asks_at_intake_and_nobody_else() -> None:
    ward, helper = make.ward(), make.ward()
    dossier = make.dossier(ward)
    with refused(dossier, Refused, "Chỉ nơi tiếp nhận"):
        make.ask(dossier, by=ward.specialist)
    Dossier.objects.filter(pk=dossier.pk).update(place_of_receipt=helper.unit)
    with refused(dossier, Refused, "Chỉ nơi tiếp nhận"):
        make.ask(dossier, by=ward.specialist)
    make.ask(make.fresh(dossier), by=helper.officer)
    assert make.fresh(dossier).status == Status.AWAITING_SUPPLEMENT


def test_whose_step_it_is_asks_in_the_examination_and_nobody_else() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    colleague = accounts.actor(at=make.AT, role="specialist", organisation=ward.committee)
    with refused(dossier, Refused, "Chỉ nơi tiếp nhận"):
        make.ask(dossier, by=ward.officer)
    claim_step(dossier, task_id=make.task_id(dossier), by=ward.specialist, at=make.AT)
    dossier = make.fresh(dossier)
    with refused(dossier, Refused, "Chỉ nơi tiếp nhận"):
        make.ask(dossier, by=colleague)
    # Refused, the one request of the phase is still to be had.
    make.ask(dossier, by=ward.specialist)
    assert make.fresh(dossier).supplements.get().phase == Phase.EXAMINATION


def test_what_is_supplied_is_exactly_what_was_asked_for() -> None:
    ward, citizen = make.ward(), make.citizen()
    by = make.actor(citizen)
    dossier = make.dossier(ward, by=citizen, supplement=Phase.EXAMINATION)
    item = dossier.supplements.get().items.get()
    pdf = [files.taken(files.pdf())]
    attempts: list[tuple[dict[int, list[Any]], str]] = [
        ({}, "Còn thiếu: Đơn đề nghị"),
        ({item.pk: []}, "Còn thiếu"),
        ({item.pk + 1000: pdf}, "không được yêu cầu"),
        ({item.pk: pdf, item.pk + 1000: pdf}, "không được yêu cầu"),
        ({item.pk: pdf * 21}, "tối đa 20 tệp"),
    ]
    for uploads, words in attempts:
        with refused(dossier, Refused, words):
            supply(dossier, uploads=uploads, by=by, at=WEEK_ON)
    with refused(dossier, BadFile):
        supply(dossier, uploads={item.pk: [files.taken(b"MZ\x90\x00", "anh.jpg")]}, by=by, at=WEEK_ON)
    supply(dossier, uploads={item.pk: [files.taken(files.pdf()), files.taken(files.picture())]}, by=by, at=WEEK_ON)
    given = dossier.components.get().files.filter(supplement=item.request_id)
    assert given.count() == 2
    assert dossier.supplements.get().answered_at == WEEK_ON


def test_only_whose_dossier_it_is_supplies_and_only_while_asked() -> None:
    ward, citizen, stranger = make.ward(), make.citizen(), make.actor(make.citizen())
    dossier = make.dossier(ward, by=citizen, supplement=Phase.EXAMINATION)
    for by in (stranger, make.ward().officer, ward.specialist):
        with refused(dossier, NotAllowed):
            make.answer(dossier, by=by)
    item = dossier.supplements.get().items.get()
    make.answer(dossier, by=make.actor(citizen))
    dossier = make.fresh(dossier)
    with refused(dossier, Stale, "không còn chờ bổ sung"):
        supply(dossier, uploads={item.pk: [files.taken(files.pdf())]}, by=make.actor(citizen), at=WEEK_ON)

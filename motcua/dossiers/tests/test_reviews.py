"""A matter that has ended is decided anew under its number with a suffix; a complaint has its two dates by law."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from motcua.accounts.tests import make as accounts
from motcua.dossiers.actions.complain import complain, settle_complaint, take_on_complaint
from motcua.dossiers.actions.reopen import reopen
from motcua.dossiers.public import Dossier
from motcua.dossiers.reads.search import question_of
from motcua.dossiers.rules import Status
from motcua.dossiers.rules.reviews import ComplaintState, Finding, code_before_reopening, reopened_code
from motcua.dossiers.tests import make
from motcua.dossiers.tests.see import refused
from motcua.notifications.public import Notification
from motcua.papers.public import papers_of
from motcua.platform import clock
from motcua.platform.action import NotAllowed, Refused, Stale
from motcua.platform.testing import run_jobs

pytestmark = pytest.mark.django_db
LATER = make.AT + timedelta(days=7)


@pytest.mark.parametrize("code", ["H31.1-261123-0001", "H31.1-261123-0001-M1", "H31.1-261123-0001-M12"])
def test_the_suffix_goes_to_the_number_the_matter_had_at_first(code: str) -> None:
    assert code_before_reopening(code) == "H31.1-261123-0001"
    assert reopened_code(code_before_reopening(code), 3) == "H31.1-261123-0001-M3"
    asked = question_of(code)
    assert asked is not None
    assert "mã hồ sơ" in asked.purpose


def test_a_matter_decided_anew_keeps_its_number_papers_and_answers_and_has_a_new_clock() -> None:
    ward, citizen = make.ward(), make.citizen()
    first = make.dossier(ward, by=citizen, delivered=True)
    anew = reopen(first, reason="Sai họ tên trong kết quả", by=ward.leader, at=LATER)
    anew = make.fresh(anew)
    assert anew.code == f"{first.code}-M1"
    assert (anew.reopens_id, anew.status, anew.answers) == (first.pk, Status.RECEIVED, first.answers)
    assert anew.received_at == LATER
    assert first.due_at is not None
    assert anew.due_at is not None
    assert anew.due_at > LATER
    assert make.fresh(first).status == Status.DELIVERED
    assert list(anew.components.values_list("files__file", flat=True)) == list(
        first.components.values_list("files__file", flat=True)
    )
    assert papers_of(anew.subject).filter(template__code="receipt_slip").exists()
    with refused(first, Refused, "đang được giải quyết lại"):
        reopen(first, reason="Lần nữa", by=ward.leader, at=LATER)
    run_jobs()
    told = Notification.objects.filter(kind__code="dossier_reopened", person=citizen.person_id, channel="in_app")
    assert "Sai họ tên trong kết quả" in told.get().text


def test_only_the_leader_of_the_authority_reopens_what_has_ended_and_says_why() -> None:
    ward = make.ward()
    open_one, ended = make.dossier(ward, received=True), make.dossier(ward, delivered=True)
    with refused(ended, Refused, "lý do"):
        reopen(ended, reason=" ", by=ward.leader, at=LATER)
    with refused(open_one, Stale):
        reopen(open_one, reason="x", by=ward.leader, at=LATER)
    other = accounts.actor(at=make.AT, role="department_leader", organisation=make.ward().committee)
    for by in (ward.specialist, ward.officer, other):
        with refused(ended, NotAllowed):
            reopen(ended, reason="x", by=by, at=LATER)


def test_it_can_be_decided_anew_again_once_that_has_ended() -> None:
    ward = make.ward()
    first = make.dossier(ward, delivered=True)
    second = reopen(first, reason="Một", by=ward.leader, at=LATER)
    Dossier.objects.filter(pk=second.pk).update(status=Status.STOPPED, ended_at=LATER)
    third = reopen(make.fresh(second), reason="Hai", by=ward.leader, at=LATER)
    assert third.code == f"{first.code}-M2"


def test_a_complaint_is_taken_on_and_settled_by_the_dates_of_the_law() -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = make.dossier(ward, by=citizen, delivered=True)
    by = make.actor(citizen)
    complaint = complain(dossier, text="Kết quả ghi sai", by=by, at=make.AT)
    assert complaint.code == f"{dossier.code}-KN1"
    assert complaint.take_on_by.date() == (make.AT + timedelta(days=10)).date(), (
        "seven working days, one of them a holiday"
    )
    with refused(dossier, Refused, "đang có một khiếu nại"):
        complain(dossier, text="Lần nữa", by=by, at=make.AT)
    with refused(dossier, NotAllowed):
        take_on_complaint(dossier, takes_on=True, by=ward.specialist, at=make.AT)
    taken = take_on_complaint(dossier, takes_on=True, by=ward.leader, at=make.AT)
    assert taken.due_at is not None
    assert timedelta(days=30) <= taken.due_at - make.AT <= timedelta(days=33)
    settled = settle_complaint(dossier, finding=Finding.RIGHT, answer="Sẽ cấp lại", by=ward.leader, at=LATER)
    assert (settled.state, settled.settled_at) == (ComplaintState.SETTLED, LATER)
    run_jobs()
    told = Notification.objects.filter(kind__code="dossier_complaint", person=citizen.person_id, channel="in_app")
    assert told.count() == 3


def test_past_ninety_days_and_for_strangers_there_is_no_complaint() -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = make.dossier(ward, by=citizen, delivered=True)
    with refused(dossier, Refused, "90 ngày"):
        complain(dossier, text="x", by=make.actor(citizen), at=make.AT + timedelta(days=91))
    for stranger in (make.actor(make.citizen()), ward.specialist):
        with refused(dossier, NotAllowed):
            complain(dossier, text="x", by=stranger, at=make.AT)


def test_a_declined_complaint_says_why() -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = make.dossier(ward, by=citizen, delivered=True)
    complain(dossier, text="x", by=make.actor(citizen), at=make.AT)
    with refused(dossier, Refused, "lý do không thụ lý"):
        take_on_complaint(dossier, takes_on=False, by=ward.leader, at=make.AT)
    declined = take_on_complaint(dossier, takes_on=False, words="Không thuộc thẩm quyền", by=ward.leader, at=make.AT)
    assert (declined.state, declined.answer) == (ComplaintState.DECLINED, "Không thuộc thẩm quyền")


def test_the_pages_complain_settle_and_reopen() -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = make.dossier(ward, by=citizen, delivered=True)
    theirs, leader = Client(), Client()
    theirs.force_login(citizen)
    leader.force_login(ward.leader_account)
    page, follow = reverse("dossiers:dossier", args=[dossier.code]), reverse("portal:follow", args=[dossier.code])
    with clock.frozen(LATER):
        empty = theirs.post(reverse("portal:complain", args=[dossier.code]), {"complaint": ""})
        assert empty.status_code == 422
        sent = theirs.post(reverse("portal:complain", args=[dossier.code]), {"complaint": "Ghi sai chữ đệm"})
        assert sent.status_code == 302
        assert "Ghi sai chữ đệm" in leader.get(page).content.decode()
        leader.post(reverse("dossiers:take_on_complaint", args=[dossier.code]), {})
        assert "Đã thụ lý" in theirs.get(follow).content.decode()
        answer = {"finding": "right", "answer": "Cơ quan giải quyết lại"}
        leader.post(reverse("dossiers:settle_complaint", args=[dossier.code]), answer)
        assert "Cơ quan giải quyết lại" in theirs.get(follow).content.decode()
        revision = make.fresh(dossier).revision
        leader.post(reverse("dossiers:reopen", args=[dossier.code]), {"revision": revision, "reason": "Theo khiếu nại"})
        anew = Dossier.objects.get(reopens=dossier)
        shown = leader.get(page).content.decode()
        assert anew.code in shown
        assert reverse("dossiers:reopen", args=[dossier.code]) not in shown, "it is being decided anew"
        assert dossier.code in leader.get(reverse("dossiers:dossier", args=[anew.code])).content.decode()
        assert "Dấu hiệu cần để ý" not in leader.get(reverse("dossiers:dossier", args=[anew.code])).content.decode()
        assert theirs.get(reverse("portal:follow", args=[anew.code])).status_code == 200

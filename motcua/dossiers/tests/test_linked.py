"""Linked matters: one code for the citizen, a dossier of its own for each agency, a total clock and shares of it."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from motcua.dossiers.actions.count_filings import count_filings
from motcua.dossiers.actions.follow_parts import follow_parts
from motcua.dossiers.actions.open_parts import open_parts
from motcua.dossiers.actions.reopen import reopen
from motcua.dossiers.handlers.linked import stop_parts_unanswered, try_parts_again
from motcua.dossiers.models import Dossier, FilingsOfDay
from motcua.dossiers.public import deliver, stop, withdraw
from motcua.dossiers.reads.linked import plan_of, shares_of
from motcua.dossiers.reads.series import broken_series
from motcua.dossiers.rules import Status
from motcua.dossiers.tests import make, make_linked
from motcua.notifications.public import Notification
from motcua.organisations.public import OrganisationKind, calendar_of, working_time_between
from motcua.organisations.tests import make as organisations
from motcua.papers.public import papers_of
from motcua.platform import clock
from motcua.platform.action import SYSTEM, NotAllowed, Refused
from motcua.platform.clock import VIETNAM
from motcua.platform.testing import all_at_once, run_jobs
from motcua.procedures.public import PartSpec

pytestmark = pytest.mark.django_db
LATER = make.AT + timedelta(hours=3)
# The day between is a public holiday.
NEXT_DAY = make.AT + timedelta(days=2)
DAY_AFTER = make.AT + timedelta(days=3)


def states(whole: Dossier) -> dict[str, str]:
    plan = plan_of(make.fresh(whole))
    assert plan is not None
    return {key: state.value for key, state in plan.states.items()}


def test_one_after_the_other_through_three_agencies() -> None:
    at = make_linked.linked()
    whole = make_linked.whole(at)
    assert at.keys(whole) == ["birth"]
    birth = at.part(whole, "birth")
    assert birth.code == f"{whole.code}.1"
    assert (birth.received_at, birth.unit_of_record, birth.competent_authority) == (
        make.AT,
        at.ward.unit,
        at.ward.committee,
    )
    assert birth.limit == at.part(whole, "birth").limit
    assert (birth.limit_amount, birth.limit_unit) == (Decimal(1), "working_day")
    at.decide(whole, "birth", at=LATER)
    assert at.keys(whole) == ["birth", "residence"]
    residence = at.part(whole, "residence")
    assert (residence.received_at, residence.competent_authority) == (LATER, at.agencies["residence"].organisation)
    assert residence.answers["hoTen"] == "Lê Em Bé"
    assert residence.answers["noiNop"] == whole.answers["noiNop"]
    passed = residence.components.get(type__key="don").files.values_list("file_id", flat=True)
    certificate = at.part(whole, "birth").result.paper.file_id
    assert len(passed) == 2
    assert certificate in passed
    at.decide(whole, "residence", at=NEXT_DAY)
    at.decide(whole, "card", at=DAY_AFTER)
    whole = make.fresh(whole)
    assert (whole.status, whole.resolved_at) == (Status.RESOLVED, DAY_AFTER)
    assert [fact["value"].split(" · ")[0] for fact in whole.result.paper.data["facts"][-3:]] == ["Đã có kết quả"] * 3
    assert set(Dossier.objects.filter(whole=whole).values_list("status", flat=True)) == {Status.DELIVERED}
    assert broken_series() == []
    assert [event.outcome for event in whole.events.filter(kind="part_granted")] == list(make_linked.ORDER)


def test_side_by_side_the_later_two_begin_together_and_the_slower_one_has_the_time() -> None:
    at = make_linked.linked(side_by_side=True)
    whole = make_linked.whole(at)
    at.decide(whole, "birth", at=LATER)
    assert at.keys(whole) == list(make_linked.ORDER)
    at.decide(whole, "card", at=NEXT_DAY)
    assert make.fresh(whole).status == Status.RECEIVED
    at.decide(whole, "residence", at=DAY_AFTER)
    whole = make.fresh(whole)
    assert whole.status == Status.RESOLVED
    plan = plan_of(whole)
    assert plan is not None
    found = shares_of(plan, DAY_AFTER)
    calendar = calendar_of(whole.unit_of_record_id)
    assert found["birth"].spent == working_time_between(calendar, make.AT, LATER)
    assert found["residence"].spent == working_time_between(calendar, LATER, DAY_AFTER)
    assert "card" not in found
    assert sum((each.spent for each in found.values()), timedelta()) == working_time_between(
        calendar, make.AT, DAY_AFTER
    )


def test_the_citizen_hears_of_one_dossier_and_it_is_counted_once() -> None:
    at, citizen = make_linked.linked(), make.citizen()
    whole = make_linked.whole(at, by=citizen)
    at.decide(whole, "birth", at=LATER)
    subjects = set(Notification.objects.values_list("subject", flat=True))
    assert subjects == {whole.subject}
    codes = set(papers_of(at.part(whole, "birth").subject).values_list("template__code", flat=True))
    assert "receipt_slip" not in codes
    assert Dossier.objects.counted().get() == whole
    count_filings(by=SYSTEM, at=make.AT + timedelta(days=3))
    assert [each.count for each in FilingsOfDay.objects.all()] == [1]


def test_what_one_agency_waits_for_stands_the_total_clock_still() -> None:
    at, citizen = make_linked.linked(), make.citizen()
    whole = make_linked.whole(at, by=citizen)
    due = whole.due_at
    part = at.part(whole, "birth")
    make.ask(part, by=at.agencies["birth"].specialist, at=LATER)
    run_jobs()
    whole = make.fresh(whole)
    assert whole.status == Status.AWAITING_SUPPLEMENT
    assert [(pause.started_at, pause.ended_at) for pause in whole.pauses.all()] == [(LATER, None)]
    told = Notification.objects.filter(subject=part.subject, channel="in_app").get()
    assert whole.code in told.text
    assert part.code not in told.text
    make.answer(at.part(whole, "birth"), by=make.actor(citizen), at=NEXT_DAY + timedelta(hours=3))
    run_jobs()
    whole = make.fresh(whole)
    assert whole.status == Status.IN_PROGRESS
    assert [(pause.ground, pause.ended_at) for pause in whole.pauses.all()] == [("part", NEXT_DAY + timedelta(hours=3))]
    assert due is not None
    assert whole.due_at is not None
    assert whole.due_at > due
    at.decide(whole, "birth", at=DAY_AFTER)
    plan = plan_of(make.fresh(whole))
    assert plan is not None
    calendar = calendar_of(whole.unit_of_record_id)
    ran = working_time_between(calendar, make.AT, LATER)
    ran += working_time_between(calendar, NEXT_DAY + timedelta(hours=3), DAY_AFTER)
    assert shares_of(plan, DAY_AFTER)["birth"].spent == ran


def test_not_supplied_within_seven_working_days_stops_the_part_and_so_the_whole() -> None:
    at = make_linked.linked()
    whole = make_linked.whole(at)
    make.ask(at.part(whole, "birth"), by=at.agencies["birth"].specialist, at=LATER)
    asked = at.part(whole, "birth").supplements.get()
    assert asked.answer_by == datetime(2026, 12, 3, 17, 0, tzinfo=VIETNAM)
    run_jobs()
    with clock.frozen(asked.answer_by):
        stop_parts_unanswered()
    assert at.part(whole, "birth").status == Status.AWAITING_SUPPLEMENT
    with clock.frozen(asked.answer_by + timedelta(minutes=1)):
        stop_parts_unanswered()
        run_jobs()
    whole = make.fresh(whole)
    assert (at.part(whole, "birth").status, whole.status) == (Status.STOPPED, Status.STOPPED)
    assert states(whole) == {"birth": "stopped", "residence": "barred", "card": "barred"}
    assert papers_of(whole.subject).filter(template__code="stop_notice").exists()
    assert not whole.pauses.filter(ended_at=None).exists()


def test_a_refused_first_part_refuses_the_whole_and_says_why() -> None:
    at = make_linked.linked()
    whole = make_linked.whole(at)
    at.decide(whole, "birth", "refuse", note="Không đúng nơi cư trú", at=LATER)
    whole = make.fresh(whole)
    assert (whole.status, whole.result.kind) == (Status.RESOLVED, "refused")
    assert "Không đúng nơi cư trú" in whole.events.get(kind="not_granted").public_text
    assert at.keys(whole) == ["birth"]


def test_a_refused_part_takes_nothing_from_the_others() -> None:
    at = make_linked.linked(side_by_side=True)
    whole = make_linked.whole(at)
    at.decide(whole, "birth", at=LATER)
    at.decide(whole, "residence", "refuse", note="Chủ hộ không đồng ý", at=NEXT_DAY)
    assert states(whole) == {"birth": "granted", "residence": "refused", "card": "running"}
    at.decide(whole, "card", at=DAY_AFTER)
    whole = make.fresh(whole)
    assert (whole.status, whole.result.kind) == (Status.RESOLVED, "granted")
    assert [fact["value"].split(" · ")[0] for fact in whole.result.paper.data["facts"][-2:]] == [
        "Không được giải quyết", "Đã có kết quả",
    ]  # fmt: skip


def test_an_agency_that_is_not_there_keeps_no_other_back_and_is_tried_again() -> None:
    at = make_linked.linked(side_by_side=True, agencies=("birth", "card"))
    whole = make_linked.whole(at)
    at.decide(whole, "birth", at=LATER)
    assert at.keys(whole) == ["birth", "card"]
    assert whole.events.get(kind="part_stuck").outcome == "residence"
    at.decide(whole, "card", at=NEXT_DAY)
    assert make.fresh(whole).status == Status.RECEIVED, "it is not over while a part could not begin"
    organisations.organisation(kind=OrganisationKind.POLICE, area=at.ward.committee.area)
    with clock.frozen(NEXT_DAY):
        try_parts_again()
        try_parts_again()
    assert whole.events.filter(kind="part_stuck").count() == 1
    assert at.keys(whole) == list(make_linked.ORDER)


@pytest.mark.parametrize("way", ["withdraw", "stop"])
def test_withdrawn_or_stopped_the_parts_end_with_the_whole(way: str) -> None:
    at, citizen = make_linked.linked(side_by_side=True), make.citizen()
    whole = make_linked.whole(at, by=citizen)
    at.decide(whole, "birth", at=LATER)
    if way == "withdraw":
        withdraw(make.fresh(whole), reason="Chuyển nơi ở", by=make.actor(citizen), at=NEXT_DAY)
    else:
        stop(make.fresh(whole), reason="Có tranh chấp", ground="Luật Hộ tịch", by=at.ward.leader, at=NEXT_DAY)
    run_jobs()
    ended = {"withdraw": Status.WITHDRAWN, "stop": Status.STOPPED}[way]
    found = dict(Dossier.objects.filter(whole=whole).values_list("part__key", "status"))
    assert found == {"birth": Status.DELIVERED, "residence": ended, "card": ended}
    assert make.fresh(whole).status == ended


def test_a_part_is_done_only_where_it_is_asked_for() -> None:
    plain = make.new_procedure()
    code = plain.procedure.code
    parts = (
        PartSpec("birth", "Khai sinh", code, "same", asked_by="coKemTheo"),
        PartSpec("card", "Thẻ", code, "kind:social_insurance", after=("birth",)),
    )
    at = make_linked.linked(parts=parts)
    whole = make_linked.whole(at)
    assert at.keys(whole) == ["card"], "what is not asked for is waited for by nobody"


def test_a_plan_whose_parts_wait_for_themselves_is_refused() -> None:
    one = PartSpec("a", "A", "1.000001", "same", after=("b",))
    with pytest.raises(Refused, match="nối sau"):
        make_linked.linked(parts=(one, PartSpec("b", "B", "1.000001", "same", after=("a",))))
    with pytest.raises(Refused, match="same"):
        make_linked.linked(parts=(PartSpec("a", "A", "1.000001", "police"),))


def test_the_three_o_clock_rule_holds_for_the_total_and_the_first_part() -> None:
    at = make_linked.linked()
    late = datetime(2026, 11, 23, 15, 30, tzinfo=VIETNAM)
    whole = make_linked.whole(at, when=late)
    early = make_linked.whole(make_linked.linked(), when=late.replace(hour=14))
    assert (whole.due_at, early.due_at) == (
        datetime(2026, 11, 30, 17, 0, tzinfo=VIETNAM), datetime(2026, 11, 27, 17, 0, tzinfo=VIETNAM),
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_many_that_follow_at_once_begin_each_part_once() -> None:
    at = make_linked.linked(side_by_side=True)
    whole = make_linked.whole(at)
    at.decide(whole, "birth", at=LATER)
    follow: dict[str, Any] = {"by": SYSTEM, "at": NEXT_DAY}
    ended = all_at_once([lambda: follow_parts(whole, **follow), lambda: open_parts(whole, **follow)] * 4)
    assert ended == {"done": 8}
    assert at.keys(whole) == list(make_linked.ORDER)


@pytest.mark.django_db(transaction=True)
def test_a_withdrawal_against_a_decision_leaves_no_part_open() -> None:
    at, citizen = make_linked.linked(), make.citizen()
    whole = make_linked.whole(at, by=citizen)
    by = make.actor(citizen)

    def decide() -> None:
        at.decide(whole, "birth", at=LATER)

    ended = all_at_once([decide, lambda: withdraw(make.fresh(whole), reason="Đổi ý", by=by, at=LATER)])
    assert ended["done"] >= 1
    run_jobs()
    if make.fresh(whole).status == Status.WITHDRAWN:
        assert not Dossier.objects.filter(whole=whole, ended_at=None, resolved_at=None).exists()


def test_once_a_linked_matter_has_ended_an_agency_decides_its_own_part_anew() -> None:
    at = make_linked.linked(side_by_side=True)
    whole = make_linked.whole(at)
    at.decide(whole, "birth", at=LATER)
    at.decide(whole, "residence", "refuse", note="Chủ hộ chưa đồng ý", at=LATER)
    refused, police = at.part(whole, "residence"), at.agencies["residence"]
    with pytest.raises(Refused, match="chưa kết thúc"):
        reopen(refused, reason="Chủ hộ đã đồng ý", by=police.leader, at=LATER)
    at.decide(whole, "card", at=LATER)
    deliver(make.fresh(whole), way="counter", receiver="Nhung", identity_seen="CCCD", by=at.ward.officer, at=LATER)
    with pytest.raises(Refused, match="từng phần"):
        reopen(make.fresh(whole), reason="Chủ hộ đã đồng ý", by=at.ward.leader, at=LATER)
    with pytest.raises(NotAllowed):
        reopen(make.fresh(refused), reason="Chủ hộ đã đồng ý", by=at.ward.leader, at=LATER)
    anew = make.fresh(reopen(make.fresh(refused), reason="Chủ hộ đã đồng ý", by=police.leader, at=NEXT_DAY))
    run_jobs()
    assert (anew.code, anew.whole_id, anew.reopens_id) == (f"{refused.code}-M1", None, refused.pk)
    # Its own agency decides; it is received and returned where the citizen filed.
    assert (anew.competent_authority, anew.unit_of_record) == (police.organisation, at.ward.unit)
    assert make.fresh(whole).status == Status.DELIVERED
    assert at.keys(whole) == ["birth", "residence", "card"]
    for who in (police.leader, at.ward.officer):
        assert Dossier.objects.visible_to(who).filter(pk=anew.pk).exists()
    assert not broken_series()

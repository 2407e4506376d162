"""Asking, answering, staying silent, and who sees what of it."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from motcua.accounts.tests import make as accounts
from motcua.consultations import handlers
from motcua.consultations.actions.answer import answer
from motcua.consultations.actions.ask import ask
from motcua.consultations.actions.end_silent import end_silent, remind
from motcua.consultations.actions.withdraw import withdraw
from motcua.consultations.actions.write import write
from motcua.consultations.models import ConsultationFile, Opinion
from motcua.consultations.rules import Kind, Question, State
from motcua.consultations.tests import make
from motcua.dossiers.public import Dossier, begin_outside_wait, end_outside_wait, files_for_others
from motcua.dossiers.public import withdraw as take_back
from motcua.dossiers.tests import make as dossiers
from motcua.files.public import StoredFile
from motcua.files.tests import make as files
from motcua.notifications.public import Notification
from motcua.organisations.public import calendar_of
from motcua.platform import clock
from motcua.platform.action import SYSTEM, Actor, NotAllowed, Refused, Stale
from motcua.platform.retention import keepers
from motcua.platform.settings import installation
from motcua.platform.testing import all_at_once, run_jobs

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def fresh(opinion: Opinion) -> Opinion:
    return Opinion.objects.get(pk=opinion.pk)


def give(opinion: Opinion, by: Actor, at: datetime, **changes: Any) -> Opinion:
    return answer(opinion, **{"answers": make.GIVEN, **changes}, by=by, at=at)


def told(kind: str) -> set[int | None]:
    run_jobs()
    return set(Notification.objects.filter(kind__code=kind).values_list("account_id", flat=True))


@pytest.fixture
def declared(tmp_path: Path) -> Any:
    """Declare what silence means."""

    def declare(silence: str) -> Any:
        entry = {"from": "2025-07-01", "days": 5, "silence": silence, "basis": "Luật Đất đai, điều 1"}
        path = tmp_path / f"{silence}.json"
        path.write_text(json.dumps({"policies": [entry]}), encoding="utf-8")
        own = installation()
        return override_settings(MOTCUA=replace(own, options={**own.options, "MOTCUA_CONSULTATION_POLICY": str(path)}))

    return declare


def test_an_agency_is_asked_answers_in_its_own_time_and_the_dossier_knows() -> None:
    ward, agency = dossiers.ward(), make.agency()
    dossier = make.under_way(ward)
    opinion = make.opinion(ward, agency, dossier=dossier)
    assert opinion.due_at > make.AT + timedelta(days=5)
    assert calendar_of(agency.unit.pk).day(opinion.due_at.date()).is_working
    assert told("opinion_asked") == {agency.account.pk}
    due_at = dossiers.fresh(dossier).due_at
    give(opinion, agency.specialist, make.LATER, text="Không có gì thêm")
    opinion = fresh(opinion)
    assert (opinion.state, opinion.answers, opinion.is_late) == (State.ANSWERED, make.GIVEN, False)
    assert told("opinion_settled") == {ward.specialist_account.pk}
    dossier = dossiers.fresh(dossier)
    kinds = list(dossier.events.values_list("kind", flat=True))
    assert [kind for kind in kinds if kind.startswith("opinion_")] == ["opinion_asked", "opinion_given"]
    wait = dossier.outside_waits.get()
    assert (wait.partner, wait.ended_at, wait.working_minutes) == (agency.unit.name, make.LATER, 120)
    # The law stops no clock for this: the time is the agency's in the figures, the due date stays.
    assert dossier.due_at == due_at and not dossier.pauses.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"questions": ()}, "words-0"),
        ({"questions": (Question("3", "Chọn gì?", Kind.CHOICE, ("A",)),)}, "words-3"),
        ({"organisations": ()}, "unit-0"),
    ],
)
def test_what_cannot_be_asked_is_said_at_its_field(changes: dict[str, Any], field: str) -> None:
    ward, agency = dossiers.ward(), make.agency()
    with pytest.raises(Refused) as refused:
        make.consultation(ward, agency, **changes)
    assert refused.value.field == field
    assert not Opinion.objects.exists()


def test_only_who_holds_a_step_asks_and_not_their_own_agency_nor_twice() -> None:
    ward, agency = dossiers.ward(), make.agency()
    dossier = make.under_way(ward)
    for stranger in (ward.officer, dossiers.ward().specialist, dossiers.actor(dossiers.citizen())):
        with pytest.raises((NotAllowed, Refused)):
            ask(dossier, make.asked(agency), by=stranger, at=make.AT)
    with pytest.raises(Refused):
        make.consultation(ward, make.Agency(ward.committee), dossier=dossier)
    make.consultation(ward, agency, dossier=dossier)
    with pytest.raises(Refused):
        make.consultation(ward, agency, dossier=dossier)


def test_an_answer_that_does_not_fit_changes_nothing_and_only_that_agency_gives_it() -> None:
    ward, agency, other = dossiers.ward(), make.agency(), make.agency("Sở Xây dựng")
    opinion = make.opinion(ward, agency)
    for wrong in ({}, {"0": "maybe", "1": "Loại A"}, {"0": "no", "1": "Loại C"}):
        with pytest.raises(Refused) as refused:
            give(opinion, agency.specialist, make.LATER, answers=wrong)
        assert refused.value.field in ("answer-0", "answer-1")
    for stranger in (other.specialist, ward.specialist):
        with pytest.raises(NotAllowed):
            give(opinion, stranger, make.LATER)
    assert fresh(opinion).state == State.OPEN
    give(opinion, agency.specialist, make.LATER)
    with pytest.raises(Stale):
        give(opinion, agency.specialist, make.LATER)


def test_silence_is_recorded_and_a_late_answer_counts_as_late() -> None:
    ward, agency = dossiers.ward(), make.agency()
    opinion = make.opinion(ward, agency)
    assert end_silent(by=SYSTEM, at=opinion.due_at) == 0
    assert end_silent(by=SYSTEM, at=opinion.due_at + SECOND) == 1
    assert end_silent(by=SYSTEM, at=opinion.due_at + SECOND) == 0
    assert fresh(opinion).state == State.UNANSWERED
    assert told("opinion_settled") == {ward.specialist_account.pk}
    give(opinion, agency.specialist, opinion.due_at + timedelta(days=1))
    late = fresh(opinion)
    assert (late.state, late.is_late) == (State.ANSWERED, True)


def test_silence_taken_for_agreement_is_final_and_says_by_which_article(declared: Any) -> None:
    ward, agency = dossiers.ward(), make.agency()
    with declared("agreed"):
        dossier = make.under_way(ward)
        opinion = make.opinion(ward, agency, dossier=dossier)
    with pytest.raises(Stale):
        give(opinion, agency.specialist, opinion.due_at + SECOND)
    end_silent(by=SYSTEM, at=opinion.due_at + SECOND)
    assert fresh(opinion).state == State.AGREED
    with pytest.raises(Stale):
        give(opinion, agency.specialist, opinion.due_at)
    assert "Luật Đất đai, điều 1" in dossier.events.get(kind="opinion_silent").note


def test_silence_that_escalates_is_told_to_the_agencys_leader_and_stays_open(declared: Any) -> None:
    ward, agency = dossiers.ward(), make.agency()
    leader = accounts.official(role="department_leader", organisation=agency.unit)
    with declared("escalated"):
        opinion = make.opinion(ward, agency)
    end_silent(by=SYSTEM, at=opinion.due_at + SECOND)
    assert told("opinion_settled") == {ward.specialist_account.pk, leader.pk}
    assert opinion.consultation.dossier.outside_waits.get().ended_at is None
    give(opinion, agency.specialist, opinion.due_at + timedelta(days=1))
    assert fresh(opinion).state == State.ANSWERED


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("silence", ["agreed", "unanswered"])
def test_an_answer_at_the_very_deadline_and_the_sweep_end_in_one_state(declared: Any, silence: str) -> None:
    ward, agency = dossiers.ward(), make.agency()
    with declared(silence):
        dossiers_ = [make.under_way(ward) for _ in range(3)]
        opinions = [make.opinion(ward, agency, dossier=each) for each in dossiers_]
    due_at = opinions[0].due_at
    works = [partial(give, each, agency.specialist, due_at) for each in opinions]
    sweeps = [partial(end_silent, by=SYSTEM, at=due_at + SECOND)] * 3
    all_at_once([*works, *sweeps])
    end_silent(by=SYSTEM, at=due_at + SECOND)
    for opinion in opinions:
        ended = fresh(opinion)
        kinds = opinion.consultation.dossier.events.filter(kind__in=("opinion_given", "opinion_silent"))
        given = kinds.filter(kind="opinion_given").count()
        assert given == (ended.state == State.ANSWERED)
        assert kinds.count() == 1 or (silence == "unanswered" and kinds.count() == 2 and given == 1)
        assert not ended.is_late
        assert opinion.consultation.dossier.outside_waits.get().ended_at is not None


def test_an_agency_is_reminded_before_its_deadline_at_each_mark_once() -> None:
    ward, agency = dossiers.ward(), make.agency()
    opinion = make.opinion(ward, agency)
    marks = []
    while (mark := fresh(opinion).remind_at) is not None:
        marks.append(mark)
        assert remind(by=SYSTEM, at=mark - SECOND) == 0
        assert remind(by=SYSTEM, at=mark) == 1
        assert remind(by=SYSTEM, at=mark) == 0
    assert len(marks) == 2 and make.AT < marks[0] < marks[1] < opinion.due_at
    assert told("opinion_reminded") == {agency.account.pk}


def test_agencies_see_each_others_opinions_unless_it_is_confidential() -> None:
    ward, first, second, stranger = dossiers.ward(), make.agency("A"), make.agency("B"), make.agency("C")
    shared = make.consultation(ward, first, second)
    secret = make.consultation(ward, first, second, is_confidential=True)

    def seen(actor: Actor, consultation: Any) -> set[int]:
        found = Opinion.objects.visible_to(actor).filter(consultation=consultation)
        return set(found.values_list("organisation_id", flat=True))

    both = {first.unit.pk, second.unit.pk}
    assert [seen(each, shared) for each in (first.specialist, ward.specialist, stranger.specialist)] == [
        both,
        both,
        set(),
    ]
    assert [seen(each, secret) for each in (first.specialist, second.specialist, ward.specialist)] == [
        {first.unit.pk}, {second.unit.pk}, both,
    ]  # fmt: skip
    assert seen(ward.officer, shared) == set() and seen(SYSTEM, secret) == both
    assert not Dossier.objects.visible_to(first.specialist).exists()
    place = secret.dossier.events.filter(kind="opinion_asked").values_list("step", flat=True)
    assert set(place) == {""}


def test_both_sides_write_and_nobody_else() -> None:
    ward, agency, other = dossiers.ward(), make.agency(), make.agency("Sở Xây dựng")
    opinion = make.consultation(ward, agency, other).opinions.get(organisation=agency.unit)
    write("Thửa nào?", opinion=opinion, by=agency.specialist, at=make.LATER)
    assert told("opinion_message") == {ward.specialist_account.pk}
    write("Thửa 5", opinion=opinion, by=ward.specialist, at=make.LATER)
    assert agency.account.pk in told("opinion_message")
    for stranger in (other.specialist, ward.officer):
        with pytest.raises(NotAllowed):
            write("Tôi", opinion=opinion, by=stranger, at=make.LATER)
    with pytest.raises(Refused):
        write(" ", opinion=opinion, by=ward.specialist, at=make.LATER)


def test_what_is_no_longer_wanted_is_taken_back_by_who_asked_or_by_the_end_of_the_dossier() -> None:
    ward, agency = dossiers.ward(), make.agency()
    dossier = make.under_way(ward)
    opinion = make.opinion(ward, agency, dossier=dossier)
    with pytest.raises(NotAllowed):
        withdraw(dossier, opinion, reason="Đổi ý", by=agency.specialist, at=make.LATER)
    with pytest.raises(Refused):
        withdraw(dossier, opinion, reason=" ", by=ward.specialist, at=make.LATER)
    withdraw(dossier, opinion, reason="Đã có văn bản", by=ward.specialist, at=make.LATER)
    with pytest.raises(Stale):
        give(opinion, agency.specialist, make.LATER)
    second = make.opinion(ward, agency, dossier=dossier)
    with clock.frozen(make.LATER):
        take_back(dossier, reason="Thôi", by=SYSTEM, at=make.LATER)
        run_jobs()
    assert fresh(second).state == State.WITHDRAWN
    assert not dossier.outside_waits.filter(ended_at=None).exists()


def test_what_was_asked_and_answered_goes_with_the_dossier() -> None:
    ward, agency = dossiers.ward(), make.agency()
    dossier = make.under_way(ward)
    shown = files_for_others(dossier)[0].file
    opinion = make.opinion(ward, agency, dossier=dossier, files=[shown])
    write("Thửa nào?", opinion=opinion, by=agency.specialist, at=make.LATER)
    give(opinion, agency.specialist, make.LATER, text="Của bà Nhung", uploads=[files.taken(files.pdf())])
    take_back(dossier, reason="Thôi", by=SYSTEM, at=make.LATER)
    keeper = next(each for each in keepers() if each.code == "dossiers.dossier")
    keeper.erase([dossier.pk], by=SYSTEM, at=make.LATER + timedelta(days=4000))
    opinion = fresh(opinion)
    kept = (opinion.answers, opinion.text, opinion.consultation.background, opinion.messages.get().text)
    assert kept == ({}, "", "", "")
    assert (opinion.state, opinion.organisation_id) == (State.ANSWERED, agency.unit.pk)
    assert not ConsultationFile.objects.exists()
    assert not StoredFile.objects.filter(pk=shown.pk).exists()


def test_a_wait_written_down_by_hand_or_ended_so_does_not_stand_in_the_way() -> None:
    ward, agency = dossiers.ward(), make.agency()
    dossier = make.under_way(ward)
    begin_outside_wait(dossier, partner=agency.unit.name, kind="consultation", by=SYSTEM, at=make.AT)
    opinion = make.opinion(ward, agency, dossier=dossier)
    wait = dossier.outside_waits.get()
    end_outside_wait(dossier, wait_id=wait.pk, by=SYSTEM, at=make.LATER)
    give(opinion, agency.specialist, make.LATER + SECOND)
    assert dossier.outside_waits.get().ended_at == make.LATER
    assert fresh(opinion).state == State.ANSWERED


def test_the_watch_ends_what_is_late() -> None:
    ward, agency = dossiers.ward(), make.agency()
    opinion = make.opinion(ward, agency)
    with clock.frozen(opinion.due_at + SECOND):
        handlers.watch()
    assert fresh(opinion).state == State.UNANSWERED

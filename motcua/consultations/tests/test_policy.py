"""What asking means is set with a date and an article; where the law has the clock stand, it stands."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client

from motcua.accounts.tests import make as accounts
from motcua.consultations.actions.answer import answer
from motcua.consultations.actions.end_silent import end_silent
from motcua.consultations.actions.set_policy import set_policy
from motcua.consultations.models import ConsultationPolicy
from motcua.consultations.rules import Silence
from motcua.consultations.tests import make
from motcua.dossiers.public import Dossier, explain
from motcua.dossiers.tests import make as dossiers
from motcua.notifications.public import Notification
from motcua.organisations.public import DayKind
from motcua.organisations.tests import make as organisations
from motcua.platform import clock
from motcua.platform.action import SYSTEM, Refused
from motcua.platform.formats import dmyhm
from motcua.platform.testing import run_jobs
from motcua.processes.public import open_tasks

pytestmark = pytest.mark.django_db
ARTICLE = "Luật chuyên ngành, điều 9"


def policy(**changes: Any) -> ConsultationPolicy:
    given: dict[str, Any] = {
        "valid_from": make.AT.date(), "codes": (), "days": 2, "silence": "unanswered", "basis": "NĐ 118/2025",
        "pause_basis": "", "remind_hours": (4,),
    }  # fmt: skip
    return set_policy(**{**given, **changes}, by=SYSTEM, at=make.AT)


def stands(dossier: Dossier) -> Dossier:
    """Stored is what is counted anew, and what the steps are in order of."""
    fresh = dossiers.fresh(dossier)
    told = explain(fresh, make.AT + timedelta(days=30))
    assert told is not None and fresh.due_at == told.due_at == open_tasks(fresh.subject).get().listed_due_at
    return fresh


def test_without_an_article_the_clock_runs_on() -> None:
    ward, agency = dossiers.ward(), make.agency()
    policy()
    dossier = make.under_way(ward)
    before = dossier.due_at
    make.consultation(ward, agency, dossier=dossier)
    assert stands(dossier).due_at == before
    assert not dossier.pauses.exists()


def test_with_an_article_it_stands_until_the_answer_comes() -> None:
    ward, agency = dossiers.ward(), make.agency()
    policy(codes=[ward.procedure.procedure.field.code], pause_basis=ARTICLE, days=3)
    dossier = make.under_way(ward)
    before = dossier.due_at
    assert before is not None
    opinion = make.consultation(ward, agency, dossier=dossier).opinions.get()
    fresh = stands(dossier)
    assert fresh.due_at is not None and fresh.due_at - before >= timedelta(days=3)
    first, pause = fresh.due_at, fresh.pauses.get()
    with clock.frozen(make.AT):
        run_jobs()
    assert (pause.ended_at, pause.ground, pause.article) == (opinion.due_at, "consultation", ARTICLE)
    assert pause.approved_by == ward.specialist_account
    later = make.AT + timedelta(days=2)
    answer(opinion, answers=make.GIVEN, by=agency.specialist, at=later)
    fresh = stands(dossier)
    assert fresh.pauses.get().ended_at == later
    assert fresh.due_at is not None and before < fresh.due_at < first
    with clock.frozen(later):
        run_jobs()
    told = Notification.objects.filter(kind__code="dossier_recounted", subject=dossier.subject, channel="in_app")
    days = [dmyhm(before), dmyhm(first), dmyhm(fresh.due_at)]
    for note, (was, will_be) in zip(told.order_by("pk"), pairwise(days), strict=True):
        assert was in note.text and will_be in note.text and "chờ ý kiến" in note.text
    client = Client()
    client.force_login(ward.leader_account)
    with clock.frozen(later):
        page = client.get(f"/ho-so/{dossier.code}").content.decode()
        ledger = client.get("/viec/thoi-han?muc=cho-doi").content.decode()
    assert "chờ ý kiến cơ quan khác" in page
    assert ARTICLE in ledger and ward.specialist_account.display_name in ledger


def test_silence_gives_no_more_than_the_agencys_deadline_and_two_agencies_count_once() -> None:
    ward, one, other = dossiers.ward(), make.agency(), make.agency("Sở Xây dựng")
    policy(pause_basis=ARTICLE)
    dossier = make.under_way(ward)
    alone = make.under_way(ward)
    make.consultation(ward, one, other, dossier=dossier)
    make.consultation(ward, one, dossier=alone)
    assert stands(dossier).due_at == stands(alone).due_at
    end_silent(by=SYSTEM, at=make.AT + timedelta(days=10))
    assert stands(dossier).due_at == stands(alone).due_at
    organisations.day(
        organisation=ward.unit, on=(make.AT + timedelta(days=4)).date(), kind=DayKind.CLOSURE, name="Mất điện"
    )
    with clock.frozen(make.AT + timedelta(hours=1)):
        run_jobs()
    assert stands(dossier).events.filter(kind="recounted").exists()


def test_who_is_named_goes_first_and_what_was_asked_keeps_what_was_said() -> None:
    ward, agency = dossiers.ward(), make.agency()
    asked = make.consultation(ward, agency)
    procedure = ward.procedure.procedure
    policy(codes=[procedure.field.code], silence="agreed", basis="Lĩnh vực")
    policy(codes=[procedure.code], silence="escalated", basis="Thủ tục")
    policy(silence="unanswered", basis="Chung")
    asked.refresh_from_db()
    assert asked.silence == Silence.UNANSWERED
    assert make.consultation(ward, agency).basis == "Thủ tục"
    assert make.consultation(dossiers.ward(), agency).basis in {"Lĩnh vực", "Chung"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"codes": ["khong-co"]}, "codes"), ({"basis": " "}, "basis"), ({"days": 0}, "days"),
        ({"silence": "x"}, "silence"), ({"remind_hours": (0,)}, "remind_hours"),
        ({"valid_from": make.AT.date() - timedelta(days=1)}, "valid_from"),
    ],
)  # fmt: skip
def test_what_cannot_be_set_is_said_at_its_field(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        policy(**changes)
    assert refused.value.field == field
    assert not ConsultationPolicy.objects.exists()


def test_the_page_sets_it_and_keeps_what_was_typed() -> None:
    client = Client()
    client.force_login(accounts.official(role="administrator"))
    page = "/xin-y-kien/quy-dinh"
    sent = {
        "valid_from": "24/11/2026", "codes": "", "days": "7", "silence": "agreed", "basis": "NĐ 118/2025, điều 15",
        "pause_basis": ARTICLE, "remind_hours": "8, 2",
    }  # fmt: skip
    with clock.frozen(make.AT):
        assert "Nghị định 118/2025/NĐ-CP" in client.get(page).content.decode()
        wrong = client.post(page, {**sent, "basis": ""})
        assert wrong.status_code == 422 and ARTICLE in wrong.content.decode()
        assert client.post(page, sent).status_code == 302
        shown = client.get(page).content.decode()
    assert "24/11/2026" in shown and "điều 15" in shown and "tạm dừng" in shown
    stranger = Client()
    stranger.force_login(dossiers.ward().specialist_account)
    assert stranger.get(page).status_code == 403

"""What is asked for and never comes: the work may be stopped (form 05), or the dossier not accepted (form 03)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from motcua.dossiers.models import Dossier
from motcua.dossiers.public import refuse, stop, withdraw
from motcua.dossiers.rules import Phase, Status
from motcua.dossiers.tests import make
from motcua.dossiers.tests.see import refused
from motcua.notifications.public import Notification
from motcua.papers.public import papers_of
from motcua.platform import clock
from motcua.platform.action import NotAllowed, Refused, Stale
from motcua.platform.testing import run_jobs
from motcua.processes.public import InstanceState, ProcessInstance, open_tasks

pytestmark = pytest.mark.django_db
WEEK_ON = make.AT + timedelta(days=7)
LONG_AFTER = make.AT + timedelta(days=12)


def test_the_unit_of_record_stops_what_was_not_supplied_in_time() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, supplement=Phase.EXAMINATION)
    with refused(dossier, Refused, "Chưa dừng được"):
        stop(dossier, reason="Không bổ sung", by=ward.officer, at=WEEK_ON)
    with refused(dossier, Refused, "lý do"):
        stop(dossier, reason=" ", by=ward.officer, at=LONG_AFTER)
    for by in (ward.specialist, make.ward().officer, make.actor(make.citizen())):
        with refused(dossier, NotAllowed):
            stop(dossier, reason="Không bổ sung", by=by, at=LONG_AFTER)
    stopped = stop(dossier, reason="Không bổ sung", by=ward.officer, at=LONG_AFTER)
    assert (stopped.status, stopped.ended_at) == (Status.STOPPED, LONG_AFTER)
    assert stopped.pauses.get().ended_at == LONG_AFTER
    assert not open_tasks(stopped.subject).exists()
    assert ProcessInstance.objects.get().state == InstanceState.CANCELLED
    notice = papers_of(stopped.subject).get(template__code="stop_notice")
    assert (notice.organisation, notice.data["stage"]) == (ward.unit, "Thẩm tra")
    assert notice.data["ground"] == "Đã quá hạn bổ sung hồ sơ (17:00 03/12/2026). Không bổ sung."
    run_jobs()
    told = Notification.objects.filter(subject=stopped.subject, kind__code="dossier_stopped")
    assert "Không bổ sung" in told.get(channel="in_app").text
    with refused(stopped, Stale):
        stop(stopped, reason="Không bổ sung", by=ward.officer, at=LONG_AFTER)


@pytest.mark.parametrize("supplement", [None, Phase.EXAMINATION])
def test_the_leader_stops_what_runs_on_a_ground_only(supplement: Phase | None) -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True, supplement=supplement)
    with refused(dossier, Refused, "căn cứ"):
        stop(dossier, reason="Có tranh chấp", by=ward.leader, at=WEEK_ON)
    with refused(dossier, Refused, "Chưa dừng được"):
        stop(dossier, reason="Có tranh chấp", ground="Luật Hộ tịch", by=ward.officer, at=WEEK_ON)
    stop(dossier, reason="Có tranh chấp", ground="Luật Hộ tịch, điều 7", by=ward.leader, at=WEEK_ON)
    notice = papers_of(dossier.subject).get(template__code="stop_notice")
    assert (notice.organisation, notice.data["letterhead"]["unit"]) == (ward.committee, ward.committee.name)
    assert make.fresh(dossier).events.get(kind="stopped").public_text.endswith("Căn cứ: Luật Hộ tịch, điều 7.")


def test_without_a_limit_nothing_is_ever_too_late() -> None:
    ward = make.ward(supplement_days=None)
    dossier = make.dossier(ward, supplement=Phase.EXAMINATION)
    with refused(dossier, Refused, "Chưa dừng được"):
        stop(dossier, reason="Không bổ sung", by=ward.officer, at=LONG_AFTER)


def test_what_is_not_accepted_cannot_be_stopped_but_refused_once_too_late() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, supplement=Phase.INTAKE)
    for by in (ward.officer, ward.leader):
        with refused(dossier, Refused, "Chưa dừng được"):
            stop(dossier, reason="Không bổ sung", ground="Luật", by=by, at=LONG_AFTER)
    with refused(dossier, Stale, "chờ bổ sung"):
        refuse(dossier, reason="Không bổ sung", by=ward.officer, at=WEEK_ON)
    ended = refuse(dossier, reason="Không bổ sung", by=ward.officer, at=LONG_AFTER)
    assert (ended.status, ended.ended_at) == (Status.REFUSED, LONG_AFTER)
    accepted = make.dossier(ward, supplement=Phase.EXAMINATION)
    with refused(accepted, Stale):
        refuse(accepted, reason="Không bổ sung", by=ward.officer, at=LONG_AFTER)


def test_the_worklist_shows_what_is_too_late_and_the_page_offers_to_end_it() -> None:
    ward = make.ward()
    examined, filed = (make.dossier(ward, supplement=phase) for phase in (Phase.EXAMINATION, Phase.INTAKE))
    client = Client()
    tab = "/viec?tab=unanswered"
    with clock.frozen(WEEK_ON):
        client.force_login(ward.officer_account)
        assert examined.code not in client.get(tab).content.decode()
        assert "/dung" not in client.get(f"/ho-so/{examined.code}").content.decode()
    with clock.frozen(LONG_AFTER):
        client.force_login(ward.officer_account)
        shown = client.get(tab).content.decode()
        assert examined.code in shown
        assert filed.code in shown
        assert f"/ho-so/{filed.code}/tu-choi" in client.get(f"/ho-so/{filed.code}").content.decode()
        page = client.get(f"/ho-so/{examined.code}").content.decode()
        assert f"/ho-so/{examined.code}/dung" in page
        posted = {"reason": "Không bổ sung", "ground": "", "listed": make.ground("stop"), "revision": examined.revision}
        assert client.post(f"/ho-so/{examined.code}/dung", posted).status_code == 302
    assert Dossier.objects.get(pk=examined.pk).status == Status.STOPPED


@pytest.mark.parametrize("at_counter", [False, True])
def test_what_the_applicant_takes_back_after_acceptance_ends_on_form_05(at_counter: bool) -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = make.dossier(ward, by=citizen, received=True)
    by = ward.officer if at_counter else make.actor(citizen)
    withdraw(dossier, reason="Đổi ý.", by=by, at=WEEK_ON)
    notice = papers_of(dossier.subject).get(template__code="stop_notice")
    assert (notice.organisation, notice.data["stage"]) == (ward.unit, "Thẩm tra")
    assert notice.data["ground"] == "Theo đề nghị của người nộp hồ sơ: Đổi ý."
    signer = notice.data["signer"]
    assert signer["position"] == ("Chuyên viên" if at_counter else "Người tiếp nhận hồ sơ")
    # Who took it back does not sign for the office.
    assert signer["name"] == (ward.officer_account.display_name if at_counter else "")
    for account, page in ((citizen, "portal:follow"), (ward.officer_account, "dossiers:dossier")):
        client = Client()
        client.force_login(account)
        assert notice.title in client.get(reverse(page, args=[dossier.code])).content.decode()


def test_what_is_taken_back_before_acceptance_had_no_work_to_stop() -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = make.dossier(ward, by=citizen)
    withdraw(dossier, reason="Đổi ý", by=make.actor(citizen), at=WEEK_ON)
    assert not papers_of(dossier.subject).filter(template__code="stop_notice").exists()

"""Officials go and look: arranged by who has the step, told to the applicant, written down with photos."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from motcua.dossiers.actions.visit import call_off_visit, plan_visit, record_visit
from motcua.dossiers.models import SiteVisitFile
from motcua.dossiers.public import Dossier
from motcua.dossiers.tests import make
from motcua.dossiers.tests.see import refused
from motcua.files.tests import make as files
from motcua.notifications.public import Notification
from motcua.platform import clock
from motcua.platform.action import NotAllowed, Refused, Stale
from motcua.platform.testing import run_jobs

pytestmark = pytest.mark.django_db
THEN = make.AT + timedelta(days=1, hours=5)
SEEN: dict[str, Any] = {"finding": "met", "minutes": "Đủ diện tích, có lối thoát hiểm"}


def planned(ward: make.Ward, dossier: Dossier) -> None:
    plan_visit(dossier, planned_for=THEN, place="Số 5 Cầu Đất", team="Lê Văn Tư", by=ward.specialist, at=make.AT)


def test_the_applicant_hears_when_where_and_who_and_the_clock_runs_on() -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = make.dossier(ward, by=citizen, received=True)
    planned(ward, dossier)
    assert make.fresh(dossier).due_at == dossier.due_at
    run_jobs()
    told = Notification.objects.get(kind__code="dossier_visit", person=citizen.person_id, channel="in_app")
    for words in ("14:00 24/11/2026", "Số 5 Cầu Đất", "Lê Văn Tư"):
        assert words in told.text
    call_off_visit(dossier, reason="Mưa bão", by=ward.specialist, at=make.AT)
    run_jobs()
    texts = Notification.objects.filter(kind__code="dossier_visit", person=citizen.person_id, channel="in_app")
    assert any("Mưa bão" in each.text for each in texts)
    planned(ward, dossier)


def test_what_was_seen_is_written_once_it_took_place() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    by = ward.specialist
    with refused(dossier, Stale):
        record_visit(dossier, **SEEN, by=by, at=THEN)
    planned(ward, dossier)
    with refused(dossier, Refused, "Chưa đến giờ"):
        record_visit(dossier, **SEEN, by=by, at=make.AT)
    for wrong in ({"finding": "tốt"}, {"minutes": " "}):
        with refused(dossier, Refused):
            record_visit(dossier, **{**SEEN, **wrong}, by=by, at=THEN)
    visit = record_visit(dossier, **SEEN, uploads=[files.taken(files.pdf())], by=by, at=THEN)
    assert (visit.state, visit.files.count()) == ("done", 1)
    assert dossier.events.get(kind="visit_done").outcome == "met"


def test_only_who_has_the_step_arranges_one_and_one_at_a_time() -> None:
    ward = make.ward()
    dossier, ended = make.dossier(ward, received=True), make.dossier(ward, delivered=True)
    good: dict[str, Any] = {"planned_for": THEN, "place": "x", "team": "y"}
    for by in (ward.officer, make.ward().specialist, make.actor(make.citizen())):
        with refused(dossier, NotAllowed):
            plan_visit(dossier, **good, by=by, at=make.AT)
    with refused(ended, Stale):
        plan_visit(ended, **good, by=ward.specialist, at=make.AT)
    for wrong in ({"planned_for": make.AT}, {"place": " "}, {"team": ""}):
        with refused(dossier, Refused):
            plan_visit(dossier, **{**good, **wrong}, by=ward.specialist, at=make.AT)
    planned(ward, dossier)
    with refused(dossier, Refused, "chưa diễn ra"):
        planned(ward, dossier)


def test_the_page_arranges_and_records_and_photos_are_for_officials_who_see_the_dossier() -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = make.dossier(ward, by=citizen, received=True)
    official, theirs, stranger = Client(), Client(), Client()
    official.force_login(ward.specialist_account)
    theirs.force_login(citizen)
    stranger.force_login(make.ward().specialist_account)
    page = reverse("dossiers:dossier", args=[dossier.code])
    sent = {"planned_on": "24/11/2026", "planned_time": "14:00", "place": "Số 5 Cầu Đất", "team": "Lê Văn Tư"}
    address = reverse("dossiers:plan_visit", args=[dossier.code])
    with clock.frozen(make.AT):
        wrong = official.post(address, {**sent, "planned_time": "chiều"})
        assert wrong.status_code == 422
        assert "Số 5 Cầu Đất" in wrong.content.decode(), "nothing typed is lost"
        assert official.post(address, sent).status_code == 302
        assert "Lê Văn Tư" in theirs.get(reverse("portal:follow", args=[dossier.code])).content.decode()
    with clock.frozen(THEN):
        image = SimpleUploadedFile("bien-ban.pdf", files.pdf(), "application/pdf")
        official.post(reverse("dossiers:record_visit", args=[dossier.code]), {**SEEN, "photos": image})
        assert "Đủ diện tích" in official.get(page).content.decode()
        photo = reverse("dossiers:visit_file", args=[dossier.code, SiteVisitFile.objects.get().pk])
        assert official.get(photo).status_code == 200
        assert stranger.get(photo).status_code == 404
        assert theirs.get(photo).status_code in (302, 403, 404)

"""What follows an act: the applicant is told once in each channel, however often the job runs."""

import json
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection

from motcua.dossiers.public import Dossier, refuse, withdraw
from motcua.dossiers.rules import Phase
from motcua.dossiers.tests import make
from motcua.notifications.public import Notification
from motcua.papers.public import papers_of
from motcua.platform.events import deliver
from motcua.platform.testing import run_jobs

pytestmark = pytest.mark.django_db
CHANNELS = ("email", "in_app", "sms")


def run_jobs_twice() -> None:
    """As after a worker died between doing a job and saying so."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs WHERE args->>'event' LIKE 'motcua.dossiers.%%'")
        jobs = [json.loads(row[0]) for row in cursor.fetchall()]
    run_jobs()
    for args in jobs:
        deliver(args["event"], args["handler"], args["payload"])
    run_jobs()


def told(dossier: Dossier) -> Counter[str]:
    """How many messages of each kind; each must stand in all channels."""
    kinds = Counter(Notification.objects.filter(subject=dossier.subject).values_list("kind__code", "channel"))
    codes = {kind for kind, _channel in kinds}
    assert {(kind, channel) for kind in codes for channel in CHANNELS} == set(kinds)
    return Counter({kind: kinds[kind, "sms"] for kind in codes if len({kinds[kind, c] for c in CHANNELS}) == 1})


def test_filing_is_acknowledged_and_told_once() -> None:
    dossier = make.dossier()
    run_jobs_twice()
    assert told(dossier) == {"dossier_submitted": 1}
    assert list(papers_of(dossier.subject).values_list("template__code", flat=True)) == ["acknowledgement"]


def test_every_turn_of_a_dossiers_way_is_told_once() -> None:
    dossier = make.dossier(supplement=Phase.EXAMINATION, supplied=True, delivered=True)
    run_jobs_twice()
    assert told(dossier) == dict.fromkeys(
        [
            "dossier_submitted",
            "dossier_received",
            "dossier_supplement_requested",
            "dossier_supplemented",
            "dossier_approved",
            "dossier_delivered",
        ],
        1,
    )


def test_both_requests_for_papers_are_told() -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = make.dossier(ward, by=citizen, supplement=Phase.INTAKE, supplied=True, received=True)
    later = make.AT + timedelta(hours=1)
    make.ask(dossier, by=ward.specialist, at=later)
    make.answer(dossier, by=make.actor(citizen), at=later + timedelta(hours=1))
    run_jobs_twice()
    counted = told(dossier)
    assert (counted["dossier_supplement_requested"], counted["dossier_supplemented"]) == (2, 2)


def test_refusals_say_why() -> None:
    ward, citizen = make.ward(), make.citizen()
    not_taken, not_granted = make.dossier(ward, by=citizen), make.dossier(ward, by=citizen, received=True)
    refuse(not_taken, reason="Không thuộc thẩm quyền", by=ward.officer, at=make.AT)
    make.decide(not_granted, ward, "refuse", note="Thiếu căn cứ pháp lý")
    run_jobs_twice()
    for dossier, kind, reason in (
        (not_taken, "dossier_refused", "Không thuộc thẩm quyền"),
        (not_granted, "dossier_not_granted", "Thiếu căn cứ pháp lý"),
    ):
        assert told(dossier)[kind] == 1
        shown = Notification.objects.get(subject=dossier.subject, kind__code=kind, channel="email")
        assert reason in shown.text


def test_withdrawing_is_confirmed() -> None:
    citizen = make.citizen()
    dossier = make.dossier(by=citizen)
    withdraw(dossier, reason="Đổi ý", by=make.actor(citizen), at=make.AT)
    run_jobs_twice()
    assert told(dossier) == {"dossier_submitted": 1, "dossier_withdrawn": 1}


def test_messages_leave_for_where_the_applicant_said() -> None:
    citizen = make.citizen(phone="0912777888", email="rieng.tu@example.vn")
    dossier = make.dossier(by=citizen)
    run_jobs()
    rows = Notification.objects.filter(subject=dossier.subject)
    addresses = {row.channel: row.address for row in rows}
    assert addresses["email"] == "rieng.tu@example.vn"
    assert addresses["sms"].endswith("912777888")
    assert all(dossier.code in row.text for row in rows)

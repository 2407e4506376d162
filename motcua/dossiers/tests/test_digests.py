"""What officials hear in the morning, and what will be late, with the reason."""

import copy
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.actions.send_digests import send_digests
from motcua.dossiers.handlers.recounting import tell_in_the_morning
from motcua.dossiers.models import MorningDigest
from motcua.dossiers.public import claim_step
from motcua.dossiers.reads.forecasts import forecasts, open_steps
from motcua.dossiers.tests import make
from motcua.notifications.public import Notification
from motcua.platform.action import SYSTEM
from motcua.platform.clock import VIETNAM, frozen
from motcua.processes.public import ProcessVersion
from motcua.processes.tests import make as processes

pytestmark = pytest.mark.django_db


def on(day: int, hour: int = 8, month: int = 11, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=VIETNAM)


def slow_process(hours: int) -> ProcessVersion:
    """The common way, with a limit on each of its two working steps."""
    way = copy.deepcopy(make.way())
    for node in way["nodes"]:
        if node["id"] in ("verify", "decide"):
            node |= {"limit": {"amount": hours, "unit": "working_hour"}, "untimed": False}
    return processes.process(way)


def told(kind: str) -> list[str]:
    return [row.title for row in Notification.objects.filter(kind__code=kind, channel="in_app").order_by("pk")]


def test_what_will_be_late_is_told_with_what_the_steps_may_still_take() -> None:
    ward = make.ward(procedure=make.new_procedure(process=slow_process(16)))
    dossier = make.dossier(ward, received=True)
    places = [ward.committee.pk]
    # Due 1 December at closing; from the 25th five days are left and the two steps may take four.
    early = open_steps(places, on(25), on(3, month=12))
    assert [step.dossier_id for step in early] == [dossier.pk]
    assert forecasts(early, on(23, 9)) == []
    (late,) = forecasts(open_steps(places, on(30), on(3, month=12)), on(30, 8, minute=30))
    assert late.dossier_id == dossier.pk
    assert late.left.total_seconds() == 15 * 3600
    # The step's own limit has run out; the decision may still take its sixteen hours.
    assert [(name, takes.total_seconds()) for name, takes in late.steps][-1] == ("Ký duyệt", 16 * 3600)


def test_leaders_see_the_forecast_and_why(client: Client) -> None:
    ward = make.ward(procedure=make.new_procedure(process=slow_process(16)))
    dossier = make.dossier(ward, received=True)
    client.force_login(ward.leader_account)
    with frozen(on(1, 9, 12)):
        page = client.get("/viec/thoi-han?muc=du-bao").content.decode()
    assert dossier.code in page
    assert "các bước còn lại có thể cần" in page
    assert "Ký duyệt 16 giờ" in page


def test_each_official_hears_once_in_the_morning_what_the_day_holds() -> None:
    ward = make.ward()
    mine, free = make.dossier(ward, received=True), make.dossier(ward, received=True)
    claim_step(mine, task_id=make.task_id(mine), by=ward.specialist, at=make.AT)
    assert ward.leader and ward.officer and free
    for minute in (25, 31, 36):
        with frozen(on(1, 7, 12, minute)):
            tell_in_the_morning()
    assert told("clock_digest") == ["Ngày 01/12/2026: 2 hồ sơ đến hạn, 0 quá hạn, 0 có thể trễ"]
    assert told("clock_digest_unit") == [f"{ward.committee.name}, ngày 01/12/2026: 2 đến hạn, 0 quá hạn, 0 có thể trễ"]
    with frozen(on(2, 7, 12, 35)):
        tell_in_the_morning()
    assert told("clock_digest")[-1] == "Ngày 02/12/2026: 0 hồ sơ đến hạn, 2 quá hạn, 0 có thể trễ"


def test_nobody_is_told_on_a_day_off_nor_of_nothing() -> None:
    ward = make.ward()
    assert ward.specialist and ward.leader
    for day in (28, 30):
        with frozen(on(day, 7, minute=40)):
            tell_in_the_morning()
    assert not Notification.objects.filter(kind__code__startswith="clock_digest").exists()
    assert not MorningDigest.objects.filter(on=on(28).date()).exists()


def test_what_is_read_for_many_organisations_takes_as_many_statements_as_for_one() -> None:
    wards = [make.ward() for _number in range(4)]
    counts = []
    for some in (wards[:1], wards[1:]):
        send_digests([ward.committee.pk for ward in some], by=SYSTEM, at=on(30, 9))
        with CaptureQueriesContext(connection) as statements:
            send_digests([ward.committee.pk for ward in some], by=SYSTEM, at=on(1, 9, 12))
        counts.append(len(statements))
    assert counts[0] == counts[1]

"""The SMS service slow, down or answering nonsense: nothing lost, tried again, never sent twice."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import override_settings

from motcua.notifications import handlers
from motcua.notifications.actions.begin_attempt import begin_attempt
from motcua.notifications.events import NotificationQueued
from motcua.notifications.models import Notification
from motcua.notifications.public import State
from motcua.notifications.rules import LEASE, MOST_ATTEMPTS
from motcua.notifications.tests import make
from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.platform.settings import Motcua, installation
from motcua.platform.testing import run_jobs
from sandbox.running import RunningSandbox

pytestmark = pytest.mark.django_db


def work(at: datetime) -> None:
    """What the worker does at an instant."""
    with clock.frozen(at):
        handlers.wake()
        run_jobs()


def work_until_done(row: Notification, at: datetime) -> Notification:
    """The worker's hours, skipping to each instant at which something is due."""
    for _ in range(40):
        work(at)
        row.refresh_from_db()
        if row.next_at is None:
            return row
        at = max(row.next_at, at)
    raise AssertionError(f"never done: {row.state} {row.error}")


def test_a_message_goes_out_at_once_and_is_asked_after(nation: RunningSandbox) -> None:
    row = make.sms()
    work(make.AT)
    row.refresh_from_db()
    assert (row.state, row.attempts) == (State.SENT, 1)
    row = work_until_done(row, make.AT)
    assert row.state == State.DELIVERED
    assert row.delivered_at == make.AT + timedelta(seconds=30)
    (arrived,) = nation.messages("0912345678")
    assert (arrived["message"], arrived["requests"]) == (row.text, 1)


def test_an_email_goes_out(nation: RunningSandbox) -> None:
    row = work_until_done(make.email(), make.AT)
    assert row.state == State.SENT
    (letter,) = nation.letters("thanh.ha@example.vn")
    assert (letter["text"].strip(), letter["copies"]) == (row.text, 1)


@pytest.mark.parametrize(
    "switches",
    [
        {"fault": "http_500"},
        {"fault": "http_500", "moment": "after"},
        {"fault": "dropped", "moment": "after"},
        {"fault": "timeout", "moment": "after"},
        {"fault": "too_many_requests"},
        {"wrong_data": "nonsense_json"},
        {"wrong_data": "html"},
        {"latency_ms": 600},
    ],
)
def test_trouble_is_tried_again_and_ends_in_one_message(nation: RunningSandbox, switches: dict[str, str | int]) -> None:
    nation.switch("sms", **switches, times=2)
    row = make.sms()
    work(make.AT)
    row.refresh_from_db()
    assert row.state == State.FAILED_TEMPORARY
    assert row.error
    row = work_until_done(row, make.AT)
    assert (row.state, row.attempts, row.error) == (State.DELIVERED, 3, "")
    (arrived,) = nation.messages()
    assert arrived["requests"] == 1


def test_a_duplicate_id_from_the_gateway_is_not_believed(nation: RunningSandbox) -> None:
    first = work_until_done(make.sms(), make.AT)
    nation.switch("sms", wrong_data="duplicate_id", times=1)
    second = work_until_done(make.sms(subject="dossier:13"), make.AT)
    assert second.state == State.DELIVERED
    assert second.provider_reference != first.provider_reference
    assert [message["requests"] for message in nation.messages()] == [1, 1]


def test_a_job_that_runs_twice_sends_once(nation: RunningSandbox) -> None:
    row = make.sms()
    job = NotificationQueued(row.pk, attempt=1)
    handlers.send(job)
    handlers.send(job)
    run_jobs()
    (arrived,) = nation.messages()
    assert arrived["requests"] == 1
    row.refresh_from_db()
    assert row.attempts == 1


def test_a_worker_that_dies_in_mid_attempt_loses_nothing(nation: RunningSandbox) -> None:
    row = make.sms()
    assert begin_attempt(row.pk, attempt=1, by=SYSTEM, at=make.AT) is not None
    work(make.AT + timedelta(minutes=1))
    assert nation.messages() == [], "the attempt may still be under way"
    work(make.AT + LEASE)
    row.refresh_from_db()
    assert (row.state, row.attempts) == (State.SENT, 2)
    assert len(nation.messages()) == 1


def test_a_lost_job_is_made_again(nation: RunningSandbox) -> None:
    row = make.sms()
    run_jobs_without_running()
    work(make.AT + LEASE)
    row.refresh_from_db()
    assert row.state == State.SENT


def run_jobs_without_running() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


def test_it_is_given_up_after_many_attempts_with_the_reason(nation: RunningSandbox) -> None:
    nation.switch("sms", fault="http_500")
    row = work_until_done(make.sms(), make.AT)
    assert (row.state, row.attempts) == (State.FAILED_PERMANENT, MOST_ATTEMPTS)
    assert "500" in row.error
    assert nation.messages() == []


def test_what_can_never_be_sent_is_not_tried_again(nation: RunningSandbox) -> None:
    letter = work_until_done(make.email(address="khong-ton-tai@example.vn"), make.AT)
    landline = work_until_done(make.sms(phone="02253821055"), make.AT)
    assert {(row.state, row.attempts) for row in (letter, landline)} == {(State.FAILED_PERMANENT, 1)}


def test_a_phone_never_reached_is_told_in_the_proof(nation: RunningSandbox) -> None:
    row = work_until_done(make.sms(phone="0900000404"), make.AT)
    assert (row.state, row.provider_reference != "") == (State.FAILED_PERMANENT, True)


def test_a_gateway_that_knows_no_delivery_leaves_it_sent(nation: RunningSandbox) -> None:
    row = make.sms()
    work(make.AT)
    nation.switch("sms", wrong_data="html")
    row = work_until_done(row, make.AT)
    assert (row.state, row.next_at) == (State.SENT, None)


def test_a_fault_of_ours_is_tried_again_too(nation: RunningSandbox) -> None:
    with override_settings(MOTCUA=_without_sms()):
        row = make.sms()
        work(make.AT)
    row.refresh_from_db()
    assert (row.state, row.error) == (State.FAILED_TEMPORARY, "PortUnanswered")
    assert work_until_done(row, make.AT).state == State.DELIVERED


def _without_sms() -> Motcua:
    return replace(installation(), connectors={"notifications.sms": "carrier-pigeon"})

"""Sessions end when nothing is asked for a while, and after a working day in any case."""

from dataclasses import fields, replace
from datetime import datetime, timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from motcua.accounts.handlers import clear_sessions
from motcua.accounts.models import Account, Session
from motcua.accounts.reads import actor_of
from motcua.accounts.sessions import ASSURANCE, DOOR
from motcua.accounts.tests import make
from motcua.audit.public import AuditEntry
from motcua.platform import clock
from motcua.platform.settings import Motcua

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 8, 0, tzinfo=clock.VIETNAM)


@pytest.fixture(autouse=True)
def as_shipped(settings: Settings) -> None:
    """The times of an installation where nobody set others."""
    times = {each.name: each.default for each in fields(Motcua) if isinstance(each.default, timedelta)}
    settings.MOTCUA = replace(settings.MOTCUA, **times)


def sitting(account: Account, *, at: datetime = AT) -> Client:
    client = Client()
    with clock.frozen(at):
        client.post(reverse("accounts:sign_in"), {"identifier": account.username, "password": make.PASSWORD})
    return client


def is_in(client: Client, minutes: float) -> bool:
    """Whether they are still signed in that long after eight o'clock; asking keeps the session alive."""
    with clock.frozen(AT + timedelta(minutes=minutes)):
        return client.get(reverse("accounts:account")).status_code == 200


def test_an_officials_session_ends_after_half_an_hour_without_a_request() -> None:
    busy, away = sitting(make.official()), sitting(make.official())
    assert [is_in(busy, minute) for minute in (29, 58, 87)] == [True] * 3
    assert not is_in(busy, 118)
    assert not is_in(away, 31)


def test_citizens_have_longer() -> None:
    client = sitting(make.citizen())
    assert is_in(client, 119) and not is_in(client, 119 + 121)


def test_after_twelve_hours_everybody_signs_in_again() -> None:
    official, citizen = sitting(make.official()), sitting(make.citizen())
    for minute in range(20, 720, 20):
        assert is_in(official, minute) and is_in(citizen, minute)
    assert not is_in(official, 721) and not is_in(citizen, 721)


def test_signing_in_again_begins_a_new_day() -> None:
    account = make.official()
    client = sitting(account)
    for minute in range(20, 720, 20):
        assert is_in(client, minute)
    with clock.frozen(AT + timedelta(minutes=715)):
        client.post(reverse("accounts:sign_in"), {"identifier": account.username, "password": make.PASSWORD})
    assert is_in(client, 740)


def test_an_operator_sets_other_times(settings: Settings) -> None:
    settings.MOTCUA = replace(settings.MOTCUA, official_idle=timedelta(minutes=5))
    client = sitting(make.official())
    assert is_in(client, 4) and not is_in(client, 10)


def test_staying_signed_in_is_written_once_a_minute_at_most() -> None:
    client = sitting(make.official())
    ends = [Session.objects.get().expire_date]
    for minutes in (0.5, 5, 5.5):
        assert is_in(client, minutes)
        ends.append(Session.objects.get().expire_date)
    assert [end - AT for end in ends] == [timedelta(minutes=minutes) for minutes in (30, 30, 35, 35)]


def test_ended_sessions_are_cleared_away_and_others_stay() -> None:
    account = make.official()
    now = clock.now()
    sitting(account, at=now - timedelta(days=1))
    kept = sitting(account, at=now)
    clear_sessions()
    assert Session.objects.get().session_key == kept.session.session_key
    assert kept.session[SESSION_KEY] == str(account.pk)


def test_every_door_begins_a_sitting_that_says_how_sure_it_is_of_who_is_there() -> None:
    account = make.citizen()
    client = sitting(account)
    with clock.frozen(AT):
        assert (client.session[DOOR], client.session[ASSURANCE]) == ("password", 1)
    account.refresh_from_db()
    assert account.last_signed_in_at == AT
    entry = AuditEntry.objects.get(name="accounts.begin_sitting")
    assert entry.details == {"door": "password", "assurance": 1}
    assert [actor_of(account, at=AT, assurance=level).assurance for level in (1, 2, 1)] == [1, 2, 1]

"""The whole demo city: its communes and officials, its dossiers in every state, and how the rest of them come."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from motcua.accounts.public import DEMO_PASSWORD, Account, AccountKind, demo_accounts
from motcua.audit.public import seal, verify
from motcua.demo.drafts import add_drafts
from motcua.demo.fates import FIRST, HOME, SHARES, Fate, plan_of
from motcua.demo.growth import add_dossiers, forget_city, growth, missing
from motcua.demo.handlers import go_on
from motcua.demo.models import CityDossier
from motcua.demo.seed import OFFICIALS, seed
from motcua.dossiers.public import Dossier, Draft, Status
from motcua.notifications.public import Notification
from motcua.organisations.public import GovLevel, Organisation, OrganisationKind
from motcua.platform import clock
from motcua.platform.clock import VIETNAM
from motcua.platform.testing import run_jobs

MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=VIETNAM)
# So many of the first are in every state between them.
SOME = 45


@pytest.fixture(scope="module")
def whole_city(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[datetime]:
    """The whole city with its first dossiers, made once for the tests of this module."""
    whole = transaction.atomic()
    # Tells Django that the transaction around belongs to a test, as its own TestCase does.
    whole._from_testcase = True  # type: ignore[attr-defined]
    with django_db_blocker.unblock(), whole, clock.frozen(MONDAY):
        forget_city()
        seed(MONDAY, officials=OFFICIALS)
        assert add_dossiers(SOME, MONDAY) == SOME
        yield MONDAY
        transaction.set_rollback(True)


@pytest.fixture
def city(whole_city: datetime, db: None) -> Iterator[datetime]:
    """The whole city, its clock standing still."""
    with clock.frozen(whole_city):
        yield whole_city


def test_every_commune_has_a_committee_and_a_service_centre(city: datetime) -> None:
    communes = Organisation.objects.filter(level=GovLevel.COMMUNE)
    assert communes.filter(kind=OrganisationKind.PEOPLES_COMMITTEE).count() == 114
    centres = communes.filter(kind=OrganisationKind.SERVICE_CENTRE).select_related("parent")
    assert centres.count() == 114
    assert all(centre.parent and centre.identifier == f"{centre.parent.identifier}.01" for centre in centres)
    assert Organisation.objects.get(identifier="H24.77").name == "Ủy ban nhân dân phường Lê Chân"


def test_three_hundred_officials_work_there_and_those_to_try_stay_first(city: datetime) -> None:
    assert Account.objects.filter(kind=AccountKind.OFFICIAL).count() == 300
    assert demo_accounts(at=city)[0].username == "motcua.lechan"
    assert len(demo_accounts(at=city)) == 27
    signed_in = Client().post("/dang-nhap", {"identifier": "motcua.thanhdong", "password": DEMO_PASSWORD})
    assert signed_in.status_code == 302


def test_dossiers_stand_in_every_state(city: datetime) -> None:
    statuses = Counter(Dossier.objects.values_list("status", flat=True))
    assert set(statuses) == {status.value for status in Status} - {Status.AWAITING_PAYMENT.value}
    open_ones = Dossier.objects.filter(ended_at=None, resolved_at=None)
    assert open_ones.filter(due_at__lt=city).exists()
    dues = open_ones.exclude(due_at=None).values_list("due_at", flat=True)
    assert any(due.astimezone(VIETNAM).date() == city.date() for due in dues if due)
    filed = [each.submitted_at.astimezone(VIETNAM).date() for each in Dossier.objects.all()]
    assert all(date(2025, 6, 30) < on <= city.date() for on in filed)
    assert Dossier.objects.filter(unit_of_record__identifier="H24.77.01").count() > SOME / 4


def test_what_happened_long_ago_is_told_to_nobody(city: datetime) -> None:
    assert not Notification.objects.exists()


def test_codes_have_no_gaps_and_the_ledger_holds(city: datetime) -> None:
    series: dict[str, list[int]] = {}
    for code in Dossier.objects.values_list("code", flat=True):
        day, _dash, number = code.rpartition("-")
        series.setdefault(day, []).append(int(number))
    assert all(sorted(numbers) == list(range(1, len(numbers) + 1)) for numbers in series.values())
    while seal(at=city):
        pass
    assert verify().is_sound


def test_making_it_again_changes_nothing(city: datetime) -> None:
    before = Account.objects.count(), Organisation.objects.count(), Dossier.objects.count()
    with CaptureQueriesContext(connection) as asked:
        seed(city, officials=OFFICIALS)
        assert add_dossiers(SOME, city) == 0
    assert (Account.objects.count(), Organisation.objects.count(), Dossier.objects.count()) == before
    assert len(asked) < 70


def test_what_was_interrupted_is_made_up_for(city: datetime) -> None:
    CityDossier.objects.filter(number=7).delete()
    assert list(missing(SOME)) == [7]
    assert list(missing(SOME, (0, 2))) == []
    assert growth().made == SOME - 1
    assert add_dossiers(SOME, city, seconds=0) == 0


def test_the_city_grows_until_it_is_whole_while_nothing_else_waits(
    city: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("motcua.demo.growth.WANTED", SOME + 1)
    with override_settings(MOTCUA=replace(settings.MOTCUA, demo=True)):
        run_jobs()
        go_on()
        assert run_jobs() == 1
        assert growth().is_whole
        go_on()
        assert run_jobs() == 0


def test_the_citizens_to_try_have_each_begun_a_form(city: datetime) -> None:
    assert add_drafts(city) == Account.objects.filter(is_demo=True, kind="citizen").count() == 2
    assert add_drafts(city) == 0
    client = Client()
    client.post("/dang-nhap", {"identifier": "nhung", "password": DEMO_PASSWORD})
    (draft,) = Draft.objects.filter(account__username="nhung", state="open")
    assert draft.answers
    assert client.get(f"/ban-nhap/{draft.pk}", follow=True).status_code == 200


def test_the_administrator_sees_how_far_it_is(city: datetime) -> None:
    client = Client()
    client.post("/dang-nhap", {"identifier": "quantri", "password": DEMO_PASSWORD})
    assert "45 trên 20.000" in client.get("/lam-viec/du-lieu-thu").content.decode()
    client.post("/dang-nhap", {"identifier": "motcua.lechan", "password": DEMO_PASSWORD})
    assert client.get("/lam-viec/du-lieu-thu").status_code == 403


def test_the_first_three_hundred_are_spread_over_every_fate() -> None:
    communes = [HOME, *(str(code) for code in range(10_000, 10_113))]
    plans = [plan_of(number, communes) for number in range(FIRST)]
    assert Counter(plan.fate for plan in plans) == {fate: share[0] for fate, share in SHARES.items()}
    assert set(SHARES) == set(Fate)
    assert FIRST * 0.4 < sum(plan.commune == HOME for plan in plans) < FIRST * 0.6
    assert plans == [plan_of(number, communes) for number in range(FIRST)]
    later = Counter(plan_of(number, communes).fate for number in range(FIRST, FIRST + 2000))
    assert later[Fate.DELIVERED] > 1700

"""Sự đồng ý của tôi: given and withdrawn at one press, in effect at once, its history kept."""

from datetime import datetime

import pytest
from django.test import Client

from motcua.accounts.public import Account, actor_of
from motcua.accounts.tests import make as accounts
from motcua.audit.public import AuditEntry
from motcua.notifications.public import Notification, State, notify
from motcua.notifications.tests.make import CONTEXT
from motcua.persons.tests import make as persons
from motcua.platform import clock
from motcua.platform.action import SYSTEM, NotAllowed
from motcua.platform.own_data import contributions
from motcua.platform.testing import run_jobs
from motcua.privacy.public import Consent, give_consent, withdraw_consent

AT = datetime(2026, 11, 23, 9, 0, tzinfo=clock.VIETNAM)
PAGE = "/du-lieu-cua-toi/dong-y"
pytestmark = pytest.mark.django_db


@pytest.fixture
def lan() -> Account:
    return accounts.citizen(full_name="Trần Thị Lan", phone="0912345678", email="lan@example.vn")


def browser(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def told(account: Account, template: str = "dossier_received", occasion: str = "") -> dict[str, Notification]:
    context = {**CONTEXT, "at": "1", "days": "1", "lock_on": "1", "text": "Sự cố."}
    channels = ("email", "sms") if template == "dossier_received" else ("in_app", "email")
    rows = notify(
        template=template, person_id=account.person_id, channels=channels, context=context, subject="dossier:12",
        by=SYSTEM, at=AT, occasion=occasion,
    )  # fmt: skip
    return {row.channel: row for row in rows}


def test_consent_is_given_and_withdrawn_by_one_press_and_all_of_it_is_kept(lan: Account) -> None:
    with clock.frozen(AT):
        own = browser(lan)
        assert PAGE in own.get("/du-lieu-cua-toi").content.decode()
        page = own.get(PAGE).content.decode()
        assert "Im lặng không phải là đồng ý" in page and "không hỏi sự đồng ý" in page
        for press in ("dong-y", "dong-y", "rut-lai", "dong-y", "rut-lai"):
            assert own.post(f"{PAGE}/notice_sms/{press}").status_code == 302
        page = own.get(PAGE).content.decode()
        assert page.count("đồng ý với bản 1") == 4 and "Trên cổng" in page
        assert own.post(f"{PAGE}/no_such/dong-y").status_code == 404
    assert [each.is_given for each in Consent.objects.order_by("pk")] == [True, False, True, False]
    assert "SMS" in Consent.objects.first().text  # type: ignore[union-attr]
    assert AuditEntry.objects.filter(name="privacy.withdraw_consent").count() == 2
    gather = next(each for each in contributions() if each.name == "privacy").gather
    assert len([kept for kept in gather(lan.person_id) if kept.model == "privacy.Consent"]) == 4


def test_nothing_goes_by_a_channel_whose_consent_was_withdrawn(lan: Account) -> None:
    assert set(told(lan)) == {"email", "sms"}
    with clock.frozen(AT):
        own = browser(lan)
        own.post(f"{PAGE}/notice_sms/rut-lai")
        rows = told(lan, occasion="2")
        assert set(rows) == {"in_app", "email"}
        assert rows["in_app"].state == State.DELIVERED
        own.post(f"{PAGE}/notice_email/rut-lai")
        assert set(told(lan, occasion="3")) == {"in_app"}
        own.post(f"{PAGE}/notice_sms/dong-y")
    assert set(told(lan, occasion="4")) == {"in_app", "sms"}


def test_what_was_queued_when_consent_was_withdrawn_is_laid_in_the_box(lan: Account) -> None:
    rows = told(lan)
    with clock.frozen(AT):
        browser(lan).post(f"{PAGE}/notice_sms/rut-lai")
        browser(lan).post(f"{PAGE}/notice_email/rut-lai")
        run_jobs()
    for row in rows.values():
        row.refresh_from_db()
        assert row.state == State.FAILED_PERMANENT and row.attempts == 0
    boxed = Notification.objects.get(channel="in_app", person=lan.person_id)
    assert boxed.title and boxed.text and boxed.link == CONTEXT["link"]


def test_what_the_law_demands_is_sent_all_the_same(lan: Account) -> None:
    withdraw_consent(lan.person, purpose="notice_email", by=actor_of(lan, at=AT), at=AT)
    assert set(told(lan, "data_breach")) == {"in_app", "email"}


def test_nobody_speaks_for_another(lan: Account) -> None:
    other = accounts.citizen(person=persons.person(full_name="Lê Văn Tư"))
    with pytest.raises(NotAllowed):
        give_consent(lan.person, purpose="notice_sms", by=actor_of(other, at=AT), at=AT)
    assert not Consent.objects.exists()

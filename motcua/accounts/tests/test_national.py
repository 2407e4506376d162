"""Signing in by national e-identity, through the pages and over real HTTP to the sandbox nation's provider."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from motcua.accounts.actions.enter_nationally import Entry, enter_nationally
from motcua.accounts.actions.set_claim_table import set_claim_table
from motcua.accounts.models import Account, Session
from motcua.accounts.national import handshake, provider
from motcua.accounts.national.claims import SHIPPED, Identity
from motcua.accounts.public import AccountKind, close_account, register_citizen
from motcua.accounts.sessions import ASSURANCE, DOOR
from motcua.accounts.tests import make, national
from motcua.accounts.tests.national import KHOI, NHUNG
from motcua.audit.public import AuditEntry
from motcua.exchange.public import ExchangeMessage
from motcua.exchange.tests import make as exchange
from motcua.persons.public import IdentityLevel, LegalEntity, Person, register_person
from motcua.platform import clock
from motcua.platform.action import SYSTEM, VISITOR, Refused
from motcua.platform.testing import all_at_once
from sandbox.people import BUSINESSES, adult, find
from sandbox.running import RunningSandbox
from sandbox.tokens import QUIRKS

pytestmark = pytest.mark.django_db
AT = make.AT + timedelta(minutes=5)


@pytest.fixture
def nation() -> Iterator[RunningSandbox]:
    with exchange.sandbox() as running, clock.frozen(AT):
        make.roles()
        national.begin(running, at=AT)
        yield running


def who(client: Client) -> Account | None:
    number = client.session.get(SESSION_KEY)
    return Account.objects.get(pk=number) if number else None


def test_the_first_entry_opens_the_account_of_a_checked_person(client: Client, nation: RunningSandbox) -> None:
    response = national.sign_in(client, nation, onward="/ban-nhap")
    assert (response.status_code, response.headers["Location"]) == (302, "/ban-nhap")
    account, known = who(client), find(NHUNG)
    assert account is not None and known is not None
    assert (account.kind, account.has_usable_password()) == (AccountKind.CITIZEN, False)
    assert (account.person.full_name, account.person.birth_date) == (known.full_name, known.birth_date)
    assert (account.person.identity_level, account.person.personal_id) == (IdentityLevel.CHECKED, NHUNG)
    assert (client.session[ASSURANCE], client.session[DOOR]) == (2, "national")
    assert handshake.KEPT not in client.session or not client.session[handshake.KEPT]
    again = Client()
    national.sign_in(again, nation)
    assert who(again) == account


def checked(full_name: str = "Nguyễn Thị Hồng Nhung") -> Account:
    """The account of Nhung, whose papers were seen at the counter."""
    born = date(1992, 4, 15)
    person = register_person(by=SYSTEM, at=AT, full_name=full_name, birth_date=born, personal_id=NHUNG)
    return make.citizen(person=person)


def test_the_account_of_the_same_checked_person_is_the_same_account(client: Client, nation: RunningSandbox) -> None:
    own = checked("Nguyễn Thị Hồng Nhung")
    national.sign_in(client, nation)
    assert who(client) == own
    assert AuditEntry.objects.get(name="accounts.enter_nationally").details == {
        "account": own.pk,
        "is_new": False,
        "differs": [],
    }


def test_what_our_record_says_otherwise_is_told_and_stays(client: Client, nation: RunningSandbox) -> None:
    own = checked("Nguyễn Thị Nhung")
    national.sign_in(client, nation, onward="/tai-khoan")
    assert "họ và tên khác với hồ sơ ở đây" in client.get("/tai-khoan").text
    own.person.refresh_from_db()
    assert own.person.full_name == "Nguyễn Thị Nhung"


def declared(**more: Any) -> Account:
    known = find(NHUNG)
    assert known is not None
    details = {"full_name": known.full_name, "birth_date": known.birth_date, "personal_id": NHUNG, "phone": known.phone}
    return register_citizen(by=VISITOR, at=AT, password=make.PASSWORD, **{**details, **more})


def by_password(client: Client, account: Account) -> None:
    client.post(reverse("accounts:sign_in"), {"identifier": account.username, "password": make.PASSWORD})
    assert who(client) == account


def test_a_declared_account_neither_takes_over_nor_is_taken_over(client: Client, nation: RunningSandbox) -> None:
    claimed = declared()
    national.sign_in(client, nation)
    real = who(client)
    assert real is not None and real != claimed
    claimed.person.refresh_from_db()
    assert claimed.person.identity_level == IdentityLevel.DECLARED
    # And whoever declared the number still signs in with it, to their own account.
    other = Client()
    other.post(reverse("accounts:sign_in"), {"identifier": NHUNG, "password": make.PASSWORD})
    assert who(other) == claimed
    # By then there are two records: putting them together is no matter for a page.
    refused = national.sign_in(other, nation)
    assert refused.status_code == 422 and "gộp hai tài khoản" in refused.content.decode()
    assert other.session[ASSURANCE] == 1


def test_who_proves_both_links_both(client: Client, nation: RunningSandbox) -> None:
    own = declared()
    by_password(client, own)
    assert client.session[ASSURANCE] == 1
    assert f"{reverse('accounts:national')}?next=" in client.get("/tai-khoan").text
    assert national.sign_in(client, nation, onward="/tai-khoan").headers["Location"] == "/tai-khoan"
    own.person.refresh_from_db()
    assert own.person.identity_level == IdentityLevel.CHECKED
    assert (who(client), client.session[ASSURANCE]) == (own, 2)
    assert Person.objects.with_personal_id(NHUNG).count() == 1


def test_another_person_coming_back_changes_nothing(client: Client, nation: RunningSandbox) -> None:
    own = declared()
    by_password(client, own)
    refused = national.sign_in(client, nation, KHOI, onward="/tai-khoan")
    assert refused.status_code == 422
    assert "không phải là chủ tài khoản đang đăng nhập" in refused.content.decode()
    assert (who(client), client.session[ASSURANCE]) == (own, 1)
    assert not Person.objects.with_personal_id(KHOI).exists()
    assert AuditEntry.objects.get(name="accounts.refuse_identity").details == {"reason": "another_person"}


def test_who_signed_in_meanwhile_as_another_is_not_raised(client: Client, nation: RunningSandbox) -> None:
    query = national.asked(client)
    by_password(client, declared())
    refused = national.come_back(client, national.answered(nation, query))
    assert refused.status_code == 422 and client.session[ASSURANCE] == 1


def test_a_business_comes_with_its_account(client: Client, nation: RunningSandbox) -> None:
    firm = BUSINESSES[0]
    national.sign_in(client, nation, firm.representative, tax_code=firm.tax_code)
    account = who(client)
    assert account is not None and account.legal_entity is not None
    assert (account.kind, account.legal_entity.tax_code) == (AccountKind.BUSINESS, firm.tax_code)
    again = Client()
    national.sign_in(again, nation, firm.representative, tax_code=firm.tax_code)
    assert who(again) == account
    assert LegalEntity.objects.count() == 1


def test_a_closed_account_stays_closed(client: Client, nation: RunningSandbox) -> None:
    own = checked("Nguyễn Thị Hồng Nhung")
    close_account(own, by=SYSTEM, at=AT)
    refused = national.sign_in(client, nation)
    assert refused.status_code == 422 and "đã bị khóa" in refused.content.decode()
    assert who(client) is None


QUIRKS_REFUSED = sorted(set(QUIRKS) - {"other_name"})


@pytest.mark.parametrize("quirk", QUIRKS_REFUSED)
def test_forged_and_broken_answers_are_refused_in_plain_words(
    client: Client, nation: RunningSandbox, quirk: str
) -> None:
    answer = national.answered(nation, national.asked(client))
    nation.switch("identity", quirk=quirk)
    refused = national.come_back(client, answer)
    assert refused.status_code == 422
    assert 'role="alert"' in refused.content.decode() and reverse("accounts:sign_in") in refused.content.decode()
    assert who(client) is None
    assert not Account.objects.exists() and not Person.objects.exists()
    assert AuditEntry.objects.filter(name="accounts.refuse_identity").count() == 1


def test_a_state_is_good_once_for_ten_minutes_and_for_one_browser(client: Client, nation: RunningSandbox) -> None:
    answer = national.answered(nation, national.asked(client))
    assert national.come_back(Client(), answer).status_code == 422
    assert national.come_back(client, {**answer, "state": "x"}).status_code == 422
    assert national.come_back(client, answer).status_code == 302
    client.logout()
    assert national.come_back(client, answer).status_code == 422
    late = national.answered(nation, national.asked(client))
    with clock.frozen(AT + timedelta(minutes=10)):
        assert national.come_back(client, late).status_code == 422
    assert who(client) is None


def test_a_code_is_not_taken_twice_nor_from_another_question(client: Client, nation: RunningSandbox) -> None:
    used = national.answered(nation, national.asked(client))
    national.come_back(client, used)
    client.logout()
    query = national.asked(client)
    assert national.come_back(client, {**used, "state": query["state"]}).status_code == 422
    mine, others = national.asked(client), national.asked(Client())
    stolen = national.answered(nation, others)
    assert national.come_back(client, {**stolen, "state": mine["state"]}).status_code == 422
    assert who(client) is None


def test_turning_back_and_a_foreign_issuer_change_nothing(client: Client, nation: RunningSandbox) -> None:
    query = national.asked(client)
    assert national.come_back(client, {"error": "access_denied", "state": query["state"]}).status_code == 422
    answer = national.answered(nation, national.asked(client))
    assert national.come_back(client, {**answer, "iss": "https://evil.example"}).status_code == 422
    assert who(client) is None


def test_new_keys_are_fetched_when_a_token_names_one(client: Client, nation: RunningSandbox) -> None:
    national.sign_in(client, nation)
    nation.client.post("/identity/rotate")
    with clock.frozen(AT + timedelta(minutes=1)):
        nation.it_is(AT + timedelta(minutes=1))
        other = Client()
        national.sign_in(other, nation, KHOI)
        assert who(other) is not None


def test_the_log_of_calls_holds_nothing_personal(client: Client, nation: RunningSandbox) -> None:
    national.sign_in(client, nation)
    lines = ExchangeMessage.objects.values_list("path", "subject")
    paths = {"/.well-known/openid-configuration", "/token", "/jwks", "/userinfo"}
    assert set(lines) == {(path, "") for path in paths}


def test_names_of_claims_are_data_with_a_date(client: Client, nation: RunningSandbox) -> None:
    today = AT.astimezone(clock.VIETNAM).date()
    renamed = {**SHIPPED, "personal_id": "MaSoMoi"}
    set_claim_table(by=SYSTEM, at=AT, valid_from=today + timedelta(days=1), claims=renamed, reason="Công văn 12/CV")
    national.sign_in(client, nation)
    assert who(client) is not None
    tomorrow = AT + timedelta(days=1)
    with clock.frozen(tomorrow):
        national.begin(nation, at=tomorrow)
        assert national.sign_in(Client(), nation).status_code == 422
    for wrong in ({}, {**SHIPPED, "levels": {"1": 9}}, {**SHIPPED, "kinds": {"1": "official"}}, {**SHIPPED, "x": "y"}):
        with pytest.raises(Refused):
            set_claim_table(by=SYSTEM, at=AT, valid_from=today, claims=wrong, reason="Sai")


def test_signing_out_ends_our_sitting_and_offers_to_leave_there_too(client: Client, nation: RunningSandbox) -> None:
    national.sign_in(client, nation)
    key = client.session.session_key
    out = client.post(reverse("accounts:sign_out"))
    assert not Session.objects.filter(session_key=key, account__isnull=False).exists()
    page = client.get(out.headers["Location"])
    assert reverse("accounts:national_leave") in page.text
    there = client.get(reverse("accounts:national_leave")).headers["Location"]
    assert there.startswith(f"{nation.url}/identity/end-session?")
    back = nation.client.get(there.removeprefix(nation.url)).headers["location"]
    assert back.endswith(reverse("accounts:national_left"))
    assert "da-dang-xuat=2" in client.get(reverse("accounts:national_left")).headers["Location"]


def test_without_a_provider_there_is_no_such_door(client: Client, settings: Settings) -> None:
    systems = {name: url for name, url in settings.MOTCUA.systems.items() if name != provider.SYSTEM_NAME}
    settings.MOTCUA = replace(settings.MOTCUA, systems=systems)
    assert client.get(reverse("accounts:national")).status_code == 404
    assert "định danh quốc gia" not in client.get(reverse("accounts:sign_in")).text.lower()


@pytest.mark.django_db(transaction=True)
def test_two_first_entries_at_once_open_one_account() -> None:
    make.roles()
    known = adult(3)
    identity = Identity(known.personal_id, known.full_name, known.birth_date, "citizen", 2)
    entries: list[Entry] = []
    works = [lambda: entries.append(enter_nationally(identity=identity, by=VISITOR, at=AT))] * 8
    assert all_at_once(works) == {"done": 8}
    assert len({entry.account.pk for entry in entries}) == 1
    assert sum(entry.is_new for entry in entries) == 1
    assert Person.objects.count() == Account.objects.count() == 1

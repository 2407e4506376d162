from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection

from motcua.accounts.actions.forget_failures import forget_failures
from motcua.accounts.actions.sign_in import SignIn, sign_in
from motcua.accounts.models import SignInThrottle
from motcua.accounts.public import Account, change_password, close_account, register_citizen
from motcua.accounts.tests import make
from motcua.audit.public import AuditEntry
from motcua.persons.public import IdentityLevel, NumberTaken, Person
from motcua.persons.tests import make as persons
from motcua.platform.action import SYSTEM, VISITOR, NotAllowed, Refused

pytestmark = pytest.mark.django_db
AT = make.AT


def knock(name: str, password: str = make.PASSWORD, *, after: float = 0, address: str = "203.0.113.7") -> SignIn:
    at = AT + timedelta(minutes=after)
    return sign_in(by=VISITOR, at=at, identifier=name, password=password, address=address)


def test_by_username_or_personal_id() -> None:
    hà = make.citizen(username="thanhha")
    assert knock(" ThanhHa ").account == hà
    assert knock(hà.person.personal_id).account == hà
    assert knock("031 199 999 999").account is None


def test_every_try_is_written_down_without_what_was_typed() -> None:
    hà = make.citizen(username="thanhha")
    knock("thanhha")
    knock("thanhha", "sai")
    knock("mat-khau-go-nham-o-day")
    entries = AuditEntry.objects.filter(name="accounts.sign_in").order_by("id")
    assert [entry.details for entry in entries] == [
        {"result": "signed_in", "account": hà.pk},
        {"result": "failed", "account": hà.pk},
        {"result": "failed", "account": None},
    ]
    keys = " ".join(SignInThrottle.objects.values_list("key", flat=True))
    assert "nham" not in keys
    assert "203.0.113" not in keys


@pytest.mark.parametrize("name", ["thanhha", "khongcoai"])
def test_guessing_is_slowed_down_alike_for_known_and_unknown_names(name: str) -> None:
    make.citizen(username="thanhha")
    waits = [knock(name, "sai").wait for _ in range(5)]
    assert waits == [timedelta(0)] * 4 + [timedelta(minutes=1)]
    assert knock(name, "sai").wait == timedelta(minutes=1)
    assert knock(name, after=0.5).account is None
    assert knock(name, "sai", after=1).wait == timedelta(minutes=2)


def test_the_right_password_waits_too_and_then_forgives() -> None:
    hà = make.citizen(username="thanhha")
    for _ in range(5):
        knock("thanhha", "sai")
    assert knock("thanhha").account is None
    assert knock("thanhha", after=1).account == hà
    assert [knock("thanhha", "sai", after=1).wait for _ in range(4)] == [timedelta(0)] * 4


def guessed(name: str, *, times: int, after: float = 0) -> list[timedelta]:
    """The waits that a guesser is told who comes from another address each time."""
    return [knock(name, "sai", after=after, address=f"198.51.{number}.1").wait for number in range(times)]


@pytest.mark.parametrize("name", ["thanhha", "khongcoai"])
def test_guessing_from_many_addresses_is_slowed_down_alike_for_known_and_unknown_names(name: str) -> None:
    make.citizen(username="thanhha")
    waits = guessed(name, times=23)
    assert waits == [timedelta(0)] * 19 + [timedelta(seconds=15)] * 4
    tried = [knock(name, "sai", after=minute, address=f"198.52.0.{minute}").wait for minute in range(1, 6)]
    assert tried == [timedelta(seconds=30)] + [timedelta(minutes=1)] * 4, "growing, and never more than a minute"
    assert knock(name, "sai", after=5.5, address="198.51.99.1").wait == timedelta(seconds=30)


def test_the_owner_signs_in_while_others_guess() -> None:
    hà = make.citizen(username="thanhha")
    knock("thanhha", address="203.0.113.7")
    guessed("thanhha", times=30, after=60)
    assert knock("thanhha", after=60, address="203.0.113.7").account == hà
    assert knock("thanhha", "sai", after=60, address="203.0.113.7").wait == timedelta(0)
    assert knock("thanhha", after=60, address="203.0.113.8").account is None, "here nobody signed in before"
    assert knock("thanhha", after=62, address="203.0.113.8").account == hà, "and waits a minute at most"


def test_guessing_from_one_address_keeps_nobody_out_elsewhere() -> None:
    hà = make.citizen(username="thanhha")
    for _ in range(6):
        knock("thanhha", "sai")
    assert knock("thanhha").account is None
    assert knock("thanhha", address="203.0.113.8").account == hà


def test_where_somebody_signed_in_is_remembered_for_a_season() -> None:
    make.citizen(username="thanhha")
    knock("thanhha")
    days = timedelta(days=1)
    forget_failures(by=SYSTEM, at=AT + 89 * days)
    assert [row.key.partition("@")[0][:8] for row in SignInThrottle.objects.all()] == ["account:"]
    forget_failures(by=SYSTEM, at=AT + 91 * days)
    assert not SignInThrottle.objects.exists()


def test_username_and_number_share_one_count() -> None:
    hà = make.citizen(username="thanhha")
    for name in ["thanhha", hà.person.personal_id] * 3:
        knock(name, "sai", address="203.0.113.9")
    assert knock("thanhha", address="203.0.113.9").account is None


def test_one_address_cannot_try_many_names() -> None:
    hà = make.citizen(username="thanhha")
    for number in range(50):
        knock(f"ten{number}", "sai")
    assert knock("thanhha").account is None
    assert knock("thanhha", address="203.0.113.8").account == hà


def test_a_closed_account_looks_like_a_wrong_password() -> None:
    hà = make.citizen(username="thanhha")
    close_account(hà, by=SYSTEM, at=AT)
    assert knock("thanhha") == knock("khongcoai") == SignIn(None)


def test_old_failures_are_forgotten() -> None:
    knock("khongcoai", "sai")
    assert forget_failures(by=SYSTEM, at=AT + timedelta(minutes=29)) == 0
    assert forget_failures(by=SYSTEM, at=AT + timedelta(minutes=31)) == 3
    assert not SignInThrottle.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_guesses_sent_all_at_once_count_one_by_one() -> None:
    make.citizen(username="thanhha")

    def guess(_number: int) -> None:
        try:
            knock("thanhha", "sai")
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(guess, range(12)))
    assert SignInThrottle.objects.get(key__startswith="account:", key__contains="@").failures == 5


def test_signing_up_proves_nothing() -> None:
    real = make.citizen(number="031190004112")
    details = {"full_name": "Phạm Thị Thanh Hà", "birth_date": real.person.birth_date, "phone": "0987654321"}
    stranger = register_citizen(
        by=VISITOR,
        at=AT,
        personal_id="031190004112",
        password="doan-bua-thoi",
        **details,  # type: ignore[arg-type]
    )
    assert stranger.person_id != real.person_id
    assert stranger.person.identity_level == IdentityLevel.DECLARED
    assert knock("031190004112").account == real
    assert knock("031190004112", "doan-bua-thoi").account is None
    assert knock(stranger.username, "doan-bua-thoi").account == stranger
    with pytest.raises(NumberTaken, match="bộ phận một cửa"):
        register_citizen(
            by=VISITOR,
            at=AT,
            personal_id="031190004112",
            password="doan-bua-thoi",
            **details,  # type: ignore[arg-type]
        )
    refused = AuditEntry.objects.filter(name="accounts.register_citizen", outcome="refused")
    assert refused.count() == 1
    assert Person.objects.with_personal_id("031190004112").count() == 2, "the checked one and one who claims to be it"


@pytest.mark.parametrize("password", ["ngan", "12345678", "password", "031190004112", "0987654321", "x" * 129])
def test_weak_passwords_are_refused_and_nothing_is_kept(password: str) -> None:
    born = date(1990, 11, 5)
    with pytest.raises(Refused) as refused:
        register_citizen(
            by=VISITOR,
            at=AT,
            full_name="Phạm Thị Hà",
            birth_date=born,
            personal_id="031190004112",
            phone="0987654321",
            password=password,
        )
    assert refused.value.field == "password"
    assert not Person.objects.exists()
    assert not Account.objects.exists()


def test_a_password_is_changed_by_its_owner_who_knows_it() -> None:
    hà, other = make.citizen(username="thanhha"), make.citizen()
    by = make.actor(hà)
    with pytest.raises(Refused) as refused:
        change_password(hà, by=by, at=AT, current="sai", new="moi-hoan-toan")
    assert refused.value.field == "current"
    with pytest.raises(NotAllowed):
        change_password(other, by=by, at=AT, current=make.PASSWORD, new="moi-hoan-toan")
    change_password(hà, by=by, at=AT, current=make.PASSWORD, new="moi-hoan-toan")
    assert knock("thanhha").account is None
    assert knock("thanhha", "moi-hoan-toan").account == hà


def test_usernames_are_unique_whatever_their_case() -> None:
    make.citizen(username="thanhha")
    with pytest.raises(Refused) as refused:
        make.citizen(username="ThanhHa")
    assert refused.value.field == "username"


def test_one_citizen_account_a_person() -> None:
    hà = make.citizen()
    with pytest.raises(Refused, match="đã có tài khoản"):
        make.citizen(person=hà.person)


def test_a_counter_officer_opens_no_account_for_officials() -> None:
    from motcua.accounts.public import AccountKind, open_account

    officer = make.actor(role="one_stop_officer")
    person = persons.person()
    with pytest.raises(NotAllowed):
        open_account(person, by=officer, at=AT, kind=AccountKind.OFFICIAL, username="abc", password=make.PASSWORD)
    assert open_account(person, by=officer, at=AT, kind=AccountKind.CITIZEN, password=make.PASSWORD).person == person


def test_a_business_account_acts_for_its_legal_entity() -> None:
    account = make.business(username="cangxanh")
    assert account.legal_entity is not None
    assert make.actor(account).kind == "business"

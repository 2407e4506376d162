"""Sự cố dữ liệu: the clock of 72 hours, the reminders, whom it is about, who is told."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from motcua.accounts.public import Account, actor_of
from motcua.accounts.tests import make as accounts
from motcua.audit.public import AuditEntry
from motcua.notifications.public import Notification
from motcua.organisations.tests import make as organisations
from motcua.persons.tests import make as persons
from motcua.platform import clock
from motcua.platform.action import SYSTEM, Actor, NotAllowed, Refused, Stale, record_read
from motcua.platform.testing import run_jobs
from motcua.privacy.handlers import remind
from motcua.privacy.public import Breach, ask_telling, name_affected, note_breach, record_breach, report_breach
from motcua.privacy.rules import breach_notice_due, reminders_due

AT = datetime(2026, 11, 23, 9, 0, tzinfo=clock.VIETNAM)
db = pytest.mark.django_db


def officer() -> Account:
    return accounts.official(
        role="data_protection_officer", organisation=organisations.organisation(), full_name="Đỗ Thị Liệu"
    )


def found(by: Actor = SYSTEM, **changes: Any) -> Breach:
    told: dict[str, Any] = {
        "title": "Lạm dụng tài khoản", "kind": "accessed", "data_classes": ["basic"], "people": 0,
        "discovered_at": AT, "description": "Một tài khoản bị dùng ban đêm.", "measures": "Đã khóa tài khoản.",
        "by": by, "at": AT,
    }  # fmt: skip
    return record_breach(**{**told, **changes})


def browser(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


@given(hours=st.integers(0, 200), minutes=st.integers(0, 59))
def test_the_clock_runs_72_hours_from_the_discovery_day_and_night(hours: int, minutes: int) -> None:
    discovered = AT + timedelta(hours=hours, minutes=minutes)
    assert breach_notice_due(discovered) - discovered == timedelta(hours=72)
    passed = timedelta(hours=hours, minutes=minutes)
    assert reminders_due(AT, AT + passed) == [each for each in (24, 48, 66) if passed >= timedelta(hours=each)]


@db
@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "abc"},
        {"kind": "unknown"},
        {"data_classes": ["secret"]},
        {"people": None},
        {"discovered_at": AT + timedelta(minutes=1)},
        {"discovered_at": None},
        {"description": " "},
        {"measures": ""},
    ],
)
def test_a_breach_is_entered_whole_or_not_at_all(wrong: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refused:
        found(**wrong)
    assert refused.value.field == next(iter(wrong))
    assert not Breach.objects.exists()


@db
def test_telling_the_authority_late_needs_a_reason_and_in_time_none() -> None:
    late, soon = found(), found()
    with pytest.raises(Refused) as refused:
        report_breach(
            late, reported_at=AT + timedelta(hours=73), reference="12/TB", by=SYSTEM, at=AT + timedelta(hours=74)
        )
    assert refused.value.field == "late_reason"
    told = report_breach(
        late, reported_at=AT + timedelta(hours=73), reference="12/TB", late_reason="Chờ xác minh phạm vi",
        by=SYSTEM, at=AT + timedelta(hours=74),
    )  # fmt: skip
    assert told.late_reason and told.reference == "12/TB"
    kept = report_breach(
        soon, reported_at=AT + timedelta(hours=72), reference="13/TB", late_reason="không cần", by=SYSTEM,
        at=AT + timedelta(hours=72),
    )  # fmt: skip
    assert kept.late_reason == ""
    with pytest.raises(Stale):
        report_breach(soon, reported_at=AT, reference="14/TB", by=SYSTEM, at=AT + timedelta(hours=80))
    for impossible in (AT - timedelta(hours=1), AT + timedelta(hours=10), None):
        with pytest.raises(Refused):
            report_breach(found(), reported_at=impossible, reference="1", by=SYSTEM, at=AT + timedelta(hours=5))


@db
def test_the_officer_is_reminded_once_after_each_of_the_hours_until_it_is_told() -> None:
    keeper, breach = officer(), found()
    told = []
    for hours in (1, 24, 25, 48, 66, 70):
        with clock.frozen(AT + timedelta(hours=hours)):
            remind()
            told.append(Notification.objects.filter(kind__code="breach_clock", channel="in_app").count())
    assert told == [0, 1, 1, 2, 3, 3]
    assert Notification.objects.filter(kind__code="breach_clock").latest("id").account_id == keeper.pk
    other = found()
    report_breach(other, reported_at=AT, reference="1/TB", by=SYSTEM, at=AT)
    with clock.frozen(AT + timedelta(hours=30)):
        remind()
    assert not Notification.objects.filter(subject=f"privacy.breach:{other.pk}").exists()
    assert breach.pk != other.pk


@db
def test_those_whose_data_an_account_looked_at_in_the_window_are_found_and_told_once() -> None:
    keeper = officer()
    by = actor_of(keeper, at=AT)
    misused = accounts.official(role="specialist", organisation=organisations.organisation(), full_name="Lê Văn Tư")
    another = actor_of(
        accounts.official(role="specialist", organisation=organisations.organisation(), full_name="Lê Khác"), at=AT
    )
    people = [persons.person(full_name=f"Người {letter}") for letter in "ABCD"]
    for hours, who, seen in (
        (1, actor_of(misused, at=AT), people[:2]),
        (2, actor_of(misused, at=AT), people[1:2]),
        (30, actor_of(misused, at=AT), people[2:3]),
        (1, another, people[3:]),
    ):
        with clock.frozen(AT + timedelta(hours=hours)):
            record_read(by=who, purpose="Giải quyết hồ sơ", persons=[each.pk for each in seen])
    breach = found()
    assert (
        name_affected(
            breach, account=misused, since=AT, until=AT + timedelta(hours=24), by=by, at=AT + timedelta(days=2)
        )
        == 2
    )
    assert (
        name_affected(
            breach, account=misused, since=AT, until=AT + timedelta(hours=24), by=by, at=AT + timedelta(days=2)
        )
        == 0
    )
    assert set(breach.affected.values_list("person", flat=True)) == {people[0].pk, people[1].pk}
    words = "Dữ liệu của ông/bà đã bị một tài khoản bị lạm dụng xem; tài khoản đã bị khóa."
    assert ask_telling(breach, text=words, by=by, at=AT + timedelta(days=2)) == 2
    run_jobs()
    told = Notification.objects.filter(kind__code="data_breach", channel="in_app")
    assert set(told.values_list("person", flat=True)) == {people[0].pk, people[1].pk}
    assert not breach.affected.filter(told_at=None).exists()
    with pytest.raises(Refused):
        ask_telling(breach, text=words, by=by, at=AT + timedelta(days=2))
    for account, since, until in (
        (None, AT, AT + timedelta(hours=24)),
        (misused, AT + timedelta(hours=24), AT + timedelta(hours=24)),
        (misused, AT, AT + timedelta(days=400)),
    ):
        with pytest.raises(Refused):
            name_affected(breach, account=account, since=since, until=until, by=by, at=AT + timedelta(days=2))


@db
def test_a_breach_ends_only_after_the_authority_was_told() -> None:
    breach = found()
    with pytest.raises(Refused):
        note_breach(breach, text="Xong", closes=True, by=SYSTEM, at=AT)
    report_breach(breach, reported_at=AT, reference="1/TB", by=SYSTEM, at=AT)
    note_breach(breach, text="Đã đổi mật khẩu", by=SYSTEM, at=AT)
    note_breach(breach, text="Xong", closes=True, by=SYSTEM, at=AT)
    with pytest.raises(Stale):
        note_breach(breach, text="Nữa", by=SYSTEM, at=AT)
    assert breach.notes.count() == 2


@db
def test_only_who_keeps_the_register_opens_and_fills_it() -> None:
    other = accounts.official(role="specialist", organisation=organisations.organisation(), full_name="Lê Văn Tư")
    breach = found()
    assert browser(other).get("/su-co-du-lieu").status_code == 403
    assert browser(other).get(f"/su-co-du-lieu/{breach.pk}").status_code == 403
    with pytest.raises(NotAllowed):
        found(by=actor_of(other, at=AT))


@db
def test_the_pages_of_the_register() -> None:
    keeper = officer()
    with clock.frozen(AT):
        own = browser(keeper)
        assert "Chưa có sự cố nào" in own.get("/su-co-du-lieu").content.decode()
        assert own.post("/su-co-du-lieu/moi", {"title": "Sai"}).status_code == 422
        posted = {
            "title": "Gửi nhầm tệp", "kind": "misdirected", "data_classes": ["basic", "sensitive"], "people": "12",
            "discovered_at": "23/11/2026 08:00", "description": "Gửi nhầm tệp cho một người.", "measures": "Đã gọi.",
        }  # fmt: skip
        assert own.post("/su-co-du-lieu/moi", posted).status_code == 302
    breach = Breach.objects.get()
    with clock.frozen(AT + timedelta(hours=3)):
        own = browser(keeper)
        assert "còn 68 giờ 0 phút" in own.get("/su-co-du-lieu").content.decode()
        page = own.get(f"/su-co-du-lieu/{breach.pk}").content.decode()
        assert "Gửi nhầm tệp cho một người." in page and "Lý do báo muộn" not in page
        letter = own.get(f"/su-co-du-lieu/{breach.pk}/van-ban").content.decode()
        assert "Kính gửi" in letter and "Cơ bản, Nhạy cảm" in letter
        assert own.get(f"/su-co-du-lieu/{breach.pk}/nguoi-bi-anh-huong").status_code == 200
        found_nobody = {"act": "find", "account": "khong-co", "since": "22/11/2026 00:00", "until": "23/11/2026 00:00"}
        assert own.post(f"/su-co-du-lieu/{breach.pk}", found_nobody).status_code == 422
    with clock.frozen(AT + timedelta(hours=80)):
        own = browser(keeper)
        assert "quá hạn 9 giờ 0 phút" in own.get(f"/su-co-du-lieu/{breach.pk}").content.decode()
        told = {"act": "report", "reported_at": "16:00 26/11/2026", "reference": "5/TB"}
        assert own.post(f"/su-co-du-lieu/{breach.pk}", told).status_code == 422
        assert own.post(f"/su-co-du-lieu/{breach.pk}", {**told, "late_reason": "Chờ xác minh"}).status_code == 302
        assert "đã báo, muộn" in own.get(f"/su-co-du-lieu/{breach.pk}").content.decode()
    assert AuditEntry.objects.get(name="privacy.report_breach").details == {"late": True}

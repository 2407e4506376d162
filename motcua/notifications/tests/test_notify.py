from typing import Any

import pytest
from django.db import connection

from motcua.accounts.public import actor_of
from motcua.accounts.tests import make as accounts
from motcua.notifications.models import Notification
from motcua.notifications.public import (
    Channel,
    Recipient,
    State,
    UnknownMessage,
    mark_read,
    notify,
    notify_all,
    told_about,
    unread_of,
)
from motcua.notifications.tests import make
from motcua.persons.public import Merge, confirm_merge, propose_merge
from motcua.persons.tests import make as persons
from motcua.platform.action import SYSTEM, VISITOR, Actor, ActorKind, Right
from motcua.platform.testing import run_jobs

pytestmark = pytest.mark.django_db


def test_each_channel_gets_its_text_and_what_concerns_the_dossier_is_found() -> None:
    rows = {row.channel: row for row in make.notifications()}
    assert rows["sms"].text == (
        "Ho so H31.77.04-261119-0112 da duoc tiep nhan. Hen tra ket qua: 16:00 26/11/2026."
        " Tra cuu: http://127.0.0.1:8090/tra-cuu"
    )
    assert rows["email"].title == "Hồ sơ H31.77.04-261119-0112 đã được tiếp nhận"
    assert rows["in_app"].state == State.DELIVERED
    assert {row.pk for row in told_about("dossier:12")} == {row.pk for row in rows.values()}
    assert not told_about("dossier:1").exists()


def test_address_and_text_are_not_readable_in_the_database() -> None:
    row = make.sms()
    row.refresh_from_db()
    assert row.link == make.CONTEXT["link"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT n::text FROM notifications_notification n")
        (stored,) = cursor.fetchone() or ("",)
    assert "dossier:12" in stored
    for secret in ("0912345678", "H31.77.04", "tra-cuu"):
        assert secret not in stored
        assert secret.encode().hex() not in stored


def test_the_same_occasion_is_told_once() -> None:
    first = make.notifications()
    assert make.notifications() == first
    assert make.notifications(occasion="again") != first
    assert Notification.objects.count() == 6


def test_many_are_told_as_one_is_and_once(django_assert_max_num_queries: Any) -> None:
    people = [accounts.official() for _ in range(12)]
    told = [Recipient(each.pk, each.person_id, "dossier:12", make.CONTEXT) for each in people]

    def tell(recipients: list[Recipient]) -> list[Notification]:
        return notify_all(
            recipients, template="dossier_received", channels=["in_app", "email"], occasion="x", by=SYSTEM, at=make.AT
        )

    first = tell(told[:1])
    (alone,) = notify(
        template="dossier_received", person_id=people[0].person_id, account_id=people[0].pk, channels=["in_app"],
        context=make.CONTEXT, subject="dossier:12", occasion="alone", by=SYSTEM, at=make.AT,
    )  # fmt: skip
    mine = next(row for row in first if row.channel == "in_app")
    assert (mine.title, mine.text, mine.link, mine.state) == (alone.title, alone.text, alone.link, alone.state)
    with django_assert_max_num_queries(12):
        rest = tell(told)
    assert {row.account_id for row in rest} == {each.pk for each in people[1:]}
    assert tell(told) == []
    with pytest.raises(ValueError, match="lacks"):
        tell([Recipient(people[0].pk, people[0].person_id, "dossier:13", {})])


def test_contact_comes_from_the_person_unless_given() -> None:
    person = persons.person(phone="0987654321", email="lan@example.vn")
    rows = make.notifications(person_id=person.pk, phone=None, email=None)
    assert {row.address for row in rows} == {"", "0987654321", "lan@example.vn"}
    rows = make.notifications(person_id=person.pk, phone="", email="+", occasion="2")
    assert {row.channel: row.state for row in rows} == {"in_app": State.DELIVERED, "email": State.FAILED_PERMANENT}


def test_a_number_is_written_as_dialled_at_home() -> None:
    assert make.sms(phone="+84 912 345 678").address == "0912345678"


def test_an_impossible_number_is_kept_as_failed_with_the_reason() -> None:
    row = make.sms(phone="12")
    assert (row.state, row.next_at) == (State.FAILED_PERMANENT, None)
    assert row.error


def test_values_cannot_smuggle_lines_into_a_title() -> None:
    context = make.CONTEXT | {"code": "H1\r\nBcc: x@evil.vn"}
    rows = notify(
        template="dossier_received", person_id=None, phone="", email="a@example.vn", channels=["email"],
        context=context, subject="dossier:1", by=SYSTEM, at=make.AT,
    )  # fmt: skip
    assert "\n" not in rows[0].title


def test_what_is_missing_is_said_to_the_programmer() -> None:
    with pytest.raises(UnknownMessage):
        notify(
            template="no_such_kind", person_id=None, channels=["sms"], context={}, subject="x:1", by=SYSTEM, at=make.AT
        )
    with pytest.raises(ValueError, match="due"):
        context = {name: value for name, value in make.CONTEXT.items() if name != "due"}
        notify(
            template="dossier_received", person_id=None, channels=["sms"], context=context, subject="x:1", by=SYSTEM,
            at=make.AT,
        )  # fmt: skip


def test_unread_messages_are_those_for_the_account_or_its_person() -> None:
    account, other = accounts.citizen(), accounts.citizen()
    (mine,) = make.notifications(account_id=account.pk, channels=[Channel.IN_APP])
    (also_mine,) = make.notifications(person_id=account.person_id, channels=[Channel.IN_APP])
    make.notifications(account_id=other.pk, channels=[Channel.IN_APP])
    actor = actor_of(account, at=make.AT)
    assert set(unread_of(actor)) == {mine, also_mine}
    assert mark_read([mine.pk], by=actor, at=make.AT) == 1
    assert set(unread_of(actor)) == {also_mine}
    assert mark_read(by=actor, at=make.AT) == 1
    assert not unread_of(actor).exists()
    assert unread_of(actor_of(other, at=make.AT)).count() == 1


def test_nobody_marks_the_messages_of_others() -> None:
    account = accounts.citizen()
    (theirs,) = make.notifications(account_id=account.pk, channels=[Channel.IN_APP])
    assert mark_read([theirs.pk], by=actor_of(accounts.citizen(), at=make.AT), at=make.AT) == 0
    assert mark_read(by=VISITOR, at=make.AT) == 0
    assert unread_of(actor_of(account, at=make.AT)).count() == 1


def test_who_was_recorded_twice_reads_the_messages_of_both_records() -> None:
    account, other = accounts.citizen(), persons.person(number="")
    (theirs,) = make.notifications(person_id=other.pk, channels=[Channel.IN_APP])
    assert not unread_of(actor_of(account, at=make.AT)).exists()
    merge = Merge.objects.create(kept=account.person, duplicate=other, state="found", score=90, found_at=make.AT)
    propose_merge(merge, kept=account.person, reason="Cùng căn cước", by=persons.registrar(), at=make.AT)
    confirm_merge(merge, by=persons.registrar(), at=make.AT)
    run_jobs()
    account.refresh_from_db()
    actor = actor_of(account, at=make.AT)
    assert set(unread_of(actor)) == {theirs}
    assert mark_read(by=actor, at=make.AT) == 1
    assert not unread_of(actor).exists()


def test_the_list_and_the_single_message_agree_on_who_may_see() -> None:
    first, second = accounts.citizen(), accounts.citizen()
    make.notifications(account_id=first.pk, channels=[Channel.IN_APP])
    make.notifications(person_id=second.person_id, channels=[Channel.IN_APP])
    make.notifications(account_id=second.pk, person_id=first.person_id, channels=[Channel.IN_APP])
    make.notifications(channels=[Channel.SMS])
    everywhere = Right("notifications.read", everywhere=True)
    actors = [
        VISITOR,
        SYSTEM,
        actor_of(first, at=make.AT),
        actor_of(second, at=make.AT),
        Actor(ActorKind.OFFICIAL, account_id=0, rights=(everywhere,)),
        Actor(ActorKind.CITIZEN, person_id=first.person_id),
    ]
    seen = []
    for actor in actors:
        listed = set(Notification.objects.visible_to(actor))
        assert listed == {row for row in Notification.objects.all() if row.is_visible_to(actor)}
        seen.append(len(listed))
    assert seen == [0, 4, 1, 2, 4, 0]

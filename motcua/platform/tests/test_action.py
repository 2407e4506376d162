"""Actions: one transaction, one question of permission, one entry each, and events only if it all holds."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings

from motcua.platform import clock
from motcua.platform.action import (
    MAY,
    RECORD,
    SYSTEM,
    VISITOR,
    Actor,
    ActorKind,
    Entry,
    NotAllowed,
    Refused,
    Right,
    Scope,
    Scoped,
    action,
    attempt,
    concern,
    may,
    note,
    record_read,
    record_refused_read,
)
from motcua.platform.action import emit as emit_in_action
from motcua.platform.codes import next_serial
from motcua.platform.events import Event, emit, on
from motcua.platform.models import Series
from motcua.platform.testing import run_jobs

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=clock.VIETNAM)
CLERK = Actor(ActorKind.OFFICIAL, account_id=1, rights=(Right("probe.count", organisations=frozenset({7})),))


@dataclass(frozen=True)
class Matter:
    """Something that permission depends on."""

    organisation: int = 7

    def scope(self) -> Scope:
        return Scope(frozenset({self.organisation}), frozenset({42}))


@dataclass(frozen=True)
class Counted(Event):
    """A probe counted."""

    number: int


heard: list[int] = []


@on(Counted)
def hear(event: Counted) -> None:
    heard.append(event.number)


@action("probe.count")
def count(matter: object, *, by: Actor, at: datetime, fail: Exception | None = None) -> int:
    number = next_serial("probe")
    emit(Counted(number))
    note(number=number)
    if fail:
        raise fail
    return number


@action("probe.count_twice")
def count_twice(matter: object, *, by: Actor, at: datetime, fail: Exception | None = None) -> int:
    return count(matter, by=by, at=at) + count(matter, by=by, at=at, fail=fail)


@action("probe.make")
def make_series(matter: object, *, by: Actor, at: datetime) -> str:
    made = Series.objects.create(name="made", last=1)
    count(matter, by=by, at=at)
    concern(made)
    return made.name


@action("probe.everybody", open_to_all=True)
def everybody(*, by: Actor) -> int:
    return next_serial("probe")


@pytest.fixture(autouse=True)
def book() -> Iterator[list[Entry]]:
    """What was written down: permission by the rights alone, entries in a list as well as in the audit."""
    kept: list[Entry] = []
    write = RECORD.answer()

    def allowed(actor: Actor, permission: str, subject: Scoped | None) -> bool:
        return actor.has(permission) and (
            subject is None or bool(actor.organisations_for(permission) & subject.scope().organisations)
        )

    def record(entries: Any) -> None:
        write(entries)
        kept.extend(entries)

    MAY.register("probe", allowed)
    RECORD.register("probe", record)
    chosen = {**settings.MOTCUA.connectors, "platform.may": "probe", "platform.record": "probe"}
    heard.clear()
    try:
        with override_settings(MOTCUA=replace(settings.MOTCUA, connectors=chosen)):
            yield kept
    finally:
        MAY._answers.pop("probe")
        RECORD._answers.pop("probe")


@action("probe.count_all")
def count_all(fails: list[bool], *, by: Actor, at: datetime) -> list[bool]:
    done = []
    for fail in fails:
        try:
            with attempt():
                count(Matter(), by=by, at=at)
                count(Matter(), by=by, at=at, fail=Refused("no") if fail else None)
        except Refused:
            done.append(False)
        else:
            done.append(True)
    return done


def counted() -> int:
    return sum(Series.objects.filter(name="probe").values_list("last", flat=True))


def jobs() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE args->>'event' LIKE '%%Counted'")
        row = cursor.fetchone()
    return row[0] if row else 0


def test_an_action_writes_tells_and_is_written_down(book: list[Entry]) -> None:
    assert count(Matter(), by=CLERK, at=NOW) == 1
    assert book == [Entry("action", "probe.count", CLERK, NOW, details={"number": 1})]
    assert (counted(), jobs()) == (1, 1)
    run_jobs()
    assert heard == [1]


@pytest.mark.parametrize(
    ("by", "matter"),
    [
        (VISITOR, Matter()),
        (CLERK, Matter(organisation=8)),
        (Actor(ActorKind.OFFICIAL, rights=(Right("probe.other", everywhere=True),)), Matter()),
    ],
)
def test_who_may_not_is_refused_and_the_attempt_is_written_down(book: list[Entry], by: Actor, matter: Matter) -> None:
    with pytest.raises(NotAllowed):
        count(matter, by=by, at=NOW)
    assert [(entry.name, entry.by, entry.outcome) for entry in book] == [("probe.count", by, "refused")]
    assert (counted(), jobs()) == (0, 0)


def test_without_a_subject_any_reach_suffices() -> None:
    assert count(None, by=CLERK, at=NOW) == 1
    assert everybody(by=VISITOR) == 2
    assert count(Matter(organisation=8), by=SYSTEM, at=NOW) == 3


@pytest.mark.parametrize("failure", [Refused("Không được."), ZeroDivisionError()])
def test_whatever_is_raised_nothing_was_changed_told_or_written_down(book: list[Entry], failure: Exception) -> None:
    with pytest.raises(type(failure)):
        count(Matter(), by=CLERK, at=NOW, fail=failure)
    assert (counted(), jobs(), book) == (0, 0, [])


def test_a_refusal_of_permission_deep_inside_is_written_down_too(book: list[Entry]) -> None:
    with pytest.raises(NotAllowed):
        count(Matter(), by=CLERK, at=NOW, fail=NotAllowed("Không phải việc của ông/bà."))
    assert [(entry.name, entry.outcome) for entry in book] == [("probe.count", "refused")]
    assert (counted(), jobs()) == (0, 0)


def test_an_action_inside_another_acts_on_its_authority_and_is_written_down_itself(book: list[Entry]) -> None:
    boss = Actor(ActorKind.OFFICIAL, rights=(Right("probe.count_twice", organisations=frozenset({7})),))
    assert count_twice(Matter(), by=boss, at=NOW) == 3
    assert [(entry.name, entry.details) for entry in book] == [
        ("probe.count_twice", {}),
        ("probe.count", {"number": 1}),
        ("probe.count", {"number": 2}),
    ]
    run_jobs()
    assert sorted(heard) == [1, 2]
    with pytest.raises(Refused):
        count_twice(Matter(), by=boss, at=NOW, fail=Refused("Không được."))
    assert (counted(), jobs(), len(book)) == (2, 0, 3)


def test_events_are_told_only_inside_an_action() -> None:
    for tell in (emit, emit_in_action):
        with pytest.raises(RuntimeError, match="outside of an action"):
            tell(Counted(1))
    count(None, by=SYSTEM, at=NOW)
    with pytest.raises(RuntimeError):
        emit(Counted(2))


def test_an_action_needs_somebody_to_act() -> None:
    with pytest.raises(TypeError, match="by=Actor"):
        count(None, by="somebody", at=NOW)  # type: ignore[arg-type]


def test_an_entry_names_the_record_and_whose_it_is(book: list[Entry]) -> None:
    series = Series.objects.create(name="a", last=1)
    count(series, by=SYSTEM, at=NOW)
    assert book[0].subject == "platform.series:a"


def test_an_entry_names_what_the_action_made_where_it_says_so_and_those_within_their_own(book: list[Entry]) -> None:
    matter = Series.objects.create(name="a", last=1)
    make_series(matter, by=SYSTEM, at=NOW)
    assert [(entry.name, entry.subject) for entry in book] == [
        ("probe.make", "platform.series:made"),
        ("probe.count", "platform.series:a"),
    ]


def test_a_look_is_written_down_with_the_act_it_belongs_to_or_at_once(book: list[Entry]) -> None:
    record_read(by=CLERK, purpose="Tra cứu", persons=[2, 1, 2])
    assert (book[0].kind, book[0].persons, book[0].purpose) == ("read", (1, 2), "Tra cứu")
    record_read(by=CLERK, purpose="Tra cứu", persons=[])
    record_refused_read(by=CLERK, name="probe.read", subject="probe:1")
    assert [(entry.kind, entry.outcome) for entry in book[1:]] == [("read", "refused")]


def test_rights_reach_as_far_as_they_say() -> None:
    actor = Actor(
        ActorKind.OFFICIAL,
        rights=(
            Right("a", frozenset({1})),
            Right("a", frozenset({2})),
            Right("b", everywhere=True),
            Right("c", own=True),
        ),
    )
    assert actor.organisations_for("a") == {1, 2}
    assert (actor.has("a"), actor.is_everywhere("a"), actor.is_own("a")) == (True, False, False)
    assert (actor.is_everywhere("b"), actor.is_own("c"), actor.has("d")) == (True, True, False)
    assert SYSTEM.has("anything") and SYSTEM.is_everywhere("anything")
    assert may(SYSTEM, "anything", Matter())
    assert not VISITOR.has("a")


def test_a_part_that_is_refused_leaves_no_trace_and_the_others_stay(book: list[Entry]) -> None:
    clerk = replace(CLERK, rights=(Right("probe.count_all", organisations=frozenset({7})),))
    assert count_all([False, True, False], by=clerk, at=NOW) == [True, False, True]
    assert (counted(), jobs()) == (4, 4)
    assert [entry.name for entry in book] == ["probe.count_all", *["probe.count"] * 4]
    with pytest.raises(RuntimeError), attempt():
        raise AssertionError("nothing is attempted outside of an action")

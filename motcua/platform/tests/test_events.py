"""Events: stored with the transaction, delivered after it at least once, each handler alone, typed as they left."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import connection, transaction

from motcua.platform import clock
from motcua.platform.events import Event, defer, deliver, handlers_of, on
from motcua.platform.events.declare import _handlers, name_of
from motcua.platform.testing import run_jobs

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Told(Event):
    """Everything an event may carry."""

    number: int
    text: str
    flag: bool
    at: datetime
    on: date
    amount: Decimal
    ids: list[int]
    words: list[str]
    maybe: int | None = None
    maybe_at: datetime | None = None


AT = datetime(2026, 11, 23, 9, 0, 1, 5, tzinfo=clock.VIETNAM)
TOLD = Told(1, "Đã nộp \u2028 \"'", True, AT, AT.date(), Decimal("12.50"), [1, 2], ["ả", ""], maybe_at=AT)
seen: list[tuple[str, Told]] = []


@on(Told)
def first(event: Told) -> None:
    seen.append(("first", event))


@on(Told)
def second(event: Told) -> None:
    if event.number == 13:
        raise ZeroDivisionError
    seen.append(("second", event))


@pytest.fixture(autouse=True)
def nothing_seen() -> Iterator[None]:
    seen.clear()
    yield
    seen.clear()


def waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'")
        row = cursor.fetchone()
    return row[0] if row else 0


def test_every_handler_gets_the_event_as_it_was() -> None:
    defer([TOLD])
    assert waiting() == 2
    assert seen == []
    run_jobs()
    assert sorted(seen, key=lambda each: each[0]) == [("first", TOLD), ("second", TOLD)]
    assert all(type(event.amount) is Decimal and event.at == AT for _name, event in seen)
    assert waiting() == 0


def test_a_rollback_takes_the_event_along() -> None:
    with transaction.atomic():
        defer([TOLD])
        assert waiting() == 2
        transaction.set_rollback(True)
    assert waiting() == 0


def test_a_handler_that_fails_does_not_hinder_the_other() -> None:
    unlucky = Told(13, "", False, AT, AT.date(), Decimal(0), [], [])
    defer([unlucky])
    with pytest.raises(ZeroDivisionError):
        run_jobs()
    assert [name for name, _event in seen] == ["first"]


def test_delivering_again_gives_the_handler_the_same() -> None:
    for _ in range(2):
        defer([TOLD])
        run_jobs()
    assert [event for name, event in seen if name == "first"] == [TOLD, TOLD]


def test_what_was_deferred_by_an_older_version_is_read_as_far_as_it_is_known() -> None:
    defer([TOLD])
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET args = jsonb_set(args, '{payload,gone}', '1') #- '{payload,maybe_at}'"
        )
    run_jobs()
    assert {event.maybe_at for _name, event in seen} == {None}


def test_a_handler_that_is_gone_says_so() -> None:
    with pytest.raises(LookupError, match=r"no handler motcua\.gone"):
        deliver(name_of(Told), "motcua.gone", {})
    with pytest.raises(LookupError):
        deliver("motcua.gone.Event", name_of(first), {})


def test_an_event_nobody_listens_to_costs_nothing() -> None:
    @dataclass(frozen=True)
    class Unheard(Event):
        pass

    defer([Unheard()])
    assert waiting() == 0
    assert handlers_of(Unheard) == {}
    assert Unheard not in _handlers

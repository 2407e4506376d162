"""Probes tell a process that is alive from one that can serve, and name nobody."""

from collections.abc import Callable

import pytest
from django.db import OperationalError, connection
from django.test import Client

from motcua.platform import probes


def ask(path: str) -> tuple[int, dict[str, str]]:
    answer = Client(headers={"host": "10.1.2.3"}).get(path)
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    return answer.status_code, answer.json()


def away(execute: Callable[..., object], *args: object) -> object:
    raise OperationalError("connection to server at 10.1.2.3 failed")


def test_alive_asks_nothing_of_the_database() -> None:
    assert ask("/song") == (200, {"process": "ok"})


@pytest.mark.django_db
def test_ready_where_database_tables_and_disk_are() -> None:
    assert ask("/san-sang") == (200, {"database": "ok", "migrations": "ok", "disk": "ok"})


@pytest.mark.django_db
def test_not_ready_while_the_database_is_away_but_alive() -> None:
    with connection.execute_wrapper(away):
        assert ask("/san-sang") == (503, {"database": "away", "disk": "ok"})
        assert ask("/song")[0] == 200


@pytest.mark.django_db
def test_not_ready_before_the_tables_are_those_of_this_version() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'audit'")
    assert ask("/san-sang") == (503, {"database": "ok", "migrations": "missing", "disk": "ok"})


@pytest.mark.django_db
def test_not_ready_when_the_disk_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probes, "LEAST_FREE_BYTES", 1 << 62)
    assert ask("/san-sang")[1]["disk"] == "low"
    assert ask("/san-sang")[0] == 503


@pytest.mark.django_db
def test_work_is_done_where_a_worker_showed_itself_lately() -> None:
    assert ask("/san-sang/viec-nen") == (503, {"database": "ok", "worker": "missing"})
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")
    assert ask("/san-sang/viec-nen") == (200, {"database": "ok", "worker": "ok"})
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '5 minutes'")
    assert ask("/san-sang/viec-nen")[0] == 503

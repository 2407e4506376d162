"""Heartbeats: one at a time over the cluster; a broken one does not stop the others."""

import threading
import time
from collections.abc import Iterator

import pytest
from django.db import OperationalError, connection

from motcua.platform import heartbeat
from motcua.platform.events.declare import Heartbeat
from motcua.platform.heartbeat import beat_once, beat_until
from motcua.platform.testing import all_at_once


@pytest.mark.django_db(transaction=True)
def test_only_one_of_many_workers_runs_a_heartbeat_at_a_time() -> None:
    running, most, ran = [0], [0], [0]
    guard = threading.Lock()

    def run() -> None:
        with guard:
            running[0] += 1
            ran[0] += 1
            most[0] = max(most[0], running[0])
        time.sleep(0.05)
        with guard:
            running[0] -= 1

    beat = Heartbeat("probe.beat", 1, run)
    all_at_once([lambda: beat_once(beat)] * 12)
    assert most == [1]
    assert 1 <= ran[0] < 12
    assert beat_once(beat), "free again"


@pytest.mark.django_db(transaction=True)
def test_different_heartbeats_do_not_wait_for_each_other() -> None:
    inner: list[bool] = []
    other = Heartbeat("probe.other", 1, lambda: None)
    outer = Heartbeat("probe.outer", 1, lambda: inner.append(all_at_once([lambda: beat_once(other)]) == {"done": 1}))
    assert beat_once(outer)
    assert inner == [True]


@pytest.mark.django_db(transaction=True)
def test_a_failure_frees_the_heartbeat_for_the_next() -> None:
    beat = Heartbeat("probe.beat", 1, lambda: 1 / 0)  # type: ignore[arg-type]
    with pytest.raises(ZeroDivisionError):
        beat_once(beat)
    assert all_at_once([lambda: beat_once(Heartbeat("probe.beat", 1, lambda: None)) or 1 / 0]) == {"done": 1}


@pytest.fixture
def beats(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, int]]:
    """Three heartbeats that beat fast, two of them broken; how often each was begun."""
    begun = {"broken": 0, "away": 0, "sound": 0}

    def broken() -> None:
        begun["broken"] += 1
        raise ZeroDivisionError

    def away() -> None:
        begun["away"] += 1
        raise OperationalError("the server is away")

    def sound() -> None:
        begun["sound"] += 1

    told = [Heartbeat(f"probe.{run.__name__}", 0.01, run) for run in (broken, away, sound)]
    monkeypatch.setattr(heartbeat, "heartbeats", lambda: told)
    yield begun


@pytest.mark.django_db(transaction=True)
def test_the_heart_goes_on_beating_whatever_fails(beats: dict[str, int]) -> None:
    stopped = threading.Event()
    heart = threading.Thread(target=beat_until, args=(stopped,))
    heart.start()
    deadline = time.monotonic() + 20
    while min(beats.values()) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    stopped.set()
    heart.join(10)
    assert not heart.is_alive()
    assert min(beats.values()) >= 2
    connection.close()

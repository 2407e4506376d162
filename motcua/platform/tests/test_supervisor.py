import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from motcua.platform.supervisor import Child, Supervisor, free_port, wait_for_port

SLEEPER = [sys.executable, "-c", "import time; time.sleep(600)"]


def wait_until(true: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def running(supervisor: Supervisor) -> threading.Thread:
    thread = threading.Thread(target=supervisor.run)
    thread.start()
    wait_until(lambda: all(child.process for child in supervisor.children))
    return thread


def test_what_dies_is_started_again_and_all_end_together(tmp_path: Path) -> None:
    said: list[str] = []
    child = Child("web", SLEEPER)
    supervisor = Supervisor([child], tmp_path / "log", said.append)
    thread = running(supervisor)
    assert child.process
    first = child.process.pid
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: child.process is not None and child.process.pid != first)
    second = child.process.pid
    supervisor.stop()
    thread.join(20)
    assert not thread.is_alive()
    assert not is_alive(second)
    assert len(said) == 1
    assert "web" in said[0]


def test_a_child_that_keeps_failing_is_given_more_and_more_time(tmp_path: Path) -> None:
    said: list[str] = []
    child = Child("web", [sys.executable, "-c", "print('cannot'); raise SystemExit(3)"])
    supervisor = Supervisor([child], tmp_path / "log", said.append)
    thread = running(supervisor)
    wait_until(lambda: child.failures == 2)
    supervisor.stop()
    thread.join(20)
    assert "chạy lại sau 1 giây" in said[0]
    assert "chạy lại sau 2 giây" in said[1]
    assert "cannot" in (tmp_path / "log" / "web.log").read_text()


def test_a_child_that_will_not_leave_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.platform.supervisor.PATIENCE", 0.5)
    stubborn = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(600)"
    )
    child = Child("worker", [sys.executable, "-c", stubborn])
    supervisor = Supervisor([child], tmp_path / "log", lambda line: None)
    thread = running(supervisor)
    wait_until(lambda: "up" in (tmp_path / "log" / "worker.log").read_text())
    assert child.process
    supervisor.stop()
    thread.join(20)
    assert not is_alive(child.process.pid)


def test_a_taken_port_is_passed_over() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        taken = server.getsockname()[1]
        assert free_port(taken) > taken
        assert wait_for_port(taken, seconds=5, given_up=threading.Event())
    given_up = threading.Event()
    given_up.set()
    assert not wait_for_port(free_port(taken), seconds=60, given_up=given_up)

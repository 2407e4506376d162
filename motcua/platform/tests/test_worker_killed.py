import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection, transaction

from motcua.platform.events import defer
from motcua.platform.events.declare import _handlers

ROOT = Path(__file__).resolve().parents[3]
WORKER = """
    import os, time
    from dataclasses import dataclass
    from pathlib import Path

    import django

    django.setup()

    from django.core.management import call_command
    from motcua.platform.events import Event, on

    @dataclass(frozen=True)
    class Pressed(Event):
        number: int

    @on(Pressed)
    def stamp(event: Pressed) -> None:
        with Path(os.environ["DIARY"]).open("a") as diary:
            diary.write(f"begun {event.number}\\n")
        time.sleep(float(os.environ["SECONDS"]))
        with Path(os.environ["DIARY"]).open("a") as diary:
            diary.write(f"done {event.number}\\n")

    def main():
        call_command("worker", concurrency=4)
"""


@pytest.fixture
def events(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    (tmp_path / "worker_of_a_test.py").write_text(textwrap.dedent(WORKER))
    monkeypatch.syspath_prepend(tmp_path)
    module = import_module("worker_of_a_test")
    yield module
    del _handlers[module.Pressed]
    del sys.modules["worker_of_a_test"]


def start(place: Path, seconds: float) -> subprocess.Popen[bytes]:
    there = connection.settings_dict
    url = (
        f"postgresql://{quote(there['USER'])}:{quote(there['PASSWORD'])}@/{there['NAME']}"
        f"?host={quote(str(there['HOST']), safe='')}"
    )
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "motcua.config.settings",
        "PYTHONPATH": f"{place}:{ROOT}",
        "DIARY": str(place / "diary"),
        "SECONDS": str(seconds),
    }
    with (place / "worker.log").open("ab") as log:
        command = [sys.executable, "-c", "import worker_of_a_test; worker_of_a_test.main()"]
        return subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)


def wait_until(true: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)


@pytest.mark.soak
@pytest.mark.django_db(transaction=True)
def test_what_a_killed_worker_held_is_done_by_the_next(events: Any, tmp_path: Path) -> None:
    def done(kind: str) -> set[int]:
        diary = tmp_path / "diary"
        lines = diary.read_text().splitlines() if diary.exists() else []
        return {int(line.split()[1]) for line in lines if line.startswith(kind)}

    with transaction.atomic():
        defer([events.Pressed(number) for number in range(20)])
    first = start(tmp_path, seconds=600)
    try:
        wait_until(lambda: len(done("begun")) == 4, 60)
    finally:
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert done("done") == set()
    second = start(tmp_path, seconds=0)
    try:
        wait_until(lambda: len(done("done")) == 20, 120)
    finally:
        second.terminate()
        second.wait(30)

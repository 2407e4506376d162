"""The morning everybody comes: fifty filings a second for a minute, one of the web's processes killed meanwhile."""

import http.client
import os
import signal
import subprocess
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from bench import city, server
from motcua.dossiers.models import DossierEvent
from motcua.dossiers.public import Dossier

pytestmark = [pytest.mark.soak, pytest.mark.django_db(transaction=True)]
A_SECOND, SECONDS, HANDS = 50, 60, 24


def press(port: int, draft: str, by: city.SignedIn) -> tuple[int, str]:
    """Press “Nộp hồ sơ”, and again where the line broke or the server was not there, as people do."""
    body = f"csrfmiddlewaretoken={city.TOKEN}"
    headers = {"Cookie": by.cookie, "Content-Type": "application/x-www-form-urlencoded", "Host": "localhost"}
    for _attempt in range(20):
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            line.request("POST", f"/ban-nhap/{draft}/kiem-tra", body, headers)
            answer = line.getresponse()
            answer.read()
            if answer.status < 500:
                return answer.status, answer.headers.get("Location", "")
        except (OSError, http.client.HTTPException):
            pass
        finally:
            line.close()
        time.sleep(0.5)
    raise AssertionError(f"{draft} was never answered")


def children(of: int) -> dict[int, str]:
    """The processes that a process began, and their commands."""
    asked = ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(of)]
    said = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    return {int(pid): command for pid, command in (line.split(maxsplit=1) for line in said.splitlines())}


def a_worker_dies(after: float) -> None:
    time.sleep(after)
    (web,) = [pid for pid, command in children(os.getpid()).items() if " web " in command]
    os.kill(next(iter(children(web))), signal.SIGKILL)


def test_nothing_is_lost_and_nothing_is_there_twice() -> None:
    city.seed_city()
    ready = city.drafts(city.citizens(), A_SECOND * SECONDS)
    with server.serving() as port, ThreadPoolExecutor(HANDS) as hands:
        murder = threading.Thread(target=a_worker_dies, args=(SECONDS / 3,))
        murder.start()
        began = time.monotonic()

        def at_its_time(number: int) -> tuple[int, str]:
            time.sleep(max(0.0, began + number / A_SECOND - time.monotonic()))
            return press(port, *ready[number])

        told = list(hands.map(at_its_time, range(len(ready))))
        took = time.monotonic() - began
        murder.join()
    assert Counter(status for status, _place in told) == {302: len(ready)}
    assert len({place for _status, place in told}) == len(ready), "each came to a dossier of its own"
    assert took < SECONDS * 1.5, f"fifty a second took {took:.0f} s"
    dossiers = Dossier.objects.filter(submitted_at__isnull=False)
    assert dossiers.count() == len(ready)
    serials: dict[str, list[int]] = {}
    for code in dossiers.values_list("code", flat=True):
        series, _dash, serial = code.rpartition("-")
        serials.setdefault(series, []).append(int(serial))
    for series, found in serials.items():
        assert sorted(found) == list(range(1, len(found) + 1)), series
    assert set(Counter(DossierEvent.objects.filter(kind="submitted").values_list("dossier", flat=True)).values()) == {1}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args ->> 'handler', args -> 'payload' ->> 'dossier_id' FROM procrastinate_jobs "
            "WHERE args ->> 'event' LIKE '%DossierSubmitted'"
        )
        jobs = Counter(cursor.fetchall())
    told_to = {handler for handler, _dossier in jobs}
    assert told_to and set(jobs.values()) == {1}, "every handler hears of every dossier once"
    for handler in told_to:
        assert sum(each == handler for each, _dossier in jobs) == len(ready), handler

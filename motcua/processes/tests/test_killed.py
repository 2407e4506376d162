"""kill -9 in the middle of steps: what was written is whole steps, and the next one who comes goes on from there."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from urllib.parse import quote

import pytest
from django.db import connection

from motcua.platform.action import SYSTEM
from motcua.processes.models import ProcessInstance, Task, Wait
from motcua.processes.public import complete
from motcua.processes.tests import make
from motcua.processes.tests.shapes import EMBEDDED, birth_registration, parallel
from motcua.processes.tests.test_random import holds_together

ROOT = Path(__file__).resolve().parents[3]
WORKER = """
import django
django.setup()
from random import Random
from motcua.platform.action import SYSTEM, Refused
from motcua.processes.models import Task, Wait
from motcua.processes.public import complete
from motcua.processes.reads import step_of
from motcua.processes.tests import make
random = Random({seed})
print("begun", flush=True)
while tasks := list(Task.objects.open().select_related("instance__version")[:50]):
    task = random.choice(tasks)
    outcome = random.choice([each.key for each in step_of(task).outcomes if each.completes])
    try:
        complete(task, outcome=outcome, note="vì", by=SYSTEM, at=make.AT)
    except Refused:
        pass
"""


def working(seed: int) -> subprocess.Popen[str]:
    """A process of the system that does one open step after the other."""
    there = connection.settings_dict
    host = quote(str(there["HOST"]), safe="")
    url = f"postgresql://{quote(there['USER'])}:{quote(there['PASSWORD'])}@/{there['NAME']}?host={host}"
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "motcua.config.settings"}
    command = [sys.executable, "-c", WORKER.format(seed=seed)]
    environment["PYTHONPATH"] = str(ROOT)
    return subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)


@pytest.mark.soak
@pytest.mark.django_db(transaction=True)
def test_whole_steps_only_survive_a_kill() -> None:
    random, here = Random(7), make.organisation()
    versions = [make.process(shape) for shape in (birth_registration(), parallel("a", "b", "c"), EMBEDDED)]
    for number in range(600):
        make.started(version=versions[number % 3], competent=here)
    killed = 0
    for seed in range(6):
        worker = working(seed)
        assert worker.stdout is not None and worker.stdout.readline() == "begun\n"
        time.sleep(random.uniform(0.1, 0.9))
        worker.send_signal(signal.SIGKILL)
        killed += worker.wait(timeout=30) == -signal.SIGKILL
        for instance in ProcessInstance.objects.select_related("version"):
            holds_together(instance)
            assert (instance.state == "finished") is (instance.marking == {})
    done = Task.objects.filter(state="done").count()
    assert killed == 6 and done > 0
    assert Task.objects.filter(state="done", outcome="").count() == 0
    # Whoever comes next finds every open step ready to be done.
    for task in Task.objects.open().filter(node__in=("issue", "hand_over", "x", "y", "a", "b", "c"))[:50]:
        complete(task, outcome="done", by=SYSTEM, at=make.AT)
    assert not Wait.objects.waiting().exclude(instance__state="running").exists()

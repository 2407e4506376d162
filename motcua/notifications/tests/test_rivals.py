from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from motcua.notifications import handlers
from motcua.notifications.events import NotificationQueued
from motcua.notifications.public import State
from motcua.notifications.tests import make
from sandbox.running import RunningSandbox


@pytest.mark.django_db(transaction=True)
def test_of_workers_that_take_one_job_at_once_only_one_sends(nation: RunningSandbox) -> None:
    row = make.sms()
    job = NotificationQueued(row.pk, attempt=1)

    def send() -> None:
        handlers.send(job)
        connection.close()

    with ThreadPoolExecutor(4) as pool:
        for future in [pool.submit(send) for _ in range(4)]:
            future.result()
    (arrived,) = nation.messages()
    assert arrived["requests"] == 1
    row.refresh_from_db()
    assert (row.state, row.attempts) == (State.SENT, 1)

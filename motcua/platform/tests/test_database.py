"""The connection kept between requests: known to be alive without asking, known to be dead before it is used."""

import pytest
from django.db import connection

from motcua.platform.pytest_plugin import _maintenance


@pytest.mark.django_db(transaction=True)
def test_a_server_that_left_is_noticed_and_one_that_is_there_is_not_asked() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        ours = cursor.fetchone()[0]
    with _maintenance() as server:
        last = "SELECT state_change FROM pg_stat_activity WHERE pid = %s"
        before = server.execute(last, [ours]).fetchone()
        assert connection.is_usable()
        assert server.execute(last, [ours]).fetchone() == before, "the server was asked"
        server.execute("SELECT pg_terminate_backend(%s, 5000)", [ours])
    assert not connection.is_usable()
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")

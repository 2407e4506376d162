"""The connection kept between requests: known to be alive without asking, known to be dead before it is used."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

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


class TestInstants(TestCase):
    @given(
        st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=7)), timezone(timedelta(hours=-9.5))]))
    )
    def test_an_instant_comes_back_as_it_was_written_and_in_utc(self, instant: datetime) -> None:
        if (
            not datetime.min.replace(tzinfo=UTC) + timedelta(days=1)
            < instant
            < datetime.max.replace(tzinfo=UTC) - timedelta(days=1)
        ):
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s::timestamptz, NULL::timestamptz, ARRAY[%s::timestamptz]", [instant, instant])
            read, nothing, several = cursor.fetchone()
        assert (read, nothing, several) == (instant, None, [instant])
        assert read.tzinfo is UTC


@pytest.mark.django_db
def test_an_instant_without_end_is_refused_as_by_the_driver() -> None:
    with connection.cursor() as cursor, pytest.raises(Exception, match=r"[Ii]nfinity"):
        cursor.execute("SELECT 'infinity'::timestamptz")
        cursor.fetchone()

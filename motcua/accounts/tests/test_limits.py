"""Writing and searching faster than any hand is slowed down, a person's day is not."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from motcua.accounts.limits import Buckets, RateLimitMiddleware
from motcua.accounts.tests import make
from motcua.platform import clock

pytestmark = pytest.mark.django_db


class Watch:
    """A watch that a test turns."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[Watch]:
    settings.MOTCUA = replace(settings.MOTCUA, writes_per_minute=6, searches_per_minute=3)
    watch = Watch()
    monkeypatch.setattr(RateLimitMiddleware, "buckets", Buckets(watch))
    with clock.frozen(make.AT):
        yield watch


def post(client: Client, address: str = "203.0.113.7") -> int:
    return client.post("/ui/tuy-chon", {"theme": "dark"}, REMOTE_ADDR=address).status_code


def test_whoever_writes_too_fast_is_told_when_to_try_again(watch: Watch) -> None:
    client = Client()
    assert [post(client) for _ in range(7)] == [302] * 6 + [429]
    answer = client.post("/ui/tuy-chon", REMOTE_ADDR="203.0.113.7")
    assert answer.headers["Retry-After"] == "11"
    assert "Xin thử lại sau 11 giây." in answer.text
    assert post(client, "203.0.113.8") == 302, "others go on"
    watch.now += 10
    assert [post(client), post(client)] == [302, 429], "one comes back every ten seconds"
    watch.now += 3600
    assert [post(client) for _ in range(7)] == [302] * 6 + [429], "never more than a minute's worth at once"


def test_people_behind_one_address_are_counted_by_their_accounts(watch: Watch) -> None:
    one, other = Client(), Client()
    one.force_login(make.citizen())
    other.force_login(make.citizen())
    assert [post(one) for _ in range(7)][-1] == 429
    assert post(other) == 302
    assert one.post("/ui/tuy-chon", REMOTE_ADDR="198.51.100.1").status_code == 429, "whatever the address"


def test_searching_is_counted_and_reading_is_not(watch: Watch) -> None:
    client = Client()
    make.roles()
    asked = [client.get("/thu-tuc", {"q": "khai sinh"}).status_code for _ in range(4)]
    assert asked == [200, 200, 200, 429]
    assert all(client.get("/thu-tuc").status_code == 200 for _ in range(5))
    program = client.get("/api/v1/openapi.json", {"q": "x"})
    assert (program.status_code, "detail" in program.json()) == (429, True)


def test_counting_costs_no_statement(watch: Watch, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        for _ in range(8):
            post(Client())


def test_old_counts_are_let_go(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.accounts.limits.KEPT_AT_MOST", 10)
    buckets = Buckets(watch)
    for number in range(50):
        watch.now += 30
        buckets.take("write", str(number), 6)
    assert len(buckets.levels) <= 12

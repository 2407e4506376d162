"""Pages of a list: laid one after the other they are the whole list, whatever the order and however many nulls."""

from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, models
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.platform.keyset import keyset_page
from motcua.platform.models import Series

START = datetime(2026, 11, 23, 2, 0, 0, 123456, tzinfo=UTC)


class Leaf(models.Model):
    """A row with a column that may be null; a table of this test alone."""

    at = models.DateTimeField(null=True)
    name = models.TextField()

    objects: ClassVar[models.Manager["Leaf"]] = models.Manager()

    class Meta:
        app_label = "platform_probe"
        managed = False


@pytest.fixture
def leaves(db: None) -> None:
    with connection.schema_editor() as editor:
        editor.create_model(Leaf)


rows = st.lists(st.tuples(st.none() | st.integers(0, 3), st.sampled_from(["", "a", "ạ", "b"])), max_size=14)
orders = st.tuples(st.sampled_from(["", "-"]), st.sampled_from(["", "-"]), st.sampled_from(["", "-"]))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=rows, order=orders, size=st.integers(1, 5))
def test_pages_together_are_the_whole_list(
    leaves: None, made: list[tuple[int | None, str]], order: tuple[str, str, str], size: int
) -> None:
    Leaf.objects.all().delete()
    Leaf.objects.bulk_create(
        Leaf(at=None if minutes is None else START + timedelta(minutes=minutes), name=name) for minutes, name in made
    )
    keys = [sign + name for sign, name in zip(order, ("at", "name", "id"), strict=True)]
    whole = list(Leaf.objects.order_by(*keys))
    seen: list[Leaf] = []
    token: str | None = None
    for _ in range(len(made) + 1):
        page = keyset_page(Leaf.objects.all(), keys=keys, after=token, size=size)
        assert len(page.rows) <= size
        seen += page.rows
        token = page.next_token
        if token is None:
            break
    assert token is None
    assert seen == whole


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(token=st.text(max_size=200))
def test_a_hostile_token_gives_the_first_page(db: None, token: str) -> None:
    first = keyset_page(Series.objects.all(), keys=("name",), size=1)
    assert keyset_page(Series.objects.all(), keys=("name",), after=token, size=1).rows == first.rows


def test_a_token_of_another_order_or_list_gives_the_first_page(leaves: None) -> None:
    Leaf.objects.bulk_create(Leaf(name=name) for name in "abc")
    by_name = keyset_page(Leaf.objects.all(), keys=("name", "id"), size=1).next_token
    first = keyset_page(Leaf.objects.all(), keys=("-name", "id"), size=1)
    assert keyset_page(Leaf.objects.all(), keys=("-name", "id"), after=by_name, size=1).rows == first.rows


def test_a_page_asks_one_statement_and_no_count(leaves: None, django_assert_num_queries: object) -> None:
    Leaf.objects.bulk_create(Leaf(name=str(n)) for n in range(5))
    token = keyset_page(Leaf.objects.all(), keys=("id",), size=2).next_token
    with django_assert_num_queries(1) as asked:  # type: ignore[operator]
        keyset_page(Leaf.objects.all(), keys=("id",), after=token, size=2)
    assert "count" not in asked.captured_queries[0]["sql"].lower()
    assert "offset" not in asked.captured_queries[0]["sql"].lower()


def test_keys_may_lead_to_another_table(db: None) -> None:
    people = get_user_model().objects.all()
    assert keyset_page(people, keys=("person__name_key", "id"), size=1).next_token is None

"""Serials: no gap and no duplicate, whoever rolls back and however many count at once."""

import pytest
from django.db import transaction

from motcua.platform.codes import next_serial
from motcua.platform.testing import all_at_once

SIZES = [60, pytest.param(200, marks=pytest.mark.soak)]


@pytest.mark.django_db
def test_each_series_counts_from_one() -> None:
    assert [next_serial("a"), next_serial("a"), next_serial("b"), next_serial("a")] == [1, 2, 1, 3]


@pytest.mark.django_db
def test_what_is_rolled_back_leaves_no_gap() -> None:
    assert next_serial("a") == 1
    with transaction.atomic():
        assert next_serial("a") == 2
        transaction.set_rollback(True)
    assert next_serial("a") == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("many", SIZES)
def test_many_at_once_with_rollbacks_leave_no_gap(many: int) -> None:
    taken: list[int] = []

    def take() -> None:
        with transaction.atomic():
            taken.append(next_serial("a"))

    def drop() -> None:
        with transaction.atomic():
            next_serial("a")
            transaction.set_rollback(True)

    assert all_at_once([take, take, drop] * (many // 2)) == {"done": 3 * (many // 2)}
    assert sorted(taken) == list(range(1, 2 * (many // 2) + 1))

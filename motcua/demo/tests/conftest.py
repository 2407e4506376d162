from collections.abc import Iterator
from datetime import datetime

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from motcua.demo.seed import seed
from motcua.platform.clock import VIETNAM

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)


@pytest.fixture(scope="module")
def built_city(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[datetime]:
    """The demo city, made once for all tests of a module: each of them takes back only what it did itself."""
    whole = transaction.atomic()
    # Tells Django that the transaction around belongs to a test, as its own TestCase does.
    whole._from_testcase = True  # type: ignore[attr-defined]
    with django_db_blocker.unblock(), whole:
        seed(MONDAY)
        yield MONDAY
        transaction.set_rollback(True)


@pytest.fixture
def city(built_city: datetime, db: None) -> datetime:
    """The demo city as of a Monday morning; returns that instant."""
    return built_city

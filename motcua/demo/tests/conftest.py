from datetime import datetime

import pytest

from motcua.demo.seed import seed
from motcua.platform.clock import VIETNAM

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)


@pytest.fixture
def city(db: None) -> datetime:
    """The demo city as of a Monday morning; returns that instant."""
    seed(MONDAY)
    return MONDAY

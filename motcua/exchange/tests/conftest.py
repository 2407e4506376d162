from collections.abc import Iterator

import pytest

from motcua.exchange.tests import make
from sandbox.running import RunningSandbox


@pytest.fixture
def nation() -> Iterator[RunningSandbox]:
    with make.sandbox() as running:
        yield running

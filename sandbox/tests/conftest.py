from collections.abc import Iterator

import pytest

from sandbox.running import RunningSandbox, sandbox_beside


@pytest.fixture(scope="session")
def running_nation() -> Iterator[RunningSandbox]:
    with sandbox_beside() as running:
        yield running


@pytest.fixture
def nation(running_nation: RunningSandbox) -> RunningSandbox:
    running_nation.quiet()
    return running_nation

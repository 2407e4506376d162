from collections.abc import Iterator

import pytest

from motcua.exchange.tests import make as exchange
from sandbox.running import RunningSandbox

SHORT = {
    "MOTCUA_POST_TOKEN": "sandbox",
    "MOTCUA_POST_CUSTOMER": "MOTCUA",
    "MOTCUA_POST_PATH": "/v1/orders",
    "MOTCUA_POST_SECRET": "sandbox",
    "MOTCUA_POST_TIMEOUT": "0.4",
    "MOTCUA_POST_BUSY": "503",
}


@pytest.fixture
def nation() -> Iterator[RunningSandbox]:
    with exchange.sandbox(**SHORT) as running:
        yield running

from collections.abc import Iterator

import pytest

from motcua.exchange.tests import make as exchange
from sandbox.running import RunningSandbox

SHORT = {
    "MOTCUA_SMS_USER": "sandbox",
    "MOTCUA_SMS_PASSWORD": "sandbox",
    "MOTCUA_SMS_BRANDNAME": "MOTCUA",
    "MOTCUA_SMS_TIMEOUT": "0.4",
    "MOTCUA_SMTP_TIMEOUT": "0.4",
}


@pytest.fixture
def nation() -> Iterator[RunningSandbox]:
    with exchange.sandbox(**SHORT) as running:
        yield running

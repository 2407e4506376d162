"""The sandbox nation for tests of any module, reached by the exchange under the name `sandbox`."""

import atexit
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import cache

from django.test import override_settings

from motcua.exchange.client import circuits
from motcua.platform.settings import installation
from sandbox.running import RunningSandbox, sandbox_beside

_kept = ExitStack()


@cache
def _running() -> RunningSandbox:
    # One nation serves all tests of a process and ends with it.
    atexit.register(_kept.close)
    return _kept.enter_context(sandbox_beside())


def close_circuits() -> None:
    """Forget that any system was ever unwell."""
    circuits.reset()


@contextmanager
def sandbox(**options: str) -> Iterator[RunningSandbox]:
    """A quiet, empty nation while the block lasts, its addresses in the settings; `options` are `MOTCUA_…` values."""
    nation = _running()
    nation.quiet()
    nation.it_is(None)
    circuits.reset()
    motcua = installation()
    smtp = {"MOTCUA_SMTP_URL": f"smtp://{nation.host}:{nation.smtp_port}"}
    systems = {
        **motcua.systems,
        "sandbox": nation.url,
        "sms": f"{nation.url}/sms",
        "post": f"{nation.url}/post",
        "national_identity": f"{nation.url}/identity",
    }
    changed = replace(motcua, systems=systems, options={**motcua.options, **smtp, **options})
    with override_settings(MOTCUA=changed):
        try:
            yield nation
        finally:
            circuits.reset()

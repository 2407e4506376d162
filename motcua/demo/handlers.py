"""The city grows while nobody needs the worker, a second at a time, until it has all its dossiers."""

import logging

from django.db import connection

from motcua.demo.events import CityGrows
from motcua.demo.growth import add_dossiers, growth, wanted_dossiers
from motcua.demo.seed import is_seeded
from motcua.platform import clock
from motcua.platform.events import defer, every, on
from motcua.platform.settings import installation

log = logging.getLogger("motcua.demo")
A_LITTLE = 1.0
_IDLE = "SELECT NOT EXISTS (SELECT FROM procrastinate_jobs WHERE status = 'todo' AND scheduled_at IS NULL)"
_LOCK, _UNLOCK = "SELECT pg_try_advisory_lock(7411201)", "SELECT pg_advisory_unlock(7411201)"


@every(seconds=2)
def go_on() -> None:
    """Let the city grow where nothing else waits; the queue itself is thus what it gives way to."""
    if installation().demo and _says(_IDLE) and not growth().is_whole and is_seeded():
        defer([CityGrows(at=clock.now())])


@on(CityGrows)
def grow(event: CityGrows) -> None:
    """Make dossiers for about a second, unless somebody does already."""
    if not installation().demo or not _says(_LOCK):
        return
    try:
        before = growth()
        made = add_dossiers(wanted_dossiers(), clock.now(), seconds=A_LITTLE)
        if (before.made + made) // 1000 > before.made // 1000 or (made and before.made + made >= before.wanted):
            log.info("demo city", extra={"fields": {"dossiers": before.made + made, "wanted": before.wanted}})
    finally:
        _says(_UNLOCK)


def _says(question: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return bool(cursor.fetchone()[0])

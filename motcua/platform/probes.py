"""Probes: is this process alive, can it serve, is the background work being done. No personal data, no session.

They answer before hosts, sessions and redirects are looked at, so that a proxy may ask by address and over plain HTTP.
"""

import shutil
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import cache

from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, HttpResponse, JsonResponse

from motcua.platform import clock
from motcua.platform.settings import installation

ALIVE, READY, WORKING = "/song", "/san-sang", "/san-sang/viec-nen"
LEAST_FREE_BYTES = 1024**3
LATE_AFTER = timedelta(seconds=40)
WORKERS = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > %s"


class ProbeMiddleware:
    """Answers the probes; 200 where all is well and 503 where not, as JSON that is never kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        ask = PROBES.get(request.path_info)
        if ask is None or request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        found = ask()
        response = JsonResponse(dict(found), status=200 if set(found.values()) <= {"ok"} else 503)
        response.headers["Cache-Control"] = "no-store"
        return response


def alive() -> Mapping[str, str]:
    """The process answers; nothing else is asked, so that a database that is away makes nobody restart it."""
    return {"process": "ok"}


def ready() -> Mapping[str, str]:
    """Whether pages can be served: the database answers, its tables are those of this version, the disk has room.

    Workers are not part of it: without them pages still serve, and taking all pages away would help nobody.
    """
    free = shutil.disk_usage(installation().home).free
    return {**_of_database(_migrations), "disk": "ok" if free >= LEAST_FREE_BYTES else "low"}


def working() -> Mapping[str, str]:
    """Whether a worker showed itself lately: for the monitor, not for the proxy."""
    return _of_database(_workers)


def _of_database(ask: Callable[[], Mapping[str, str]]) -> Mapping[str, str]:
    try:
        return {"database": "ok", **ask()}
    except (DatabaseError, InterfaceError):
        return {"database": "away"}


def _migrations() -> Mapping[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        applied = {(app, name) for app, name in cursor.fetchall()}
    return {"migrations": "ok" if wanted_migrations() <= applied else "missing"}


@cache
def wanted_migrations() -> frozenset[tuple[str, str]]:
    """Every migration this version brings, as (app, name)."""
    found = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    return frozenset(set(found) - {replaced for migration in found.values() for replaced in migration.replaces})


@cache
def known_migrations() -> frozenset[tuple[str, str]]:
    """Every migration this version brings or has replaced."""
    found = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    return frozenset({*found, *(replaced for migration in found.values() for replaced in migration.replaces)})


def _workers() -> Mapping[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(WORKERS, [clock.now() - LATE_AFTER])
        (count,) = cursor.fetchone()
    return {"worker": "ok" if count else "missing"}


PROBES: Mapping[str, Callable[[], Mapping[str, str]]] = {ALIVE: alive, READY: ready, WORKING: working}

"""Test databases: one migrated template for each state of the migrations, cloned for each test process.

A test that commits (`transaction=True`, `live_server`) gets a fresh clone after it, so rows that migrations seeded are
there for the next one. Loaded by `-p` in pyproject.toml before Django reads its settings.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

if TYPE_CHECKING:
    import psycopg
    import pytest_django

os.environ.setdefault("MOTCUA_MODE", "test")
# Tests hold the clock at days of their choosing, and whoever signed in before that stays so.
for name in ("MOTCUA_OFFICIAL_IDLE_MINUTES", "MOTCUA_APPLICANT_IDLE_MINUTES", "MOTCUA_SESSION_MINUTES"):
    os.environ.setdefault(name, "100000")
# Nor do they wait between acts.
for name in ("MOTCUA_WRITES_PER_MINUTE", "MOTCUA_SEARCHES_PER_MINUTE"):
    os.environ.setdefault(name, "100000")
ROOT = Path(__file__).resolve().parents[2]
# Two checkouts may share one server (DATABASE_URL).
CHECKOUT = hashlib.sha256(os.fsencode(ROOT)).hexdigest()[:6]
TEMPLATES = f"motcua_template_{CHECKOUT}_"

hypothesis.settings.register_profile("small", max_examples=20, deadline=None, derandomize=True)
hypothesis.settings.register_profile("full", max_examples=500, deadline=None)


def pytest_configure(config: pytest.Config) -> None:
    """Choose the size of generated tests, and come after pytest-django so that our database fixture is the one used."""
    hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "small"))
    config.pluginmanager.register(_Databases(), "motcua-databases")
    from django.conf import settings
    from django.test import TransactionTestCase

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    database: dict[str, Any] = settings.DATABASES["default"]
    database.setdefault("TEST", {})["NAME"] = f"test_motcua_{CHECKOUT}"
    TransactionTestCase._fixture_teardown = _renew  # type: ignore[attr-defined]


def browser_program() -> str | None:
    """The Chromium or Chrome of this machine; None where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((path for path in map(shutil.which, names) if path), None)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Tests marked `browser` are skipped where there is none, but never in CI."""
    if item.get_closest_marker("browser") and browser_program() is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI needs a browser: install Chromium", pytrace=False)
        pytest.skip("No Chromium here: browser journeys are skipped")


class _Databases:
    @pytest.fixture(autouse=True)
    @staticmethod
    def _vietnamese() -> None:
        """Every test begins in Vietnamese, whatever page an earlier one asked for in English."""
        from django.utils import translation

        translation.activate("vi")

    @pytest.fixture(scope="session")
    @staticmethod
    def django_db_modify_db_settings(
        django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: "pytest_django.DjangoDbBlocker"
    ) -> Iterator[None]:
        """Before the test database is made: the server runs and the template stands."""
        from contextlib import ExitStack

        from django.conf import settings
        from django.db import connection

        with ExitStack() as stack:
            if settings.EMBEDDED_POSTGRES is not None:
                stack.enter_context(settings.EMBEDDED_POSTGRES.running())
            with django_db_blocker.unblock():
                connection.settings_dict["TEST"]["TEMPLATE"] = make_template()
            yield
            with django_db_blocker.unblock():
                _drop_filled()


def make_template() -> str:
    """The name of the migrated template database; made now if these migrations have none yet."""
    from django.core.management import call_command
    from django.db import connection

    name = TEMPLATES + _state_of_migrations()
    with _maintenance() as server:
        server.execute("SELECT pg_advisory_lock(hashtext(%s))", [TEMPLATES])
        stale = [row[0] for row in server.execute("SELECT datname FROM pg_database").fetchall()]
        if name in stale:
            return name
        for old in stale:
            if old.startswith(TEMPLATES):
                server.execute(f'DROP DATABASE "{old}" WITH (FORCE)'.encode())
        draft = f"{TEMPLATES}draft"
        server.execute(f'CREATE DATABASE "{draft}"'.encode())
        usual = connection.settings_dict["NAME"]
        connection.close()
        connection.settings_dict["NAME"] = draft
        try:
            call_command("migrate", verbosity=0)
        finally:
            connection.close()
            connection.settings_dict["NAME"] = usual
        server.execute(f'ALTER DATABASE "{draft}" RENAME TO "{name}"'.encode())
    return name


def _state_of_migrations() -> str:
    state = hashlib.sha256((ROOT / "uv.lock").read_bytes())
    for path in sorted((ROOT / "motcua").glob("*/migrations/**/*")):
        if path.is_file() and "__pycache__" not in path.parts:
            state.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return state.hexdigest()[:16]


def _maintenance() -> "psycopg.Connection":
    import psycopg
    from django.db import connection

    there = {**connection.get_connection_params(), "dbname": "postgres", "cursor_factory": None, "context": None}
    wanted = {key: value for key, value in there.items() if value is not None and key != "prepare_threshold"}
    return psycopg.connect(**wanted, autocommit=True)


def _renew(case: Any) -> None:
    """In place of Django's flush, which would also empty what the migrations filled."""
    from django.db import connection

    _clone(connection.settings_dict["TEST"]["TEMPLATE"], connection.settings_dict["NAME"])


_filled: set[str] = set()


def filled(name: str, fill: Callable[[], object]) -> None:
    """Fill this process's test database, the first time by `fill`, later with a copy of what that made."""
    from django.db import connection

    here = connection.settings_dict["NAME"]
    kept = f"{here}_{name}"
    if kept in _filled:
        _clone(kept, here)
        return
    fill()
    _clone(here, kept)
    _filled.add(kept)


def _drop_filled() -> None:
    if _filled:
        with _maintenance() as server:
            for name in _filled:
                server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())


def _clone(template: str, name: str) -> None:
    from django.db import connections

    connections.close_all()
    with _maintenance() as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY'.encode())

"""The console script `motcua`: Django's and our own commands, each with a database under it when it needs one.

A command that needs the database starts the embedded server where it is not running, migrates it, and stops what it
started. A command that needs none says so with a class attribute: `needs_database = False`, or a static method of the
words after its name.
"""

import contextlib
import os
import signal
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

WITHOUT_DATABASE = {"check", "collectstatic", "diffsettings", "findstatic", "help", "sendtestemail", "version"}
MIGRATES_ITSELF = {"migrate", "makemigrations", "showmigrations", "sqlmigrate", "demo", "restore"}


def main(words: Sequence[str] | None = None) -> None:
    """Run one command: its name and options, as typed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    signal.signal(signal.SIGTERM, _leave)  # so that what was started is also stopped
    from django.core.management import ManagementUtility

    typed = list(sys.argv[1:] if words is None else words)
    from motcua.platform.postgres import PostgresUnavailable

    try:
        with _database(typed):
            ManagementUtility(["motcua", *typed]).execute()
    except PostgresUnavailable as problem:
        sys.exit(f"motcua: {problem}")
    except KeyboardInterrupt:
        sys.exit(130)


def needs_database(typed: Sequence[str]) -> bool:
    """Whether the command, as typed, touches the database."""
    if not typed or typed[0] in WITHOUT_DATABASE or {"--help", "-h", "--version"} & set(typed):
        return False
    from django.core.management import get_commands, load_command_class

    name = get_commands().get(typed[0])
    if name is None:
        return False
    declared: Any = getattr(load_command_class(name, typed[0]), "needs_database", True)
    return bool(declared(typed[1:]) if callable(declared) else declared)


@contextlib.contextmanager
def _database(typed: Sequence[str]) -> Any:
    import django
    from django.conf import settings

    django.setup()
    if settings.EMBEDDED_POSTGRES is None or not needs_database(typed):
        yield
        return
    with settings.EMBEDDED_POSTGRES.running() as started:
        if started and typed[0] not in MIGRATES_ITSELF:
            from django.core.management import call_command

            call_command("migrate", verbosity=0)
        try:
            yield
        finally:
            from django.db import connections

            connections.close_all()


def _leave(number: int, frame: object) -> NoReturn:
    sys.exit(128 + number)

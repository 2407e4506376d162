"""A migrated database of its own for a benchmark, gone when it is over."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager


@contextmanager
def fresh_database() -> Iterator[None]:
    """Set Django up and point it at a clone of the migrated template, on the embedded server unless told otherwise."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    os.environ.setdefault("MOTCUA_MODE", "test")
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    from motcua.platform.pytest_plugin import _maintenance, make_template

    usual, own = connection.settings_dict["NAME"], f"motcua_bench_{os.getpid()}"
    with ExitStack() as stack:
        if settings.EMBEDDED_POSTGRES is not None:
            stack.enter_context(settings.EMBEDDED_POSTGRES.running())
        template = make_template()
        with _maintenance() as server:
            server.execute(f'CREATE DATABASE "{own}" TEMPLATE "{template}"'.encode())
        connection.settings_dict["NAME"] = own
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = usual
            with _maintenance() as server:
                server.execute(f'DROP DATABASE "{own}" WITH (FORCE)'.encode())

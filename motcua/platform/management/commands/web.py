from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from granian import Granian
from granian.constants import Interfaces

from motcua.platform.checks import PRODUCTION


def log_configuration() -> dict[str, Any]:
    """The server's own lines, written as all others are."""
    ours: dict[str, Any] = settings.LOGGING
    return {
        "formatters": ours["formatters"],
        "handlers": ours["handlers"],
        "loggers": {"_granian": {"handlers": ["console"], "level": "INFO", "propagate": False}},
    }


class Command(BaseCommand):
    requires_system_checks = [PRODUCTION]
    help = "Serve the pages and the API until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8090)
        parser.add_argument("--workers", type=int, default=2, help="processes; about one per core")
        parser.add_argument("--threads", type=int, default=4, help="threads in each process")

    def handle(self, *args: Any, **options: Any) -> None:
        Granian(
            "motcua.config.wsgi:application",
            address=options["host"],
            port=options["port"],
            interface=Interfaces.WSGI,
            workers=options["workers"],
            blocking_threads=options["threads"],
            respawn_failed_workers=True,
            workers_kill_timeout=8,
            log_dictconfig=log_configuration(),
        ).serve()

import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app

from motcua.platform.checks import PRODUCTION
from motcua.platform.heartbeat import beat_until


class Command(BaseCommand):
    requires_system_checks = [PRODUCTION]
    help = "Run the jobs and the heartbeats until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--concurrency", type=int, default=4)

    def handle(self, *args: Any, **options: Any) -> None:
        stopped = threading.Event()
        heart = threading.Thread(target=beat_until, args=(stopped,), name="heartbeat")
        heart.start()
        try:
            with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
                app.run_worker(concurrency=options["concurrency"], delete_jobs="successful")
        finally:
            stopped.set()
            heart.join()

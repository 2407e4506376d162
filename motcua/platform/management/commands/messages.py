from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.platform.messages import faults, update


class Command(BaseCommand):
    help = "Gather the texts of code and templates into the English catalogue and compile it."
    needs_database = False
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail where a text has no English")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            found = list(faults())
            if found:
                raise CommandError("\n".join(found))
            return
        self.stdout.write(f"{update()} texts lack English.")

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from motcua.areas.management import say
from motcua.areas.public import import_areas
from motcua.platform import clock
from motcua.platform.action import SYSTEM


class Command(BaseCommand):
    help = "Take the national list of areas: 34 provinces, 3,321 communes, what they were before, and later changes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--report", type=Path, help="write what was taken and what was not to this JSON file")

    def handle(self, *args: Any, **options: Any) -> None:
        say(import_areas(by=SYSTEM, at=clock.now()), options["report"])

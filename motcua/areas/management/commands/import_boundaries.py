from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from motcua.areas.management import refuse, say
from motcua.areas.public import LARGEST_FILE, BoundariesRefused, import_boundaries
from motcua.platform import clock
from motcua.platform.action import SYSTEM, Refused


class Command(BaseCommand):
    help = "Take the boundaries of areas from a GeoJSON file (longitude, latitude; EPSG:4326)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--report", type=Path, help="write what was taken and what was not to this JSON file")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            with path.open("rb") as file:
                # One byte beyond the limit is enough for the refusal.
                content = file.read(LARGEST_FILE + 1)
        except OSError:
            refuse(_("Không đọc được tệp %(path)s.") % {"path": path})
        try:
            report = import_boundaries(content, by=SYSTEM, at=clock.now())
        except BoundariesRefused as refused:
            say(refused.report, options["report"])
            refuse(f"{path}: {refused.message}")
        except Refused as refused:
            refuse(f"{path}: {refused.message}")
        say(report, options["report"])

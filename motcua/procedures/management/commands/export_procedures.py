import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from motcua.platform import clock
from motcua.platform.action import Refused
from motcua.procedures.catalogue import export_catalogue


class Command(BaseCommand):
    help = "Write all procedures in force, one JSON object a line, in the shape that import_procedures reads."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = export_catalogue(options["file"], on=clock.today())
        except Refused as refused:
            sys.stderr.write(f"{refused.message}\n")
            sys.exit(2)
        self.stdout.write(_("Đã xuất %(count)d thủ tục.") % {"count": count})

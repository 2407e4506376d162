import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from motcua.organisations.public import import_holidays
from motcua.platform import clock
from motcua.platform.action import SYSTEM, Refused


class Command(BaseCommand):
    help = "Make everybody's holidays and swaps, of each year in a JSON list, what the list says."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the shape is that of motcua/organisations/data/holidays.json")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            content = path.read_bytes()
        except OSError:
            _refuse(_("Không đọc được tệp %(path)s.") % {"path": path})
        try:
            result = import_holidays(content, by=SYSTEM, at=clock.now())
        except Refused as refused:
            _refuse(f"{path}: {refused.message}")
        self.stdout.write(
            _("Lịch nghỉ: thêm %(added)d, sửa %(changed)d, bỏ %(removed)d, giữ nguyên %(unchanged)d.") % vars(result)
        )


def _refuse(sentence: str) -> NoReturn:
    sys.stderr.write(f"{sentence}\n")
    sys.exit(2)

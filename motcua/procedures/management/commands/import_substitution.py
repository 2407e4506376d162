import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from motcua.platform import clock
from motcua.platform.action import SYSTEM, Refused
from motcua.procedures.catalogue import alone, open_file
from motcua.procedures.management.commands.import_procedures import write_report
from motcua.procedures.substitution import import_substitutions


class Command(BaseCommand):
    help = "Take over which databases replace which papers (Nghị quyết 66.7/2025/NQ-CP); running it again is safe."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="JSON: an object with rows, or a list of them")
        parser.add_argument("--report", type=Path, help="write what was read, rejected and left open as JSON")
        parser.add_argument("--valid-from", type=date.fromisoformat, help="YYYY-MM-DD; today unless told otherwise")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            with open_file(path) as stream, alone():
                report, done = import_substitutions(
                    stream, file_name=path.name, by=SYSTEM, at=clock.now(), valid_from=options["valid_from"]
                )
            write_report(options["report"], report)
        except Refused as refused:
            sys.stderr.write(f"{refused.message}\n")
            sys.exit(2)
        said = _(
            "Đọc %(read)d dòng: nhập %(imported)d, giữ nguyên %(unchanged)d, loại %(rejected)d, "
            "%(matched)d dòng chắc chắn khớp giấy tờ, %(unmatched)d dòng là ghi chú của thủ tục, "
            "%(unknown)d dòng có mã chưa có ở đây; %(drafts)d thủ tục có bản nháp mới."
        )
        counts = {
            "rejected": len(report.rejected),
            "matched": done.matched,
            "unmatched": len(done.unmatched),
            "unknown": len(done.unknown),
            "drafts": done.drafts,
        }
        self.stdout.write(
            said % {"read": report.read, "imported": report.imported, "unchanged": report.unchanged, **counts}
        )

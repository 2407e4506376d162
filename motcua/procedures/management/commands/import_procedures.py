import json
import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from motcua.platform import clock
from motcua.platform.action import SYSTEM, Refused
from motcua.platform.formats import number
from motcua.procedures.catalogue import ImportReport, alone, import_catalogue, open_file

TOLD_EVERY = 2_500


class Command(BaseCommand):
    _told = 0
    help = "Take over a catalogue of procedures: one JSON object a line, or one JSON list; running it again is safe."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the catalogue, UTF-8")
        parser.add_argument("--report", type=Path, help="write what was read, rejected and left open as JSON")
        parser.add_argument("--publish", action="store_true", help="put in force what has no version in force yet")
        parser.add_argument("--valid-from", type=date.fromisoformat, help="YYYY-MM-DD; today unless told otherwise")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            with open_file(path) as stream, alone():
                run, report = import_catalogue(
                    stream,
                    file_name=path.name,
                    by=SYSTEM,
                    at=clock.now(),
                    valid_from=options["valid_from"],
                    publish=options["publish"],
                    progress=self._tell,
                )
            write_report(options["report"], report)
        except Refused as refused:
            sys.stderr.write(f"{refused.message}\n")
            sys.exit(2)
        said = _(
            "Đọc %(read)d dòng: nhập %(imported)d, giữ nguyên %(unchanged)d, loại %(rejected)d, cảnh báo %(warned)d."
        )
        self.stdout.write(
            said
            % {
                "read": report.read,
                "imported": report.imported,
                "unchanged": report.unchanged,
                "rejected": len(report.rejected),
                "warned": len(report.warnings),
            }
        )
        for each in report.rejected[:20]:
            self.stdout.write(_("Dòng %(row)d (%(code)s): %(reason)s") % {**each, "code": each["code"] or "?"})
        if run.removed:
            self.stdout.write(
                _("%(count)d thủ tục không còn trong danh mục; hệ thống không tự bãi bỏ thủ tục nào.")
                % {"count": len(run.removed)}
            )

    def _tell(self, report: ImportReport) -> None:
        """Of a long file, now and then, how far it is: the first word comes after a few seconds."""
        if report.read // TOLD_EVERY > self._told:
            self._told = report.read // TOLD_EVERY
            self.stdout.write(_("… đã đọc %(read)s dòng.") % {"read": number(report.read)})
            self.stdout.flush()


def write_report(path: Path | None, report: ImportReport) -> None:
    """Write the report. Raises Refused, saying that the import itself is done, where that fails."""
    if path is None:
        return
    try:
        path.write_text(json.dumps(report.as_json(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError:
        raise Refused(_("Đã nhập xong nhưng không ghi được báo cáo vào %(path)s.") % {"path": path}) from None

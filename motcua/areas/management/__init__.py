"""What the commands of areas share."""

import json
import sys
from pathlib import Path
from typing import NoReturn

from django.utils.translation import gettext as _

from motcua.areas.public import ImportReport

SHOWN = 20


def say(report: ImportReport, place: Path | None) -> None:
    """Print the counts and the first troubles, and write the whole report where a place is given."""
    sys.stdout.write(
        _("Đọc %(read)d: nhập %(imported)d, giữ nguyên %(unchanged)d, từ chối %(rejected)d, cảnh báo %(warnings)d.")
        % {
            "read": report.read,
            "imported": report.imported,
            "unchanged": report.unchanged,
            "rejected": len(report.rejected),
            "warnings": len(report.warnings),
        }
        + "\n"
    )
    for row in report.rejected[:SHOWN]:
        sys.stdout.write(f"  {row.row} {row.code}: {row.reason}\n")
    for warning in report.warnings[:SHOWN]:
        sys.stdout.write(f"  {warning.code}: {warning.reason}\n")
    if place is not None:
        content = json.dumps(report.as_json(), ensure_ascii=False, indent=1)
        try:
            place.write_text(content + "\n", encoding="utf-8")
        except OSError:
            refuse(_("Không ghi được báo cáo vào %(path)s.") % {"path": place})


def refuse(sentence: str) -> NoReturn:
    """End the command with a sentence and a code that says it did not work."""
    sys.stderr.write(f"{sentence}\n")
    sys.exit(2)

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from motcua.organisations.public import Organisation
from motcua.platform import clock
from motcua.platform.action import SYSTEM, Refused
from motcua.processes.importing import ProcessReport, import_bpmn, import_internal_processes, import_xlsx


class Command(BaseCommand):
    help = "Take over internal processes (quy trình nội bộ), as drafts unless told; running it again is safe."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file",
            type=Path,
            help="a JSON list of processes, UTF-8; or one process as BPMN 2.0 (.bpmn) or table (.xlsx)",
        )
        parser.add_argument("--code", help="the code of a process from such a file; the file's name unless told")
        parser.add_argument("--name", default="", help="its name; what the file says unless told")
        parser.add_argument(
            "--publish",
            action="store_true",
            help="put what passes every check into force from today; what fails which check where is in the report",
        )
        parser.add_argument("--report", type=Path, help="write what was read, rejected and left open as JSON")
        parser.add_argument("--organisation", help="identifier of the owner; the topmost organisation unless told")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = _owner(options["organisation"])
        if options["file"].suffix in (".bpmn", ".xml", ".xlsx"):
            self.take_drawing(organisation, options["file"], options["code"], options["name"])
            return
        try:
            since = clock.today() if options["publish"] else None
            report = import_internal_processes(
                options["file"], organisation, publish_from=since, by=SYSTEM, at=clock.now()
            )
            if options["report"]:
                text = json.dumps(report.as_json(), ensure_ascii=False, indent=1)
                options["report"].write_text(f"{text}\n", encoding="utf-8")
        except Refused as refused:
            _refuse(refused.message)
        except OSError:
            _refuse(_("Đã nhập xong nhưng không ghi được báo cáo vào %(path)s.") % {"path": options["report"]})
        said = _(
            "Đọc %(read)d quy trình: nhập %(imported)d, giữ nguyên %(unchanged)d, loại %(rejected)d, "
            "cảnh báo %(warned)d."
        )
        counts = {"rejected": len(report.rejected), "warned": len(report.warnings)}
        self.stdout.write(
            said % {"read": report.read, "imported": report.imported, "unchanged": report.unchanged, **counts}
        )
        if options["publish"]:
            self.tell(report)

    def tell(self, report: ProcessReport) -> None:
        """Which are in force, and of each other what is missing where."""
        told = _("Đã ban hành %(published)d, còn thiếu %(open)d:")
        counts = {"published": report.in_force, "open": len(report.processes) - report.in_force}
        self.stdout.write(told % counts)
        for each in report.processes:
            for missing in each["missing"]:
                self.stdout.write(f"{each['code']} {missing['node'] or '-'}: {missing['reason']}")

    def take_drawing(self, organisation: Organisation, path: Path, code: str | None, name: str) -> None:
        """One process drawn as BPMN 2.0 or written as a table."""
        try:
            content = path.read_bytes()
            take = import_xlsx if path.suffix == ".xlsx" else import_bpmn
            version = take(content, organisation, code=code or path.stem, name=name, by=SYSTEM, at=clock.now())
        except OSError:
            _refuse(_("Không đọc được tệp %(path)s.") % {"path": path})
        except Refused as refused:
            _refuse(refused.message)
        said = _("Đã nhập quy trình %(code)s, lần ban hành %(number)d, là bản nháp.")
        self.stdout.write(said % {"code": version.process.code, "number": version.number})


def _owner(identifier: str | None) -> Organisation:
    organisations = Organisation.objects.order_by("pk")
    found = organisations.filter(identifier=identifier) if identifier else organisations.filter(parent=None)
    owner = found.first()
    if owner is None:
        _refuse(_("Chưa có cơ quan nào làm chủ quy trình. Xin tạo cơ quan trước, hoặc nêu --organisation."))
    return owner


def _refuse(sentence: str) -> NoReturn:
    sys.stderr.write(f"{sentence}\n")
    sys.exit(2)

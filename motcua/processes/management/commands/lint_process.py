import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from motcua.processes.rules import Definition, Flaw, Flawed, flaws_of, read_definition
from motcua.processes.rules.bpmn import read_bpmn
from motcua.processes.rules.bpmn.xml import LARGEST


class Command(BaseCommand):
    help = "Check a process, BPMN 2.0 XML or JSON: everything that keeps it from being published, one line each."
    needs_database = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a .bpmn, .xml or .json file")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            flaws = flaws_of(_read(options["file"]))
        except Flawed as flawed:
            flaws = flawed.flaws
        except OSError:
            sys.stderr.write(_("Không đọc được tệp %(path)s.") % {"path": options["file"]} + "\n")
            sys.exit(2)
        for flaw in flaws:
            self.stdout.write(f"{flaw.node or '-'}: {flaw.sentence(_)}")
        if flaws:
            sys.exit(1)
        self.stdout.write(_("Quy trình không có lỗi."))


def _read(path: Path) -> Definition:
    with path.open("rb") as stream:
        content = stream.read(LARGEST + 1)
    if path.suffix != ".json":
        return read_bpmn(content)
    try:
        return read_definition(json.loads(content.decode("utf-8-sig")))
    except (ValueError, RecursionError):
        raise Flawed([Flaw(None, "Tệp không phải JSON.")]) from None

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from motcua.platform.action import Refused
from motcua.processes.exporting import export_bpmn, export_xlsx, newest_version


class Command(BaseCommand):
    help = "Write the newest version of a process as BPMN 2.0 XML (or --xlsx, --json), to a file or to the terminal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="the code of the process")
        kinds = parser.add_mutually_exclusive_group()
        kinds.add_argument("--bpmn", action="store_true", help="BPMN 2.0 XML with its drawing (so unless told)")
        kinds.add_argument("--xlsx", action="store_true", help="the table as a spreadsheet")
        kinds.add_argument("--json", action="store_true", help="the definition as we keep it")
        parser.add_argument("--output", type=Path, help="the file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            version = newest_version(options["code"])
            if options["json"]:
                content = (json.dumps(version.definition, ensure_ascii=False, indent=1) + "\n").encode()
            elif options["xlsx"]:
                content = export_xlsx(version)
            else:
                content = export_bpmn(version)
        except Refused as refused:
            sys.stderr.write(f"{refused.message}\n")
            sys.exit(2)
        if options["output"]:
            options["output"].write_bytes(content)
        else:
            sys.stdout.buffer.write(content)

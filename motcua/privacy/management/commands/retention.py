import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.privacy.public import report, sweep


class Command(BaseCommand):
    help = "Erase or make anonymous what the law no longer lets be kept; with --report only say how much that is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--report", action="store_true", help="change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        lines = [
            {
                "kind": line.keeper.code,
                "days": None if line.term.hours is None else line.term.hours // 24,
                "basis": line.term.basis,
                "to_verify": line.term.to_verify,
                "ended_before": line.before,
                "over": line.over,
            }
            for line in report(clock.now())
        ]
        self.stdout.write(json.dumps(lines, ensure_ascii=False, indent=2, default=str))
        if options["report"]:
            return
        for line in report(clock.now()):
            erased = 0
            while batch := sweep(line.keeper, by=SYSTEM, at=clock.now()):
                erased += batch
            self.stdout.write(f"{line.keeper.code}: {erased}")

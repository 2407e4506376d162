"""`motcua import_accounts FILE`: open the accounts of a list of officials."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.accounts.importing import import_in_parts
from motcua.accounts.tables import read_accounts
from motcua.platform import clock
from motcua.platform.action import SYSTEM, Refused


class Command(BaseCommand):
    """Doing it again changes nothing; lines that cannot be are named with their reasons."""

    help = "Mở tài khoản cán bộ theo danh sách (.xlsx hoặc .csv UTF-8)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--report", type=Path, help="viết báo cáo JSON vào tệp này")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        try:
            rows = read_accounts(file.read_bytes(), file.name)
        except OSError as error:
            raise CommandError(f"Không đọc được {file}.") from error
        except Refused as refused:
            raise CommandError(refused.message) from refused
        report = import_in_parts(rows, by=SYSTEM, at=clock.now())
        if options["report"]:
            text = json.dumps(report.as_json(), ensure_ascii=False, indent=2)
            options["report"].write_text(text, encoding="utf-8")
        self.stdout.write(
            f"Đọc {report.read}, mở {report.imported}, đã có {report.unchanged}, không nhận {len(report.rejected)}."
        )
        for row in report.rejected[:20]:
            self.stdout.write(f"  dòng {row.row} ({row.code}): {row.reason}")

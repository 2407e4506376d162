import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.platform import clock
from motcua.platform.backup import BackupRefused, restore_backup


class Command(BaseCommand):
    help = "Restore a backup, or the newest in DIR, into an empty database and home; then check that all is whole."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", metavar="DIR", type=Path)
        parser.add_argument("--database", help="an empty database of the same server; made if it is not there")
        parser.add_argument("--home", type=Path, help="an empty place for the files, instead of MOTCUA_HOME")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            restored = restore_backup(
                options["source"], at=clock.now(), database=options["database"], home=options["home"]
            )
        except (BackupRefused, OSError) as problem:
            raise CommandError(f"Chưa khôi phục · not restored: {problem}")
        self.stdout.write(json.dumps({"sound": restored.is_sound, **asdict(restored)}, ensure_ascii=False, indent=2))
        if not restored.is_sound:
            raise CommandError("Đã khôi phục nhưng có chỗ không khớp: xem các dòng trên · restored, but not whole.")

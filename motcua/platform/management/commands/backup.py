from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.platform import clock
from motcua.platform.backup import BackupRefused, take_backup
from motcua.platform.backup.manifest import read


class Command(BaseCommand):
    help = "Back up the database and the files into a new folder under DIR, while everybody goes on working."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("into", metavar="DIR", type=Path)
        parser.add_argument("--with-keys", metavar="FILE", type=Path, help="write the keys there, never inside DIR")
        parser.add_argument("--keep", type=int, help="how many backups stay in DIR; the oldest go")
        parser.add_argument("--jobs", type=int, default=2, help="how many tables are read side by side")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            backup = take_backup(
                options["into"],
                at=clock.now(),
                keys=options["with_keys"],
                keep=options["keep"],
                jobs=options["jobs"],
            )
            told = read(backup)
        except (BackupRefused, OSError) as problem:
            raise CommandError(f"Chưa sao lưu được · not backed up: {problem}")
        size = sum(part.bytes for part in told.parts)
        self.stdout.write(f"{backup}: {size} B, {told.files} tệp · files ({told.files_bytes} B)")
        self.stdout.write(f"Cần khóa · keys needed: {', '.join(told.encryption_keys)}, MOTCUA_INDEX_KEY")

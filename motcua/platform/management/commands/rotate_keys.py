from argparse import ArgumentParser
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError

from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.platform.actions.rotate_keys import rotate_keys
from motcua.platform.encryption import ELSEWHERE, CannotDecrypt, encrypted_fields


class Command(BaseCommand):
    help = "Encrypt everything again that older keys encrypted; then the older keys can be taken away."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--batch", type=int, default=500, help="rows in one transaction")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            for model in apps.get_models():
                if encrypted_fields(model):
                    self._tell(model._meta.label_lower, self._rows(model._meta.label_lower, options["batch"]))
            for name in ELSEWHERE.names():
                self._tell(name, ELSEWHERE.named(name)())
        except CannotDecrypt as problem:
            raise CommandError(f"Không giải mã được · cannot be decrypted: {problem}")

    def _rows(self, model: str, batch: int) -> int:
        total, after = 0, None
        while True:
            done = rotate_keys(model, after=after, size=batch, by=SYSTEM, at=clock.now())
            total, after = total + done.rows, done.last
            if after is None:
                return total

    def _tell(self, name: str, count: int) -> None:
        self.stdout.write(f"{name}: {count}")

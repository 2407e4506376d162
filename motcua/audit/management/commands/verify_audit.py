import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.audit.public import seal, verify
from motcua.platform import clock


class Command(BaseCommand):
    help = "Check the whole chain of the audit log; name each changed, removed or slipped-in entry."

    def handle(self, *args: Any, **options: Any) -> None:
        while seal(at=clock.now()):
            pass
        verdict = verify()
        self.stdout.write(json.dumps({"sound": verdict.is_sound, **asdict(verdict)}, ensure_ascii=False, indent=2))
        if not verdict.is_sound:
            raise CommandError("Nhật ký đã bị sửa: xem các dòng nêu trên.")

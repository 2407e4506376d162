from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.demo.seed import seed
from motcua.platform import clock
from motcua.platform.settings import installation


class Command(BaseCommand):
    help = "Make the demo city; running it again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        if not installation().demo:
            raise CommandError("Chỉ bản chạy thử mới có dữ liệu thử · demo data is for a demo only.")
        seed(clock.now())

from typing import Any

from django.core.management.base import BaseCommand

from motcua.laws.public import gather_cited
from motcua.platform import clock
from motcua.platform.action import SYSTEM


class Command(BaseCommand):
    help = "Enter into the register of laws what procedures, forms and processes cite; running it again is safe."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(str(gather_cited(by=SYSTEM, at=clock.now())))

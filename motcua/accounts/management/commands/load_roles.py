"""`motcua load_roles`: bring the standard roles to this version's role files."""

from typing import Any

from django.core.management.base import BaseCommand

from motcua.accounts.public import load_roles, standard_roles
from motcua.platform import clock
from motcua.platform.action import SYSTEM


class Command(BaseCommand):
    """Run after `migrate`; doing it again changes nothing."""

    help = "Nạp các vai trò chuẩn từ roles.json của từng phân hệ"

    def handle(self, *args: Any, **options: Any) -> None:
        changed = load_roles(by=SYSTEM, at=clock.now(), roles=standard_roles())
        self.stdout.write(f"Vai trò chuẩn: {changed} thay đổi.")

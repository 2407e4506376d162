from typing import Any

from django.core.management.base import BaseCommand

from motcua.accounts.public import DEMO_PASSWORD, demo_accounts
from motcua.platform import clock


class Command(BaseCommand):
    help = "List the demo accounts of each role."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Tài khoản thử, mật khẩu · demo accounts, password: {DEMO_PASSWORD}")
        for account in demo_accounts(at=clock.now()):
            self.stdout.write(f"  {account.username:<18} {account.display_name} · {account.position}")

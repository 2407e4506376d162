"""`motcua appoint_administrator`: the first account of a new installation, from which all others follow."""

import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.accounts.public import appoint_administrator, load_roles, standard_roles
from motcua.organisations.public import Organisation
from motcua.platform import clock
from motcua.platform.action import SYSTEM, Refused


class Command(BaseCommand):
    """The password is asked for, or read as one line where nobody sits at a terminal; it is never an argument."""

    help = "Mở tài khoản quản trị hệ thống đầu tiên"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organisation", required=True, help="mã định danh cơ quan, ví dụ H31.77.04")
        parser.add_argument("--full-name", required=True)
        parser.add_argument("--username", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = Organisation.objects.filter(identifier=options["organisation"]).first()
        if organisation is None:
            raise CommandError(f"Không có cơ quan mang mã {options['organisation']}.")
        password = getpass("Mật khẩu: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        at = clock.now()
        load_roles(by=SYSTEM, at=at, roles=standard_roles())
        try:
            account = appoint_administrator(
                organisation,
                by=SYSTEM,
                at=at,
                full_name=options["full_name"],
                username=options["username"],
                password=password,
            )
        except Refused as refused:
            raise CommandError(refused.message) from refused
        self.stdout.write(f"Đã mở tài khoản {account.username}.")

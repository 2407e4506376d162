import shutil
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from motcua.platform.postgres import PostgresUnavailable
from motcua.platform.settings import installation


class Command(BaseCommand):
    help = "Forget the demo and the tests: the embedded database and everything else under var/."
    needs_database = False

    def handle(self, *args: Any, **options: Any) -> None:
        if not installation().demo:
            raise CommandError("Chỉ bản chạy thử mới xóa được · only a demo can be forgotten.")
        home = installation().home
        embedded = settings.EMBEDDED_POSTGRES
        if embedded is None:
            self.stdout.write("DATABASE_URL: cơ sở dữ liệu ấy được giữ nguyên · that database is left as it is.")
        else:
            try:
                for place in (home / "test", home):
                    replace(embedded, home=place).forget()
            except PostgresUnavailable as problem:
                raise CommandError(str(problem))
        shutil.rmtree(home)
        self.stdout.write("Đã xóa dữ liệu chạy thử · the demo is forgotten.")

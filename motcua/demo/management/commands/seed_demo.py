import sys
import time
from argparse import ArgumentParser
from subprocess import Popen
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.demo.actions.add_affairs import add_affairs
from motcua.demo.actions.load_dossiers import load_dossiers
from motcua.demo.affairs import Affairs
from motcua.demo.desks import Desks
from motcua.demo.drafts import add_drafts
from motcua.demo.fates import FIRST
from motcua.demo.growth import add_dossiers, growth
from motcua.demo.lives import City
from motcua.demo.models import CityDossier
from motcua.demo.seed import OFFICIALS, seed
from motcua.demo.upkeep import measure_again
from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.platform.settings import installation

# The largest register that the reference deployments speak of.
FULL = 3_000_000


class Command(BaseCommand):
    help = "Make the demo city; running it again adds what is missing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--scale", choices=("demo", "full"), default="demo",
            help="full: a whole register, now, copied from dossiers that lived",
        )  # fmt: skip
        parser.add_argument("--dossiers", type=int, help="how many dossiers to have when it ends")
        parser.add_argument(
            "--with-history", type=int, help="with full: how many come with every row; of the rest, only open ones do"
        )
        parser.add_argument("--processes", type=int, default=2, help="how many make them side by side")
        parser.add_argument("--share", help="which part of them this one makes: 0/2")

    def handle(self, *args: Any, **options: Any) -> None:
        if not installation().demo:
            raise CommandError("Chỉ bản chạy thử mới có dữ liệu thử · demo data is for a demo only.")
        is_full = options["scale"] == "full"
        wanted = options["dossiers"] or (FULL if is_full else min(FIRST, growth().wanted))
        until = min(FIRST, wanted) if is_full else wanted
        if options["share"]:
            part, _slash, of = options["share"].partition("/")
            add_dossiers(until, clock.now(), share=(int(part), int(of)))
            return
        seed(clock.now(), officials=OFFICIALS)
        if until > growth().made:
            self._side_by_side(until, options["processes"])
            add_dossiers(until, clock.now())
        add_drafts(clock.now())
        affairs = Affairs(City(clock.now()))
        affairs.look()
        add_affairs(affairs, by=SYSTEM, at=clock.now())
        add_affairs(Desks(City(clock.now())), by=SYSTEM, at=clock.now())
        if is_full:
            self._lay(wanted, options["with_history"])
            return
        grown = growth()
        rest = (
            "" if grown.is_whole else " Phần còn lại được làm dần khi máy rảnh · the rest is made while nobody waits."
        )
        self.stdout.write(f"Hồ sơ thử · demo dossiers: {grown.made}/{grown.wanted}.{rest}")

    def _lay(self, wanted: int, whole: int | None) -> None:
        """The rest by COPY; again, it adds what is missing."""
        begun = time.monotonic()
        laid = load_dossiers(wanted - CityDossier.objects.count(), whole=whole, by=SYSTEM, at=clock.now())
        if laid:
            measure_again()
        self.stdout.write(
            f"Hồ sơ thử · demo dossiers: {wanted} (+{laid}, {time.monotonic() - begun:.0f} s). "
            "Số liệu chép từ hồ sơ mẫu · copied from those that lived."
        )

    def _side_by_side(self, until: int, processes: int) -> None:
        """Several at once; what one of them could not make is left to be made after."""
        if processes < 2:
            return
        command = [sys.executable, "-m", "motcua", "seed_demo", "--dossiers", str(until), "--share"]
        running = [Popen([*command, f"{part}/{processes}"]) for part in range(processes)]  # noqa: S603 (our own program)
        for process in running:
            process.wait()

import fcntl
import os
import signal
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError

from motcua.platform.settings import installation
from motcua.platform.static_files import collect_static_files
from motcua.platform.supervisor import Child, Supervisor, free_port, wait_for_port


class Command(BaseCommand):
    help = "Run everything on this machine: database, sandbox nation, web and worker, with demo data. Ctrl-C ends it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8090, help="wanted port; the next free one is taken")

    def handle(self, *args: Any, **options: Any) -> None:
        if not installation().demo:
            raise CommandError("Bản chạy thật không chạy thử được · a demo needs MOTCUA_MODE=demo.")
        home = installation().home
        with (home / "demo.lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise CommandError(f"Đã chạy rồi · already running: {(home / 'demo.address').read_text().strip()}")
            self._run(home, options["port"])

    def _run(self, home: Path, wanted: int) -> None:
        call_command("migrate", verbosity=0)
        collect_static_files()
        if "seed_demo" in get_commands():
            call_command("seed_demo")
        web = free_port(wanted)
        sandbox = free_port(web + 1)
        mail = free_port(sandbox + 1)
        address = f"http://localhost:{web}"
        (home / "demo.address").write_text(address)
        python = [sys.executable, "-m"]
        supervisor = Supervisor(
            children=[
                Child("sandbox", [*python, "sandbox", "--port", str(sandbox), "--smtp-port", str(mail),
                                  "--state", str(home / "sandbox.sqlite")]),
                Child("web", [*python, "motcua", "web", "--port", str(web)]),
                Child("worker", [*python, "motcua", "worker"]),
            ],
            logs=home / "log",
            say=self.stdout.write,
            environment=os.environ | {
                "MOTCUA_MODE": "demo",
                "MOTCUA_HOME": str(home),
                "MOTCUA_BASE_URL": address,
                "MOTCUA_SANDBOX_URL": f"http://127.0.0.1:{sandbox}",
                "MOTCUA_SMTP_URL": f"smtp://127.0.0.1:{mail}",
            },
            upkeep=self._keep_database,
        )  # fmt: skip
        signal.signal(signal.SIGTERM, supervisor.stop)
        signal.signal(signal.SIGINT, supervisor.stop)
        supervisor.run(lambda: self._greet(supervisor, address, web, sandbox))
        self.stdout.write("Đã dừng · stopped.")

    def _greet(self, supervisor: Supervisor, address: str, web: int, sandbox: int) -> None:
        if not wait_for_port(web, seconds=60, given_up=supervisor.stopping):
            self.stdout.write(f"web: chưa trả lời · does not answer yet; see {supervisor.logs / 'web.log'}")
            return
        self.stdout.write(f"\nMột Cửa: {address}\nSandbox: http://localhost:{sandbox}\n")
        if "demo_accounts" in get_commands():
            call_command("demo_accounts", stdout=self.stdout)
        self.stdout.write("\nCtrl-C để dừng · Ctrl-C stops it.")

    def _keep_database(self) -> None:
        embedded = settings.EMBEDDED_POSTGRES
        if embedded is not None and embedded.ensure():
            self.stdout.write("database: đã dừng và được chạy lại · had ended, started again.")

"""PostgreSQL's own programs as a client: which of them fit the server, and how they reach it."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection

from motcua.platform.backup.manifest import BackupRefused
from motcua.platform.postgres.programs import INSTALLATION


def reach(database: str | None = None) -> dict[str, Any]:
    """How to connect to a database of the server, the configured one unless named."""
    there = {**connection.get_connection_params(), "cursor_factory": None, "context": None, "prepare_threshold": None}
    wanted = {name: value for name, value in there.items() if value is not None}
    return {**wanted, **({"dbname": database} if database else {})}


def connect(database: str | None = None) -> psycopg.Connection:
    """A plain autocommit connection."""
    return psycopg.connect(**reach(database), autocommit=True)


def run(program: str, *words: str, least: int, database: str | None = None) -> int:
    """Run a program on a database; gives the major version used. Raises BackupRefused with its last words.

    `least`: the major version it must have: that of the server it reads, or of the program that wrote the dump.
    """
    path, version = find(program, least)
    there = reach(database)
    password = there.pop("password", None)
    environment = {**os.environ, **({"PGPASSWORD": str(password)} if password else {})}
    target = psycopg.conninfo.make_conninfo(**there)
    done = subprocess.run(  # noqa: S603
        [path, f"--dbname={target}", *words], env=environment, stdin=subprocess.DEVNULL, capture_output=True
    )
    if done.returncode != 0:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise BackupRefused(f"{program} không chạy được · failed: {' '.join(last)}")
    return version


def find(program: str, least: int) -> tuple[Path, int]:
    """The program and its major version: the machine's own, or the bundled one. Raises BackupRefused."""
    own, bundled = shutil.which(program), INSTALLATION / "bin" / program
    ours = [] if own is None or settings.EMBEDDED_POSTGRES is not None else [Path(own)]
    seen = [(path, version_of(path)) for path in (*ours, bundled)]
    for path, version in seen:
        if version >= least:
            return path, version
    raise BackupRefused(
        f"Cần {program} phiên bản {least} trở lên trên PATH · {program} {least} or newer is needed on PATH; "
        f"found {', '.join(f'{path} {version}' for path, version in seen)}."
    )


def version_of(path: Path) -> int:
    """The major version of a program; 0 where it does not run."""
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True)  # noqa: S603
    except OSError:
        return 0
    number = re.search(r"\b(\d+)(?:\.\d+|devel|beta|rc)", said.stdout)
    return int(number[1]) if number else 0

"""One embedded server: started by the first that uses it, stopped by the last.

Its data lives in `<home>/postgres`, its socket in a short private directory (a socket path holds 107 bytes), and every
login needs the password. Whoever uses it holds a shared lock on `<home>/postgres.users`, which the system gives back
even after kill -9.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from motcua.platform.postgres.programs import PostgresUnavailable, make_reachable, owner_of, run

TUNED = {
    "listen_addresses": "",
    "max_connections": "150",
    "shared_buffers": "192MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "wal_compression": "on",
    "random_page_cost": "1.1",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "timezone": "UTC",
    "log_min_messages": "warning",
    "log_checkpoints": "off",
}
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}
OUTSIDE = Path("/var/lib")


@dataclass(frozen=True)
class EmbeddedPostgres:
    """One embedded server. `durable=False` trades safety for speed and is for tests only."""

    home: Path
    password: str
    durable: bool = True
    database: str = "motcua"
    user: str = "motcua"

    @property
    def data(self) -> Path:
        """Where its data are."""
        return self.home / "postgres"

    @property
    def socket_directory(self) -> Path:
        """Where it listens: private to the user that runs it, and another one for every home."""
        return Path("/tmp") / f"motcua-{self._mark}"  # noqa: S108 (owner and mode are checked before use)

    @property
    def _mark(self) -> str:
        return hashlib.sha256(os.fsencode(self.home.resolve())).hexdigest()[:12]

    @property
    def _outside(self) -> Path:
        return OUTSIDE / f"motcua-{self._mark}"

    @property
    def _is_made(self) -> Path:
        return self.home / "postgres.made"

    def django_settings(self) -> dict[str, Any]:
        """The part of Django's DATABASES that says where the server is and how to get in."""
        return {
            "NAME": self.database,
            "USER": self.user,
            "PASSWORD": self.password,
            "HOST": str(self.socket_directory),
            "OPTIONS": {"require_auth": "scram-sha-256"},
        }

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """A plain autocommit connection, for machinery; pages and actions use Django's."""
        return psycopg.connect(
            host=str(self.socket_directory),
            user=self.user,
            password=self.password,
            dbname=database,
            require_auth="scram-sha-256",
            connect_timeout=10,
            autocommit=True,
        )

    @contextlib.contextmanager
    def running(self) -> Iterator[bool]:
        """The server runs inside this block, whoever started it; gives whether it was started here.

        Raises PostgresUnavailable.
        """
        self.home.mkdir(parents=True, exist_ok=True)
        with _lock_file(self.home / "postgres.users") as users:
            owner = os.getpid()
            try:
                with self._alone():
                    fcntl.flock(users, fcntl.LOCK_SH)
                    started = self.ensure()
                yield started
            finally:
                if os.getpid() == owner:  # a forked child shares the lock but not the duty
                    with self._alone(), contextlib.suppress(BlockingIOError):
                        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                        self._stop()

    def ensure(self) -> bool:
        """Start the server if it does not answer; gives whether it had to be started. Only inside `running`."""
        if self._answers():
            return False
        if not self._is_made.exists():
            self._make()
        self._make_socket_directory()
        settings = TUNED | ({} if self.durable else FORGETFUL) | {"unix_socket_directories": self.socket_directory}
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        log = f"{self.data.resolve()}/server.log"
        # After kill -9 the old children linger for a moment and hold the shared memory: a few starts fail.
        for _ in range(20):
            if run("pg_ctl", self.data, "-w", "-t", "60", "-l", log, "-o", options, "start").returncode == 0:
                break
            if self._answers():
                return False
            time.sleep(0.5)
        else:
            raise PostgresUnavailable(f"The embedded PostgreSQL does not start; see {log}")
        with self.connect() as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.database]).fetchone():
                connection.execute(f'CREATE DATABASE "{self.database}"'.encode())
        return True

    def forget(self) -> None:
        """Remove the data. Raises PostgresUnavailable while someone uses the server."""
        if not self.home.exists():
            return
        with _lock_file(self.home / "postgres.users") as users, self._alone():
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise PostgresUnavailable("Something still uses the database: stop it first (Ctrl-C in `make demo`).")
            if (self.data / "postmaster.pid").exists():
                self._stop()
            self._remove()

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        with _lock_file(self.home / "postgres.change") as change:
            fcntl.flock(change, fcntl.LOCK_EX)
            yield

    def _answers(self) -> bool:
        try:
            self.connect().close()
        except psycopg.OperationalError as problem:
            if "password authentication failed" in str(problem):
                raise PostgresUnavailable(f"{self.data} was made with another password than {self.home} now holds.")
            return False
        return True

    def _stop(self) -> None:
        run("pg_ctl", self.data, "-w", "-t", "60", "-m", "fast", "stop")
        shutil.rmtree(self.socket_directory, ignore_errors=True)

    def _make(self) -> None:
        self._remove()  # what a killed start left half-made
        make_reachable(self.data, self._outside)
        self._make_socket_directory()
        word = self.socket_directory / "password"
        with os.fdopen(os.open(word, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(self.password)
        os.chown(word, *owner_of(self.data))
        try:
            made = run(
                "initdb", self.data, "-U", self.user, "-A", "scram-sha-256", f"--pwfile={word}", "--encoding=UTF8",
                "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions",
                *([] if self.durable else ["--no-sync"]),
            )  # fmt: skip
        finally:
            word.unlink()
        if made.returncode != 0:
            why = made.stderr.decode(errors="replace").strip()
            raise PostgresUnavailable(f"PostgreSQL could not make its data directory {self.data}: {why}")
        self._is_made.touch()

    def _make_socket_directory(self) -> None:
        directory, owner = self.socket_directory, owner_of(self.data)
        with contextlib.suppress(FileExistsError):
            directory.mkdir(mode=0o700)
            os.chown(directory, *owner)
        status = directory.lstat()
        if directory.is_symlink() or status.st_uid != owner[0] or status.st_mode & 0o077:
            raise PostgresUnavailable(f"{directory} belongs to someone else: remove it.")

    def _remove(self) -> None:
        self._is_made.unlink(missing_ok=True)
        shutil.rmtree(self.data.resolve(), ignore_errors=True)
        if self.data.is_symlink():
            self.data.unlink()
        shutil.rmtree(self._outside, ignore_errors=True)


@contextlib.contextmanager
def _lock_file(path: Path) -> Iterator[int]:
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield handle
    finally:
        os.close(handle)

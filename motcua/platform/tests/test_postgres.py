import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from motcua.platform.postgres import EmbeddedPostgres, PostgresUnavailable, programs

ROOT = Path(__file__).resolve().parents[3]


@contextlib.contextmanager
def a_home() -> Iterator[Path]:
    """A place that an unprivileged user cannot enter, with a space in its path."""
    with tempfile.TemporaryDirectory(prefix="motcua test ") as parent:
        home = Path(parent) / "một cửa" / "var"
        yield home
        EmbeddedPostgres(home, "irrelevant").forget()


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """One home for all, since making a data directory is slow; every test starts and stops its own server there."""
    with a_home() as home:
        yield home


def postmaster(server: EmbeddedPostgres) -> int:
    return int((server.data / "postmaster.pid").read_text().split()[0])


def is_up(server: EmbeddedPostgres) -> bool:
    return (server.data / "postmaster.pid").exists() and server.connect().execute("SELECT true").fetchone() == (True,)


def test_starts_for_the_first_and_stops_after_the_last(home: Path) -> None:
    server = EmbeddedPostgres(home, "secret", durable=False)
    with server.running() as first:
        with server.running() as second, server.connect("motcua") as connection:
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert is_up(server)
    assert (first, second) == (True, False)
    assert not is_up(server)
    assert not server.socket_directory.exists()


def test_another_process_keeps_it_running(home: Path) -> None:
    server = EmbeddedPostgres(home, "secret", durable=False)
    other = textwrap.dedent(f"""
        from pathlib import Path
        from motcua.platform.postgres import EmbeddedPostgres
        with EmbeddedPostgres(Path({str(home)!r}), "secret").running() as started:
            print(started, flush=True)
            input()
    """)
    with server.running():
        holder = subprocess.Popen(
            [sys.executable, "-c", other], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True
        )
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == "False"
    assert is_up(server)
    holder.communicate("\n")
    assert not is_up(server)


def test_a_wrong_password_is_refused(home: Path) -> None:
    with EmbeddedPostgres(home, "secret", durable=False).running():
        stranger = EmbeddedPostgres(home, "guess")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            stranger.connect()
        with pytest.raises(PostgresUnavailable, match="another password"), stranger.running():
            pass


def test_what_is_in_use_is_not_forgotten(home: Path) -> None:
    server = EmbeddedPostgres(home, "secret", durable=False)
    with server.running():
        with pytest.raises(PostgresUnavailable):
            server.forget()
        assert is_up(server)


def test_data_stay_when_it_stops(home: Path) -> None:
    server = EmbeddedPostgres(home, "secret")
    with server.running(), server.connect("motcua") as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept AS SELECT 7 AS number")
    with server.running(), server.connect("motcua") as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root must leave root")
def test_root_runs_it_as_someone_else_even_where_no_capability_can_be_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(programs, "CAPABILITIES", (None,))
    with a_home() as home:
        server = EmbeddedPostgres(home, "secret", durable=False)
        with server.running(), server.connect():
            assert Path(f"/proc/{postmaster(server)}").stat().st_uid != 0
        with server.running() as started:
            assert started
        outside = server.data.resolve()
        server.forget()
        assert not outside.exists()
        assert not server.data.exists()


def kill_under_writers(server: EmbeddedPostgres, *, writers: int, rounds: int, commits: int) -> tuple[set[int], int]:
    """Kill -9 the server again and again under writers; gives the acknowledged numbers that are lost, and how many
    were acknowledged."""
    acknowledged: set[int] = set()
    with server.running():
        with server.connect("motcua") as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS written (number bigint PRIMARY KEY)")
        for turn in range(rounds):
            enough = threading.Event()

            def write(writer: int, turn: int = turn, enough: threading.Event = enough) -> None:
                try:
                    with server.connect("motcua") as connection:
                        for number in range(writer, 10**9, writers):
                            key = turn * 10**9 + number
                            connection.execute("INSERT INTO written VALUES (%s)", [key])
                            acknowledged.add(key)
                            if len(acknowledged) >= commits * (turn + 1):
                                enough.set()
                except psycopg.OperationalError:
                    pass

            threads = [threading.Thread(target=write, args=(writer,)) for writer in range(writers)]
            for thread in threads:
                thread.start()
            assert enough.wait(120)
            os.kill(postmaster(server), signal.SIGKILL)
            for thread in threads:
                thread.join(60)
            server.ensure()
        with server.connect("motcua") as connection:
            kept = {row[0] for row in connection.execute("SELECT number FROM written")}
    return acknowledged - kept, len(acknowledged)


def test_a_kill_loses_nothing_acknowledged(home: Path) -> None:
    lost, acknowledged = kill_under_writers(EmbeddedPostgres(home, "secret"), writers=3, rounds=1, commits=100)
    assert (lost, acknowledged >= 100) == (set(), True)


@pytest.mark.soak
def test_many_kills_lose_nothing_acknowledged() -> None:
    with a_home() as home:
        lost, acknowledged = kill_under_writers(EmbeddedPostgres(home, "secret"), writers=6, rounds=8, commits=4000)
    assert (lost, acknowledged >= 32_000) == (set(), True)

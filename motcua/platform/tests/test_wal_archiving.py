"""A server that archives its log can be brought back to a moment: what docs/operations.md tells operators to do."""

import os
import shlex
import shutil
import subprocess
import time
from pathlib import Path

import psycopg
import pytest

from motcua.platform.postgres import EmbeddedPostgres
from motcua.platform.postgres.programs import INSTALLATION, owner_of, run
from motcua.platform.tests.test_postgres import a_home

pytestmark = pytest.mark.soak


def archive_into(server: EmbeddedPostgres, archive: Path) -> None:
    """As the documentation has it: a copy that never writes over, and at least one a minute."""
    archive.mkdir(mode=0o700)
    os.chown(archive, *owner_of(server.data))
    with server.connect() as session:
        into = shlex.quote(str(archive))
        command = f"test ! -f {into}/%f && cp %p {into}/%f.part && mv {into}/%f.part {into}/%f"
        session.execute("ALTER SYSTEM SET archive_mode = on")
        session.execute(psycopg.sql.SQL("ALTER SYSTEM SET archive_command = {}").format(command))
        session.execute("ALTER SYSTEM SET archive_timeout = '60s'")
    run("pg_ctl", server.data, "-w", "-m", "fast", "-l", f"{server.data.resolve()}/server.log", "restart")


def basebackup(server: EmbeddedPostgres, target: Path) -> None:
    where = psycopg.conninfo.make_conninfo(host=str(server.socket_directory), user=server.user)
    subprocess.run(
        [INSTALLATION / "bin" / "pg_basebackup", f"--dbname={where}", "-D", target, "-X", "none", "-c", "fast"],
        env={**os.environ, "PGPASSWORD": server.password}, check=True, capture_output=True,
    )  # fmt: skip


def bring_back(server: EmbeddedPostgres, base: Path, archive: Path, moment: str) -> None:
    """The data directory is lost; the base backup and the archive take its place up to the moment."""
    data, owner = server.data.resolve(), owner_of(server.data)
    shutil.rmtree(data)
    shutil.copytree(base, data)
    with (data / "postgresql.auto.conf").open("a") as settings:
        settings.write("archive_mode = off\n")
        settings.write(f"restore_command = 'cp {shlex.quote(str(archive))}/%f %p'\n")
        settings.write(f"recovery_target_time = '{moment}'\nrecovery_target_action = promote\n")
    (data / "recovery.signal").touch()
    for path in (data, *data.rglob("*")):
        os.chown(path, *owner)
    data.chmod(0o700)


def test_a_lost_server_comes_back_as_it_was_at_a_moment() -> None:
    with a_home() as home:
        server = EmbeddedPostgres(home, "secret")
        # The server's user must reach the archive: beside its data, wherever that lies.
        with server.running():
            outside = server.data.resolve().parent if server.data.is_symlink() else Path("/var/tmp")
            archive = outside / f"motcua-archive-{os.getpid()}"
            base = home / "base"
            try:
                archive_into(server, archive)
                with server.connect("motcua") as session:
                    session.execute("CREATE TABLE filed AS SELECT 1 AS number")
                basebackup(server, base)
                with server.connect("motcua") as session:
                    session.execute("INSERT INTO filed SELECT generate_series(2, 500)")
                    (moment,) = session.execute("SELECT clock_timestamp()::text").fetchone() or ("",)
                    time.sleep(0.1)
                    session.execute("DELETE FROM filed")  # the mistake
                    session.execute("SELECT pg_switch_wal()")
                    deadline = time.monotonic() + 60
                    while not (session.execute("SELECT archived_count > 0 AND last_archived_wal >= "
                                               "pg_walfile_name(pg_current_wal_lsn() - 1) FROM pg_stat_archiver")
                               .fetchone() or (False,))[0]:  # fmt: skip
                        assert time.monotonic() < deadline, "nothing is archived"
                        time.sleep(0.2)
                run("pg_ctl", server.data, "-w", "-m", "immediate", "stop")
                bring_back(server, base, archive, moment)
                server.ensure()
                deadline = time.monotonic() + 60
                with server.connect("motcua") as session:
                    while (session.execute("SELECT pg_is_in_recovery()").fetchone() or (True,))[0]:
                        assert time.monotonic() < deadline, "it does not come out of recovery"
                        time.sleep(0.2)
                    assert session.execute("SELECT count(*) FROM filed").fetchone() == (500,)
                    session.execute("INSERT INTO filed VALUES (501)")
            finally:
                shutil.rmtree(archive, ignore_errors=True)

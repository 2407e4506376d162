"""Restoring a backup into an empty place: everything is read and checked before anything is touched."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from psycopg import sql

from motcua.platform.action import SYSTEM
from motcua.platform.actions.note_backup import note_restore
from motcua.platform.backup import copying, manifest
from motcua.platform.backup.manifest import BackupRefused, Manifest
from motcua.platform.backup.ports import KEPT, SOUND
from motcua.platform.backup.programs import connect, run
from motcua.platform.probes import known_migrations, wanted_migrations

OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
TABLES = """
SELECT count(*) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE relkind IN ('r', 'p', 'S', 'v', 'm') AND nspname <> 'information_schema' AND nspname NOT LIKE 'pg\\_%'
"""


@dataclass(frozen=True)
class Restored:
    """What came of it: which backup, into which database and home, and what each check found wrong."""

    backup: str
    database: str
    home: str
    files: int
    faults: Mapping[str, list[str]]

    @property
    def is_sound(self) -> bool:
        """Whether every check found all well."""
        return not any(self.faults.values())


def restore_backup(source: Path, *, at: datetime, database: str | None = None, home: Path | None = None) -> Restored:
    """Restore a backup, or the newest in a folder, into the configured database and home or into those named.

    Both must be empty; a named database is made if it is not there. Raises BackupRefused, and then nothing is changed.
    """
    backup = manifest.chosen(source.resolve())
    told = manifest.read(backup)
    manifest.verify(backup, told)
    manifest.require_keys(told)
    _require_known(told)
    with pointed_at(database, home):
        _require_bare_folders()
        with _bare_database(), _laid_out(backup):
            words = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")
            run("pg_restore", *words, str(backup / manifest.DATABASE), least=told.dumped_with)
        if {f"{app}.{name}" for app, name in wanted_migrations()} - set(told.migrations):
            call_command("migrate", verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        faults = {"series": _series_faults(backup), **{name: list(SOUND.named(name)()) for name in SOUND.names()}}
        note_restore(backup.name, by=SYSTEM, at=at)
        place = settings.MOTCUA.home
        return Restored(str(backup), str(connection.settings_dict["NAME"]), str(place), told.files, faults)


@contextmanager
def pointed_at(database: str | None, home: Path | None) -> Iterator[None]:
    """Work with another database of the same server and another home inside; connections are made anew."""
    ours, there = settings.MOTCUA, connection.settings_dict["NAME"]
    connections.close_all()
    connection.settings_dict["NAME"] = database or there
    settings.MOTCUA = replace(ours, home=home.resolve()) if home is not None else ours
    try:
        yield
    finally:
        connections.close_all()
        connection.settings_dict["NAME"], settings.MOTCUA = there, ours


def _require_known(told: Manifest) -> None:
    ours = {f"{app}.{name}" for app, name in known_migrations()}
    apps = {name.partition(".")[0] for name in ours}
    if newer := sorted(name for name in set(told.migrations) - ours if name.partition(".")[0] in apps):
        raise BackupRefused(
            f"Bản sao lưu của phiên bản mới hơn ({told.product}, {newer[0]}): xin nâng cấp trước · "
            "made by a newer version, upgrade first. Nothing was changed."
        )


def _require_bare_folders() -> None:
    for name in KEPT.names():
        if not copying.is_bare(folder := KEPT.named(name)()):
            raise BackupRefused(
                f"{folder} đang có dữ liệu: xin chỉ ra nơi trống bằng --home; chưa có gì bị thay đổi · not empty, "
                "name an empty place. Nothing was changed."
            )


@contextmanager
def _laid_out(backup: Path) -> Iterator[None]:
    """The files lie beside their place while the database is restored, and take it once that is done."""
    folders = {name: KEPT.named(name)() for name in KEPT.names()}
    drafts = {name: folder.with_name(f"{folder.name}.restoring") for name, folder in folders.items()}
    sums = manifest.sums_of(backup)
    try:
        for name, draft in drafts.items():
            copying.remove(draft)
            copying.lay_out(backup, name, sums, draft)
        yield
        for name, draft in drafts.items():
            copying.remove(folders[name])
            draft.rename(folders[name])
    finally:
        for draft in drafts.values():
            copying.remove(draft)


@contextmanager
def _bare_database() -> Iterator[None]:
    """The database is there, empty and unused; where it was made for this and this fails, it goes again."""
    name = str(connection.settings_dict["NAME"])
    made = _make_database(name)
    try:
        with connect() as session:
            _require_bare_database(name, session)
        yield
    except BaseException:
        if made:
            with connect("postgres") as session:
                session.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))
        raise


def _make_database(name: str) -> bool:
    with suppress(psycopg.OperationalError):
        connect().close()
        return False
    try:
        with connect("postgres") as session:
            session.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    except psycopg.Error as problem:
        raise BackupRefused(f"Không mở và không tạo được cơ sở dữ liệu {name} · cannot open or make it: {problem}")
    return True


def _require_bare_database(name: str, session: psycopg.Connection) -> None:
    (others,) = session.execute(OTHERS).fetchone() or (0,)
    (tables,) = session.execute(TABLES).fetchone() or (0,)
    if others or tables:
        what = f"đang có {others} kết nối khác" if others else f"đã có {tables} bảng"
        raise BackupRefused(
            f"Cơ sở dữ liệu “{name}” đang dùng hoặc không trống ({what}). Bản sao lưu không bao giờ ghi đè dữ liệu: "
            "xin chỉ ra một cơ sở dữ liệu trống bằng --database TÊN; chưa có gì bị thay đổi · "
            "the database is in use or not empty, name an empty one. Nothing was changed."
        )


def _series_faults(backup: Path) -> list[str]:
    told = json.loads((backup / manifest.SERIES).read_text())
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, last FROM platform_series")
        there = dict(cursor.fetchall())
    return [f"{name}: {told.get(name)} ≠ {there.get(name)}" for name in sorted(told.keys() | there.keys())
            if told.get(name) != there.get(name)]  # fmt: skip

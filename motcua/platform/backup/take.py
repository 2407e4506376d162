"""Taking a backup while people work: one snapshot of the database, and the files that it speaks of."""

import base64
import fcntl
import json
import os
import shlex
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psycopg
from django.conf import settings

from motcua.platform.action import SYSTEM
from motcua.platform.actions.note_backup import note_backup
from motcua.platform.backup import copying, manifest
from motcua.platform.backup.manifest import BackupRefused, Manifest
from motcua.platform.backup.ports import KEPT
from motcua.platform.backup.programs import connect, run
from motcua.platform.settings import installation


def take_backup(into: Path, *, at: datetime, keys: Path | None = None, keep: int | None = None, jobs: int = 2) -> Path:
    """Take a backup into a new folder under `into`; gives that folder.

    `keys` is a file, elsewhere, that the keys are written to; `keep` how many backups stay, the oldest going first;
    `jobs` how many tables are read side by side. Raises BackupRefused, and then leaves nothing behind.
    """
    into = into.resolve()
    if keys is not None and keys.resolve().is_relative_to(into):
        raise BackupRefused("Khóa không được nằm cùng bản sao lưu · keys must not lie beside the backup.")
    into.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _alone(into):
        backup = into / at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        draft = backup.with_name(f"{backup.name}.partial")
        if backup.exists():
            raise BackupRefused(f"{backup} đã có · is there already.")
        for left in into.glob("*.partial"):
            copying.remove(left)
        try:
            draft.mkdir(mode=0o700)
            _fill(draft, next(iter(reversed(manifest.backups_in(into))), None), at, jobs)
            draft.rename(backup)
        except BaseException:
            copying.remove(draft)
            raise
        if keys is not None:
            write_keys(keys)
        if keep is not None:
            for old in manifest.backups_in(into)[: -max(keep, 1)]:
                copying.remove(old)
    note_backup(backup.name, by=SYSTEM, at=at)
    return backup


def _fill(draft: Path, before: Path | None, at: datetime, jobs: int) -> None:
    known = manifest.sums_of(before) if before is not None else {}
    copied = copying.Copied()

    def gather() -> None:
        for name in KEPT.names():
            copying.gather(name, KEPT.named(name)(), draft, before, known, copied)

    # Once before and once after the snapshot: what it speaks of was there at one of the two times.
    gather()
    with _snapshot() as (session, snapshot):
        server = session.info.server_version // 10_000
        migrations = [f"{app}.{name}" for app, name in session.execute("SELECT app, name FROM django_migrations")]
        series = dict(session.execute("SELECT name, last FROM platform_series").fetchall())
        words = ("--format=directory", f"--jobs={jobs}", f"--file={draft / manifest.DATABASE}", "--no-owner")
        used = run("pg_dump", *words, "--no-privileges", f"--snapshot={snapshot}", least=server)
        release = session.info.parameter_status("server_version") or ""
    gather()
    (draft / manifest.SERIES).write_text(json.dumps(series, sort_keys=True, ensure_ascii=False))
    lines = [f"{digest}  {path}\n" for path, digest in sorted(copied.sums.items())]
    (draft / manifest.FILES).write_text("".join(lines))
    told = Manifest(
        format=manifest.FORMAT,
        product=version("motcua"),
        taken_at=at.isoformat(),
        server=release,
        dumped_with=used,
        migrations=sorted(migrations),
        encryption_keys={name: manifest.check_value(key) for name, key in installation().encryption_keys},
        index_key=manifest.check_value(installation().index_key),
        parts=manifest.parts_of(draft),
        files=len(copied.sums),
        files_bytes=copied.bytes,
    )
    manifest.write(draft, told)
    os.sync()


@contextmanager
def _snapshot() -> Iterator[tuple[psycopg.Connection, str]]:
    with connect() as session:
        session.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        row = session.execute("SELECT pg_export_snapshot()").fetchone()
        assert row is not None
        yield session, str(row[0])


@contextmanager
def _alone(into: Path) -> Iterator[None]:
    with (into / ".lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupRefused(f"{into}: đang có bản sao lưu khác chạy · another backup is under way.") from None
        yield


def write_keys(path: Path) -> None:
    """Write the keys of this installation for safekeeping, as a file of settings that only its owner reads."""
    ours = installation()
    encoded = ",".join(f"{name}:{base64.b64encode(key).decode()}" for name, key in ours.encryption_keys)
    values = {
        "MOTCUA_SECRET_KEY": settings.SECRET_KEY,
        "MOTCUA_ENCRYPTION_KEYS": encoded,
        "MOTCUA_INDEX_KEY": base64.b64encode(ours.index_key).decode(),
    }
    with suppress(FileNotFoundError):
        path.unlink()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.writelines(f"{name}={shlex.quote(value)}\n" for name, value in values.items())

"""A backup taken while people file is whole: restored into an empty place, all checks hold and the numbers go on."""

import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings

from motcua.audit.public import AuditEntry, verify
from motcua.dossiers.public import Dossier, submit
from motcua.dossiers.tests import make
from motcua.files.public import StoredFile, read_content
from motcua.files.tests import make as files
from motcua.platform import clock
from motcua.platform.backup import BackupRefused, Manifest, Restored, restore_backup, take_backup
from motcua.platform.backup.manifest import chosen, read
from motcua.platform.backup.programs import connect
from motcua.platform.backup.restore import pointed_at
from motcua.platform.testing import run_jobs

pytestmark = pytest.mark.django_db(transaction=True)
EMPTY = "motcua_restored_in_a_test"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A home of its own for the files of this test."""
    place = tmp_path / "home"
    with override_settings(MOTCUA=replace(settings.MOTCUA, home=place)):
        yield place


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[dict[str, Any]]:
    """An empty database and home to restore into; both are gone afterwards."""
    name = f"{EMPTY}_{connection.settings_dict['NAME']}"[:63]
    yield {"database": name, "home": tmp_path / "restored"}
    with connect("postgres") as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())


@contextmanager
def people_filing(ward: make.Ward, threads: int) -> Iterator[list[str]]:
    """Citizens who file one dossier after the other; the codes they were told so far."""
    told: list[str] = []
    stop = threading.Event()
    citizens = [make.citizen() for _ in range(threads)]

    def file(number: int) -> None:
        try:
            while not stop.is_set():
                draft = make.draft(ward, by=citizens[number])
                told.append(submit(draft, by=make.actor(citizens[number]), at=make.AT).code)
        finally:
            connection.close()

    workers = [threading.Thread(target=file, args=(number,)) for number in range(threads)]
    for worker in workers:
        worker.start()
    try:
        yield told
    finally:
        stop.set()
        for worker in workers:
            worker.join(60)


def prove_whole(restored: Restored, elsewhere: dict[str, Any], ward: make.Ward) -> int:
    """Everything holds in the restored place, and the next number follows the last; gives how many dossiers."""
    assert restored.is_sound, restored.faults
    with pointed_at(elsewhere["database"], elsewhere["home"]):
        assert verify().is_sound
        serials = sorted(int(code.rpartition("-")[2]) for code in Dossier.objects.values_list("code", flat=True))
        assert serials == list(range(1, len(serials) + 1))
        files = list(StoredFile.objects.all())
        assert len(files) >= len(serials)
        assert all(read_content(file).startswith(b"%PDF") for file in files)
        assert str(settings.MOTCUA.home) == restored.home
        run_jobs(limit=100_000)
        following = make.dossier(ward)
        assert following.code.endswith(f"-{len(serials) + 1:04d}")
    return len(serials)


def test_a_backup_under_load_is_whole_elsewhere(home: Path, elsewhere: dict[str, Any], tmp_path: Path) -> None:
    ward = make.ward()
    make.dossier(ward, delivered=True)
    with people_filing(ward, threads=3) as told:
        while len(told) < 3:
            threading.Event().wait(0.05)
        before = len(told)
        backup = take_backup(tmp_path / "backups", at=clock.now())
        during = len(told) - before
    assert during > 0, "people filed while it was taken"
    restored = restore_backup(tmp_path / "backups", at=clock.now(), **elsewhere)
    assert restored.backup == str(backup)
    assert before <= prove_whole(restored, elsewhere, ward) <= len(told) + 1


@pytest.mark.soak
def test_many_backups_under_heavy_load_are_whole_elsewhere(
    home: Path, elsewhere: dict[str, Any], tmp_path: Path
) -> None:
    ward = make.ward()
    with people_filing(ward, threads=8) as told:
        while len(told) < 100:
            threading.Event().wait(0.1)
        for turn in range(3):
            take_backup(tmp_path / "backups", at=clock.now() + timedelta(seconds=turn))
    restored = restore_backup(tmp_path / "backups", at=clock.now(), **elsewhere)
    assert prove_whole(restored, elsewhere, ward) >= 100


@pytest.fixture
def backups(home: Path, tmp_path: Path) -> Path:
    """A place with one small backup."""
    make.dossier()
    take_backup(tmp_path / "backups", at=make.AT)
    return tmp_path / "backups"


def refused(source: Path, words: str, **where: Any) -> None:
    """It says these words, and neither database nor files come to be."""
    with pytest.raises(BackupRefused, match=words):
        restore_backup(source, at=make.AT, **where)
    with connect("postgres") as server:
        assert not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [where["database"]]).fetchone()
    assert not list(where["home"].glob("*"))


def test_a_living_database_is_never_written_over(backups: Path, tmp_path: Path) -> None:
    before = Dossier.objects.get()
    with pytest.raises(BackupRefused, match=r"không trống.*chưa có gì bị thay đổi"):
        restore_backup(backups, at=make.AT, home=tmp_path / "restored")
    with pytest.raises(CommandError, match="đang có dữ liệu"):
        call_command("restore", str(backups), database=f"{EMPTY}_never")
    assert make.fresh(before).code == before.code
    assert StoredFile.objects.exists()


def test_a_broken_or_half_backup_changes_nothing(backups: Path, elsewhere: dict[str, Any]) -> None:
    backup = chosen(backups)
    file = next(path for path in (backup / "files").rglob("*") if path.is_file())
    dump = backup / "database" / "toc.dat"
    for path in (file, dump, backup / "series.json", backup / "files.sha256"):
        kept = path.read_bytes()
        path.write_bytes(kept[:-1] + bytes([kept[-1] ^ 1]))
        refused(backups, f"{path.name}", **elsewhere)
        path.unlink()
        refused(backups, f"{path.name}", **elsewhere)
        path.write_bytes(kept)
    whole = (backup / "manifest.json").read_text()
    (backup / "manifest.json").write_text(whole.replace("H31", "H32").replace('"format"', '"formed"'))
    refused(backups, "chưa hoàn tất hoặc đã hỏng", **elsewhere)
    (backup / "manifest.json").unlink()
    refused(backups, "không có bản sao lưu", **elsewhere)
    (backup / "manifest.json").write_text(whole)
    assert restore_backup(backups, at=make.AT, **elsewhere).is_sound


def test_a_missing_or_other_key_is_named(backups: Path, elsewhere: dict[str, Any]) -> None:
    ours = settings.MOTCUA
    ((name, _),) = ours.encryption_keys
    lacking = [
        (replace(ours, encryption_keys=(("other", bytes(32)),)), name),
        (replace(ours, encryption_keys=((name, bytes(32)),)), name),
        (replace(ours, index_key=bytes(32)), "MOTCUA_INDEX_KEY"),
    ]
    for other, named in lacking:
        with override_settings(MOTCUA=other):
            refused(backups, f"Thiếu khóa.*{named}", **elsewhere)
    more = replace(ours, encryption_keys=(("newer", bytes(32)), *ours.encryption_keys))
    with override_settings(MOTCUA=more):
        assert restore_backup(backups, at=make.AT, **elsewhere).is_sound


def test_a_backup_of_a_newer_version_is_refused(
    backups: Path, elsewhere: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("motcua.platform.backup.restore.known_migrations", lambda: {("dossiers", "0001_initial")})
    refused(backups, "phiên bản mới hơn", **elsewhere)


def test_keys_are_kept_apart(backups: Path, home: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="không được nằm cùng"):
        call_command("backup", str(backups), with_keys=backups / "keys.env")
    keys = tmp_path / "keys.env"
    call_command("backup", str(backups), with_keys=keys)
    assert keys.stat().st_mode & 0o777 == 0o600
    told = dict(line.split("=", 1) for line in keys.read_text().splitlines())
    secrets = {value.strip("'").rpartition(":")[2] for value in told.values()}
    held = [path for path in backups.rglob("*") if path.is_file()]
    assert held and not [path for path in held for secret in secrets if secret.encode() in path.read_bytes()]
    assert next(iter(read(chosen(backups)).encryption_keys)) in told["MOTCUA_ENCRYPTION_KEYS"]


def test_what_did_not_change_is_kept_once_and_the_oldest_goes(backups: Path, home: Path) -> None:
    first = chosen(backups)
    files.made()
    olds = [path for path in (first / "files").rglob("*") if path.is_file()]
    os.utime(home / olds[0].relative_to(first))
    second = take_backup(backups, at=make.AT + timedelta(hours=1), keep=2)
    assert olds and all((second / old.relative_to(first)).stat().st_ino == old.stat().st_ino for old in olds)
    assert read(second).files > read(first).files
    third = take_backup(backups, at=make.AT + timedelta(hours=2), keep=2)
    assert not first.exists()
    assert chosen(backups) == third


def test_one_of_the_lists_can_be_read_without_us(backups: Path) -> None:
    backup = chosen(backups)
    told: Manifest = read(backup)
    lines = (backup / "files.sha256").read_text().splitlines()
    assert len(lines) == told.files
    assert all((backup / line.split("  ")[1]).is_file() for line in lines)
    assert json.loads((backup / "series.json").read_text())
    assert "dossiers.0001_initial" in told.migrations


def test_the_audit_knows_of_backups_and_restores(backups: Path, elsewhere: dict[str, Any]) -> None:
    restore_backup(backups, at=make.AT, **elsewhere)
    assert AuditEntry.objects.filter(name="platform.backup").count() == 1
    with pointed_at(elsewhere["database"], elsewhere["home"]):
        assert list(AuditEntry.objects.filter(name__startswith="platform.").values_list("name", flat=True)) == [
            "platform.restore"
        ]

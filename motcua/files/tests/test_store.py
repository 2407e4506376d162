"""Keeping files and giving them back."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction

from motcua.files import contents
from motcua.files.handlers import remove_unreferenced_content
from motcua.files.ports import SCANNER
from motcua.files.public import (
    BadFile,
    Fault,
    ScanState,
    StoredFile,
    file_response,
    read_content,
    store_content,
    take_in,
    take_in_own,
)
from motcua.files.tests import make
from motcua.files.uploads import MOST_BYTES, BoundedUploadHandler
from motcua.platform import clock
from motcua.platform.action import SYSTEM, VISITOR, Actor, NotAllowed, action
from motcua.platform.testing import run_jobs

pytestmark = pytest.mark.django_db


def test_what_was_taken_in_comes_back_whole() -> None:
    content = make.pdf(pages=2)
    file = make.stored(content, "Giấy chứng sinh.PDF")
    assert (file.name, file.content_type, file.pages, file.size) == (
        "Giấy chứng sinh.pdf",
        "application/pdf",
        2,
        len(content),
    )
    assert not file.was_altered and file.state == ScanState.UNSCANNED
    assert read_content(file) == content


def test_one_content_lies_on_the_disk_once(home: Path) -> None:
    first, second = make.stored(), make.stored()
    assert first.pk != second.pk and first.sha256 == second.sha256
    assert len([path for path in (home / "files").rglob("*") if path.name == first.sha256]) == 1


def test_a_refused_file_leaves_nothing_behind(home: Path) -> None:
    with pytest.raises(BadFile) as refusal:
        make.taken(b"MZ" + b"\0" * 90, "khai-sinh.pdf")
    assert refusal.value.fault is Fault.EXECUTABLE and "“khai-sinh" in refusal.value.message
    assert not StoredFile.objects.exists() and not (home / "files").exists()


def test_content_that_changed_on_the_disk_is_never_given_out() -> None:
    file = make.stored()
    path = contents.path_of(file.sha256)
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(BadFile):
        read_content(file)
    path.unlink()
    with pytest.raises(BadFile):
        file_response(file)


def test_a_browser_is_told_exactly_what_it_gets() -> None:
    file = make.stored(make.picture(), "Ảnh chụp.jpg")
    response = file_response(file)
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["ETag"] == f'"{file.sha256}"'
    assert (
        "sandbox" in response["Content-Security-Policy"] and "default-src 'none'" in response["Content-Security-Policy"]
    )
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''%E1%BA%A2nh%20ch%E1%BB%A5p.jpg"
    assert file_response(file, inline=True)["Content-Disposition"].startswith("inline;")
    assert file_response(make.made(), inline=True)["Content-Disposition"].startswith("attachment;")


def test_only_those_who_may_keep_content_unexamined() -> None:
    assert read_content(make.made(b"abc")) == b"abc"
    with pytest.raises(ValueError, match="no content"):
        make.made(b"")
    with pytest.raises(NotAllowed):
        store_content(take_in_own(b"abc", name="a", content_type="text/plain"), by=VISITOR, at=make.AT)


def test_nothing_is_examined_under_the_locks_of_an_action() -> None:
    @action("files.tests", open_to_all=True)
    def attach(*, by: Actor) -> None:
        make.taken()

    with pytest.raises(RuntimeError, match="before an action begins"):
        attach(by=SYSTEM)


@pytest.fixture
def scanner(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    asked: list[bytes] = []

    def scan(content: bytes) -> str:
        asked.append(content)
        return "Eicar" if b"EICAR" in content else ""

    monkeypatch.setattr(SCANNER, "_answers", {"test": scan})
    return asked


def test_a_scanner_clears_what_is_sound(scanner: list[bytes]) -> None:
    file = make.stored()
    assert file.state == ScanState.WAITING
    run_jobs()
    file.refresh_from_db()
    assert file.state == ScanState.CLEAN and len(scanner) == 1


def test_what_a_scanner_finds_is_opened_by_nobody(scanner: list[bytes]) -> None:
    file = make.stored(make.pdf() + b"\n%EICAR")
    run_jobs()
    file.refresh_from_db()
    assert (file.state, file.threat) == (ScanState.INFECTED, "Eicar")
    for give in (read_content, file_response):
        with pytest.raises(BadFile):
            give(file)


def test_the_sweep_removes_what_no_row_speaks_of_and_nothing_young() -> None:
    kept = make.stored(make.pdf(pages=1))
    orphan, young = contents.keep(b"orphan"), contents.keep(b"young")
    yesterday = (clock.now() - timedelta(days=2)).timestamp()
    for sha256 in (kept.sha256, orphan):
        os.utime(contents.path_of(sha256), (yesterday, yesterday))
    remove_unreferenced_content()
    assert contents.path_of(kept.sha256).exists() and contents.path_of(young).exists()
    assert not contents.path_of(orphan).exists()


def test_content_put_there_again_is_young_again() -> None:
    sha256 = contents.keep(b"again")
    os.utime(contents.path_of(sha256), (1, 1))
    contents.keep(b"again")
    remove_unreferenced_content()
    assert contents.path_of(sha256).exists()


def test_a_rolled_back_upload_leaves_content_for_the_sweep_only() -> None:
    class Undone(Exception):
        pass

    with pytest.raises(Undone), transaction.atomic():
        make.stored()
        raise Undone
    assert not StoredFile.objects.exists()


_WRITER = """
import hashlib, sys
from pathlib import Path
import django
from django.conf import settings
class Home: home = Path(sys.argv[1])
settings.configure(MOTCUA=Home)
from motcua.files import contents
for number in range(1_000_000):
    content = str(number).encode() * 5000
    print(contents.keep(content), flush=True)
"""


def test_what_was_acknowledged_survives_the_death_of_the_writer(tmp_path: Path) -> None:
    writer = subprocess.Popen([sys.executable, "-c", _WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    acknowledged = [writer.stdout.readline().strip() for _number in range(25)]
    os.kill(writer.pid, signal.SIGKILL)
    acknowledged += writer.stdout.read().split()
    writer.wait()
    for sha256 in acknowledged:
        if len(sha256) == 64:
            assert contents.read(sha256)
    for path in (tmp_path / "files").glob("??/??/*"):
        assert contents.read(path.name)


def test_an_oversize_upload_is_cut_and_still_tells_its_size() -> None:
    handler = BoundedUploadHandler()
    handler.new_file("file", "a.pdf", "application/pdf", None)
    block = b"x" * (1 << 20)
    for number in range(60):
        assert handler.receive_data_chunk(block, number << 20) is None
    upload = handler.file_complete(60 << 20)
    assert upload is not None
    assert upload.size == 60 << 20 and len(upload.read()) <= MOST_BYTES
    with pytest.raises(BadFile) as refusal:
        take_in(upload)
    assert "nặng 60 MB, quá giới hạn 20 MB" in refusal.value.message

"""Content on disk, encrypted, under its SHA-256: whole or not at all, and on the disk before any row speaks of it."""

import fcntl
import hashlib
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from motcua.platform.encryption import CannotDecrypt, decrypt, encrypt, key_id_of
from motcua.platform.settings import installation


class Lost(LookupError):
    """The disk does not hold what the row says, or holds something else."""


def root() -> Path:
    """Where all content lies."""
    return installation().home / "files"


def path_of(sha256: str) -> Path:
    """Where this content lies, if it does."""
    return root() / sha256[:2] / sha256[2:4] / sha256


def keep(content: bytes) -> str:
    """Put content on the disk for good and return its SHA-256; when this returns, a power cut loses nothing."""
    sha256 = hashlib.sha256(content).hexdigest()
    target = path_of(sha256)
    with _lock(fcntl.LOCK_SH):
        _make_folder(target.parent)
        if target.exists() and target.stat().st_size > len(content):
            os.utime(target)
        else:
            _write(target, encrypt(content, _context(sha256)))
        _settle(target.parent)
    return sha256


def read(sha256: str) -> bytes:
    """The content, checked against its name. Raises Lost."""
    try:
        content = decrypt(path_of(sha256).read_bytes(), _context(sha256))
    except (FileNotFoundError, CannotDecrypt):
        raise Lost(sha256) from None
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Lost(sha256)
    return content


def encrypt_again() -> int:
    """Encrypt what older keys encrypted with the current one; how many. Raises CannotDecrypt where one is broken."""
    current = installation().encryption_keys[0][0]
    count = 0
    for path in sorted(root().glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*")):
        with _lock(fcntl.LOCK_SH):
            try:
                stored = path.read_bytes()
            except FileNotFoundError:
                continue
            if key_id_of(stored) != current:
                _write(path, encrypt(decrypt(stored, _context(path.name)), _context(path.name)))
                _settle(path.parent)
                count += 1
    return count


def _context(sha256: str) -> str:
    return f"files:{sha256}"


def remove_unreferenced(referenced: Callable[[Iterable[str]], set[str]], *, older_than: datetime) -> int:
    """Remove content that no row speaks of and nobody has put there since `older_than`; return how many.

    `referenced` says which of some names rows speak of. Uploads that are under way are younger, so they stay.
    """
    removed = 0
    for folder in sorted(root().glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]")):
        names = [entry.name for entry in folder.iterdir()]
        for name in set(names) - referenced(names):
            removed += _remove(folder / name, older_than)
    for leftover in (root() / "incoming").glob("*"):
        removed += _remove(leftover, older_than)
    return removed


def remove_if_unreferenced(
    sha256: str, referenced: Callable[[Iterable[str]], set[str]], *, older_than: datetime
) -> int:
    """Remove this content if no row speaks of it and nobody put it there since `older_than`; 1 if it went."""
    return 0 if referenced([sha256]) else _remove(path_of(sha256), older_than)


def _remove(path: Path, older_than: datetime) -> int:
    # Exclusive: nobody may be finding this content to be there already while it goes.
    with _lock(fcntl.LOCK_EX):
        try:
            if path.stat().st_mtime < older_than.timestamp():
                path.unlink()
                return 1
        except FileNotFoundError:
            pass
    return 0


def _write(target: Path, content: bytes) -> None:
    incoming = root() / "incoming"
    _make_folder(incoming)
    draft = incoming / secrets.token_hex(16)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _make_folder(folder: Path) -> None:
    if folder.exists():
        return
    _make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    _settle(folder.parent)


def _settle(folder: Path) -> None:
    """Make the names in a folder last."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _lock(kind: int) -> Iterator[None]:
    _make_folder(root())
    descriptor = os.open(root() / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, kind)
        yield
    finally:
        os.close(descriptor)

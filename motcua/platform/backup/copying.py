"""Files into a backup and out of it: what did not change is linked, what is copied is hashed on the way."""

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from motcua.platform.backup.manifest import PIECE, BackupRefused


@dataclass
class Copied:
    """What is in a backup so far: SHA-256 by path inside, and how many bytes in all."""

    sums: dict[str, str] = field(default_factory=dict)
    bytes: int = 0


def worth_keeping(folder: Path) -> Iterator[Path]:
    """Every file of a folder that belongs in a backup."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "incoming" and not name.startswith("."))
        yield from (Path(parent) / name for name in sorted(names) if not name.startswith("."))


def gather(name: str, folder: Path, backup: Path, before: Path | None, known: Mapping[str, str], into: Copied) -> None:
    """Copy or link what `into` does not have yet, or has as it was before; `known` are the sums of backup `before`.

    What vanishes meanwhile had been given up before: it is left out.
    """
    for path in worth_keeping(folder):
        inside = str(Path(name) / path.relative_to(folder))
        target = backup / inside
        with suppress(FileNotFoundError):
            there = path.stat()
            if inside in into.sums and target.stat().st_mtime_ns == there.st_mtime_ns:
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            if inside in into.sums:
                into.bytes -= target.stat().st_size
            target.unlink(missing_ok=True)
            old = before / inside if before is not None and inside in known else None
            if old is not None and _is_same(old, there):
                os.link(old, target)
                into.sums[inside] = known[inside]
            else:
                into.sums[inside] = copy(path, target)
                if old is not None and into.sums[inside] == known[inside] and old.exists():
                    # Stored again, so its time moved and its content did not: one copy is enough.
                    target.unlink()
                    os.link(old, target)
            into.bytes += there.st_size


def copy(source: Path, target: Path) -> str:
    """Copy a file with its time, readable by its owner alone; gives its SHA-256."""
    digest = hashlib.sha256()
    there = source.stat()
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with source.open("rb") as reading, os.fdopen(handle, "wb") as writing:
        while piece := reading.read(PIECE):
            digest.update(piece)
            writing.write(piece)
        writing.flush()
        os.fsync(writing.fileno())
    os.utime(target, ns=(there.st_atime_ns, there.st_mtime_ns))
    return digest.hexdigest()


def lay_out(backup: Path, name: str, sums: Mapping[str, str], target: Path) -> None:
    """Copy what a backup holds under a name into a new folder. Raises BackupRefused where a file is not as told."""
    target.mkdir(parents=True, mode=0o700)
    for inside, digest in sums.items():
        if Path(inside).parts[0] != name:
            continue
        place = target / Path(inside).relative_to(name)
        if not place.resolve().is_relative_to(target.resolve()):
            raise BackupRefused(f"{inside}: đường dẫn không hợp lệ · not a path of a backup.")
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if copy(backup / inside, place) != digest:
            raise BackupRefused(f"{inside}: đã hỏng, chưa có gì bị thay đổi · broken, nothing was changed.")


def is_bare(folder: Path) -> bool:
    """Whether a folder is not there or holds nothing worth keeping."""
    return next(worth_keeping(folder), None) is None


def remove(folder: Path) -> None:
    """Remove a folder if it is there."""
    shutil.rmtree(folder, ignore_errors=True)


def _is_same(old: Path, there: os.stat_result) -> bool:
    with suppress(FileNotFoundError):
        known = old.stat()
        return (known.st_size, known.st_mtime_ns) == (there.st_size, there.st_mtime_ns)
    return False

"""What a backup says of itself, and whether that is true."""

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from motcua.platform.settings import installation

MANIFEST, SUM, FILES, SERIES, DATABASE = "manifest.json", "manifest.sha256", "files.sha256", "series.json", "database"
FORMAT = 1
PIECE = 1 << 20


class BackupRefused(Exception):
    """Nothing was done, or what was begun was undone; the message says why, in Vietnamese and English."""


@dataclass(frozen=True)
class Part:
    """One file of a backup: its path inside, bytes, SHA-256."""

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup holds and needs.

    `migrations` are every one applied, as `app.name`; `encryption_keys` maps the id of each key to its check value, by
    which the right key is known without being told.
    """

    format: int
    product: str
    taken_at: str
    server: str
    dumped_with: int
    migrations: list[str]
    encryption_keys: dict[str, str]
    index_key: str
    parts: list[Part]
    files: int
    files_bytes: int


def check_value(key: bytes) -> str:
    """By what a key is recognised; it does not help to find the key."""
    return hmac.new(key, b"motcua backup", hashlib.sha256).hexdigest()[:16]


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def parts_of(backup: Path) -> list[Part]:
    """Everything in a backup but its files and the manifest."""
    paths = [backup / FILES, backup / SERIES, *sorted((backup / DATABASE).iterdir())]
    return [Part(str(path.relative_to(backup)), path.stat().st_size, digest_of(path)) for path in paths]


def write(backup: Path, manifest: Manifest) -> None:
    """The last thing written into a backup."""
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
    (backup / MANIFEST).write_text(text)
    (backup / SUM).write_text(f"{digest_of(backup / MANIFEST)}  {MANIFEST}\n")


def read(backup: Path) -> Manifest:
    """The manifest of a backup. Raises BackupRefused where there is none, or not the one that was written."""
    try:
        if (backup / SUM).read_text().split()[0] != digest_of(backup / MANIFEST):
            raise ValueError
        told = json.loads((backup / MANIFEST).read_text())
        if told["format"] != FORMAT:
            raise BackupRefused(f"{backup}: dạng sao lưu {told['format']} không đọc được · unknown format.")
        return Manifest(**{**told, "parts": [Part(**part) for part in told["parts"]]})
    except (OSError, ValueError, KeyError, IndexError, TypeError):
        raise BackupRefused(
            f"{backup}: bản sao lưu chưa hoàn tất hoặc đã hỏng (không đọc được {MANIFEST}) · unfinished or broken."
        ) from None


def backups_in(place: Path) -> list[Path]:
    """The finished backups in a place, oldest first."""
    return sorted(path.parent for path in place.glob(f"*/{MANIFEST}") if not path.parent.name.endswith(".partial"))


def chosen(place: Path) -> Path:
    """The backup meant: the folder itself, or the newest in it. Raises BackupRefused."""
    if (place / MANIFEST).exists():
        return place
    found = backups_in(place)
    if not found:
        raise BackupRefused(f"{place}: không có bản sao lưu hoàn tất nào · no finished backup here.")
    return found[-1]


def sums_of(backup: Path) -> dict[str, str]:
    """The SHA-256 of each file, by its path in the backup."""
    lines = (backup / FILES).read_text().splitlines()
    return {path: digest for digest, _, path in (line.partition("  ") for line in lines)}


def verify(backup: Path, manifest: Manifest) -> None:
    """Read everything once. Raises BackupRefused, naming what is missing or not as it was written."""
    broken = [part.path for part in manifest.parts if not _is_whole(backup / part.path, part.sha256)]
    if not broken:
        broken = [path for path, digest in sums_of(backup).items() if not _is_whole(backup / path, digest)]
    if broken:
        raise BackupRefused(
            f"{backup}: {len(broken)} phần bị thiếu hoặc đã hỏng, chưa có gì bị thay đổi · "
            f"missing or broken, nothing was changed: {_named(broken)}"
        )


def require_keys(manifest: Manifest) -> None:
    """Raises BackupRefused, naming the keys that this installation lacks or has otherwise."""
    ours = {name: check_value(key) for name, key in installation().encryption_keys}
    lacking = [name for name, check in manifest.encryption_keys.items() if ours.get(name) != check]
    if check_value(installation().index_key) != manifest.index_key:
        lacking.append("MOTCUA_INDEX_KEY")
    if lacking:
        raise BackupRefused(
            f"Thiếu khóa hoặc khóa khác với lúc sao lưu: {_named(lacking)}. Đặt MOTCUA_ENCRYPTION_KEYS và "
            "MOTCUA_INDEX_KEY như khi sao lưu rồi làm lại; chưa có gì bị thay đổi · keys missing, nothing was changed."
        )


def _is_whole(path: Path, digest: str) -> bool:
    try:
        return digest_of(path) == digest
    except OSError:
        return False


def _named(names: Iterable[str]) -> str:
    shown = list(names)
    return ", ".join(shown[:5]) + (f" … (+{len(shown) - 5})" if len(shown) > 5 else "")

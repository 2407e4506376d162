"""How entries are sealed: digests of rows, chained by hashes. Pure."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

GENESIS = b"\0" * 32
# What stands for an entry that was gone before it could be sealed: no digest is like it.
MISSING = b"\xff" * 32


def digest(row: Mapping[str, Any]) -> bytes:
    """SHA-256 of an entry's columns in one canonical form; times as ISO 8601 in UTC to the microsecond."""
    canonical = json.dumps(row, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).digest()


def link(previous: bytes, entries: Sequence[int], digests: Iterable[bytes]) -> bytes:
    """The hash of a seal: over the hash before it, which entries it seals, and their digests."""
    chain = hashlib.sha256(previous)
    for entry, each in zip(entries, digests, strict=True):
        chain.update(entry.to_bytes(8, "big"))
        chain.update(each)
    return chain.digest()

"""What the audit tells: whether the chain holds, and who did what."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import connection

from motcua.audit.ledger.rows import entries_by_id
from motcua.audit.models import AuditSeal
from motcua.audit.rules import GENESIS, digest, link


@dataclass
class Verdict:
    """What a check of the whole chain found. `head` is the last hash: kept elsewhere, it proves nothing was cut off."""

    seals: int = 0
    entries: int = 0
    unsealed: int = 0
    head: str = GENESIS.hex()
    changed: list[int] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)
    slipped_in: list[int] = field(default_factory=list)
    broken_seals: list[int] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Whether every sealed entry is as it was written and no link is broken."""
        return not (self.changed or self.removed or self.slipped_in or self.broken_seals)


def verify() -> Verdict:
    """Recompute every digest and every link; name each changed, removed or slipped-in entry and each broken seal."""
    verdict = Verdict()
    previous = GENESIS
    for seal in _seals():
        verdict.seals += 1
        verdict.entries += len(seal.entries)
        digests = [bytes(each) for each in seal.digests]
        whole = link(previous, seal.entries, digests) == bytes(seal.hash) and bytes(seal.previous) == previous
        if not whole:
            verdict.broken_seals.append(seal.pk)
        rows = entries_by_id(seal.entries)
        for entry, sealed in zip(seal.entries, digests, strict=True):
            if entry not in rows:
                verdict.removed.append(entry)
            elif digest(rows[entry]) != sealed:
                verdict.changed.append(entry)
        previous = bytes(seal.hash)
    verdict.head = previous.hex()
    verdict.slipped_in = _slipped_in()
    verdict.unsealed = _count_unsealed()
    return verdict


def _seals() -> Iterator[AuditSeal]:
    return AuditSeal.objects.order_by("id").iterator(chunk_size=50)


def _slipped_in() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.id FROM audit_entry e WHERE NOT EXISTS (SELECT FROM audit_unsealed u WHERE u.entry_id = e.id) "
            "AND e.id NOT IN (SELECT unnest(entries) FROM audit_seal) ORDER BY e.id LIMIT 100"
        )
        return [row[0] for row in cursor.fetchall()]


def _count_unsealed() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_unsealed")
        row = cursor.fetchone()
    return int(row[0]) if row else 0

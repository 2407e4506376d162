from datetime import datetime

from django.db import connection, transaction

from motcua.audit.ledger.rows import entries_by_id
from motcua.audit.rules import GENESIS, MISSING, digest, link

BATCH = 5000


def seal(*, at: datetime) -> int:
    """Chain the entries that were committed since the last seal; return how many.

    Only one sealer runs at a time.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('audit_seal'))")
        cursor.execute(
            "WITH taken AS (DELETE FROM audit_unsealed WHERE entry_id IN "
            "(SELECT entry_id FROM audit_unsealed ORDER BY entry_id LIMIT %s) RETURNING entry_id, at) "
            "SELECT array_agg(entry_id ORDER BY entry_id), min(at), max(at) FROM taken",
            [BATCH],
        )
        ids, first_at, last_at = cursor.fetchone()
        if not ids:
            return 0
        rows = entries_by_id(ids, first_at, last_at)
        # A row that vanished before it was sealed is sealed as missing, so that the check can name it.
        digests = [digest(rows[each]) if each in rows else MISSING for each in ids]
        cursor.execute("SELECT hash FROM audit_seal ORDER BY id DESC LIMIT 1")
        last = cursor.fetchone()
        previous = bytes(last[0]) if last else GENESIS
        cursor.execute(
            "INSERT INTO audit_seal (sealed_at, entries, digests, previous, hash) VALUES (%s, %s, %s, %s, %s)",
            [at, ids, digests, previous, link(previous, ids, digests)],
        )
    return len(ids)

"""Entries as they are digested: read by SQL, in one form, whoever asks."""

import json
from collections.abc import Sequence
from datetime import UTC
from typing import Any

from django.db import connection

COLUMNS = (
    "id", "at", "kind", "name", "outcome", "actor_kind", "account_id", "person_id", "organisation_id", "position_id",
    "subject", "persons", "purpose", "details",
)  # fmt: skip


def entries_by_id(ids: Sequence[int], first_at: Any = None, last_at: Any = None) -> dict[int, dict[str, Any]]:
    """The entries of these ids; the times between which they lie, where known, spare the other partitions."""
    bounds = " AND at BETWEEN %s AND %s" if first_at else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(COLUMNS)} FROM audit_entry WHERE id = ANY(%s){bounds}",  # noqa: S608
            [list(ids), *([first_at, last_at] if first_at else [])],
        )
        return {row[0]: canonical(dict(zip(COLUMNS, row, strict=True))) for row in cursor.fetchall()}


def canonical(row: dict[str, Any]) -> dict[str, Any]:
    """A row with its time in UTC and its details as data."""
    row["at"] = row["at"].astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(row["details"], str):
        row["details"] = json.loads(row["details"])
    return row

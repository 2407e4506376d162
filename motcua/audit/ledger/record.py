import json
from collections.abc import Sequence
from typing import Any

from django.db import connection

from motcua.platform.action import Entry

COLUMNS = (
    "at, kind, name, outcome, actor_kind, account_id, person_id, organisation_id, position_id, subject, persons, "
    "purpose, details"
)

VIEWING = "Xem thay cán bộ để kiểm tra quyền"


def record(entries: Sequence[Entry]) -> None:
    """Write entries in one statement, unchained, in the caller's transaction; the sealer finds them after commit.

    This answers the port `platform.record`.
    """
    if not entries:
        return
    row = "(%s::timestamptz,%s,%s,%s,%s,%s::bigint,%s::bigint,%s::bigint,%s::bigint,%s,%s::bigint[],%s,%s::jsonb)"
    values = [value for entry in entries for value in _values(entry)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH written AS (INSERT INTO audit_entry ({COLUMNS}) "  # noqa: S608 - our own column names
            f"VALUES {', '.join([row] * len(entries))} RETURNING id, at) "
            "INSERT INTO audit_unsealed (entry_id, at) SELECT id, at FROM written",
            values,
        )


def _values(entry: Entry) -> tuple[Any, ...]:
    by, details, purpose = entry.by, entry.details, entry.purpose
    if by.viewed_by is not None:
        # Whoever looks through another's eyes looked themselves, and not for that other's work.
        details = {**details, "viewing_as": by.account_id, **({"on": purpose} if purpose else {})}
        by, purpose = by.viewed_by, VIEWING if purpose else ""
    if by.stands_in_for:
        details = {**details, "stands_in_for": by.stands_in_for}
    return (
        entry.at, entry.kind, entry.name, entry.outcome, by.kind.value, by.account_id, by.person_id,
        by.organisation_id, by.position_id, entry.subject, list(entry.persons), purpose,
        json.dumps(details, ensure_ascii=False, default=str),
    )  # fmt: skip

"""Who looked at one person's data: read by SQL that finds the person first, however many entries there are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from motcua.platform.keyset import KeysetPage, beyond, page_of
from motcua.platform.rows import Condition

KEYS = ("-at", "-id")
COLUMNS = ("id", "at", "actor_kind", "account_id", "organisation_id", "position_id", "subject", "purpose")


@dataclass(frozen=True)
class Look:
    """One look at somebody's data, as it was written down."""

    id: int
    at: datetime
    actor_kind: str
    account_id: int | None
    organisation_id: int | None
    position_id: int | None
    subject: str
    purpose: str


@dataclass(frozen=True)
class Withheld:
    """Looks for this purpose, taken from `since` until `until` (none: still), of which those after `told_to` wait."""

    purpose: str
    since: datetime
    until: datetime | None
    told_to: datetime


def looks_at(
    persons: Collection[int],
    *,
    purpose: str = "",
    withheld: Sequence[Withheld] = (),
    after: str | None = None,
    size: int = 30,
) -> KeysetPage[Look]:
    """The looks of others at a person's data, newest first: not their own, and not refused ones, which saw nothing."""
    seen = _seen(persons, withheld, purpose)
    place = beyond(("-at", "-id"), after, of="entry")
    # Materialised: walking back by time until enough of the person's turn up may mean walking the whole log.
    statement = (
        f"WITH seen AS MATERIALIZED (SELECT {', '.join(COLUMNS)} FROM audit_entry entry "  # noqa: S608 (our columns)
        f"WHERE {seen.sql} AND {place.sql}) SELECT * FROM seen ORDER BY at DESC, id DESC LIMIT %s"
    )
    return page_of([Look(*row) for row in _rows(statement, (*seen.values, *place.values, size + 1))], KEYS, size)


def look_at(persons: Collection[int], entry: int, *, withheld: Sequence[Withheld] = ()) -> Look | None:
    """One look of another at this person's data; None where there is none, or they are not to be told of it yet."""
    seen = _seen(persons, withheld)
    statement = f"SELECT {', '.join(COLUMNS)} FROM audit_entry entry WHERE entry.id = %s AND {seen.sql}"  # noqa: S608
    return next((Look(*row) for row in _rows(statement, (entry, *seen.values))), None)


def purposes_of_looks(persons: Collection[int], *, withheld: Sequence[Withheld] = ()) -> Mapping[str, int]:
    """For which purposes others looked at this person's data, and how often."""
    seen = _seen(persons, withheld)
    statement = f"SELECT purpose, count(*) FROM audit_entry entry WHERE {seen.sql} GROUP BY purpose"  # noqa: S608
    return dict(_rows(statement, seen.values))


def persons_seen_by(account_id: int, since: datetime, until: datetime) -> list[int]:
    """Whose data one account looked at between two instants, the end excluded: for when that account was misused."""
    statement = (
        "SELECT DISTINCT unnest(persons) AS person FROM audit_entry WHERE account_id = %s AND at >= %s AND at < %s "
        "AND kind = 'read' AND outcome = 'done' ORDER BY person"
    )
    return [row[0] for row in _rows(statement, (account_id, since, until))]


def _seen(persons: Collection[int], withheld: Sequence[Withheld], purpose: str = "") -> Condition:
    parts = [
        "entry.persons && %s::bigint[] AND entry.kind = 'read' AND entry.outcome = 'done'",
        "(entry.person_id IS NULL OR entry.person_id <> ALL(%s::bigint[]))",
    ]
    values: list[Any] = [sorted(persons), sorted(persons)]
    if purpose:
        parts.append("entry.purpose = %s")
        values.append(purpose)
    for each in withheld:
        ends = " AND entry.at < %s" if each.until else ""
        parts.append(f"NOT (entry.purpose = %s AND entry.at >= %s{ends} AND entry.at > %s)")
        values += [each.purpose, each.since, *([each.until] if each.until else []), each.told_to]
    return Condition(" AND ".join(parts), tuple(values))


def _rows(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())

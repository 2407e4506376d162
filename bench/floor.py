"""The raw floor of filing: exactly the rows that the action writes, in one transaction a dossier.

What is written is copied from one dossier filed through the action, so the rows are the same by construction. Nothing
is read, checked, rendered or encrypted: this is what the database and its driver cost. Two ways are measured:
`by_statements`, prepared and one for each table as anybody would write them, and `by_one`, everything in a single
prepared statement, the least that can be done.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from bench.raw import Work

Row = dict[str, Any]
SERIES = (
    "INSERT INTO platform_series (name, last) VALUES (%s, 1) "
    "ON CONFLICT (name) DO UPDATE SET last = platform_series.last + 1 RETURNING last"
)
DRAFT = "UPDATE dossiers_draft SET state = 'submitted', dossier_id = %s, saved_at = now() WHERE id = %s"
JOBS = "SELECT queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at FROM procrastinate_jobs"


@dataclass(frozen=True)
class Sample:
    """The rows of one filing."""

    dossier: Row
    components: list[Row]
    files: list[Row]
    event: Row
    entry: Row
    jobs: list[Row]


def sample_of(dossier_id: int) -> Sample:
    """The rows that filing this dossier wrote."""
    from django.db import connection

    def rows(sql: str) -> list[Row]:
        with connection.connection.cursor(row_factory=dict_row) as cursor:
            cursor.execute(sql, [dossier_id])
            return [dict(row) for row in cursor.fetchall()]

    (dossier,) = rows("SELECT * FROM dossiers_dossier WHERE id = %s")
    (event,) = rows("SELECT * FROM dossiers_dossierevent WHERE dossier_id = %s")
    (entry,) = rows(
        "SELECT * FROM audit_entry WHERE subject = 'dossiers.dossier:' || %s AND name = 'dossiers.submit' "
        "ORDER BY id LIMIT 1"
    )
    files = rows(
        "SELECT f.* FROM dossiers_dossierfile f JOIN dossiers_dossiercomponent c ON c.id = f.component_id "
        "WHERE c.dossier_id = %s ORDER BY f.id"
    )
    components = rows("SELECT * FROM dossiers_dossiercomponent WHERE dossier_id = %s ORDER BY id")
    jobs = rows(f"{JOBS} WHERE args->'payload'->>'dossier_id' = %s::text ORDER BY id")
    return Sample(dossier, components, files, event, entry, jobs)


class _Insert:
    """An INSERT of so many rows, whose values are the sample's but for what is said to be different."""

    def __init__(self, table: str, rows: Sequence[Row]) -> None:
        self.columns = [name for name in rows[0] if name != "id"]
        row = f"({', '.join(['%s'] * len(self.columns))})"
        self.sql = f"INSERT INTO {table} ({', '.join(self.columns)}) VALUES {', '.join([row] * len(rows))}"
        self.sample = [_plain(row[name]) for row in rows for name in self.columns]

    def values(self, **different: Sequence[Any]) -> list[Any]:
        """The values; of each column named, the values of its rows."""
        filled = list(self.sample)
        for name, each in different.items():
            filled[self.columns.index(name) :: len(self.columns)] = each
        return filled


def by_statements(sample: Sample) -> Work:
    """One prepared statement for each table."""
    dossiers = _Insert("dossiers_dossier", [sample.dossier])
    components = _Insert("dossiers_dossiercomponent", sample.components)
    files = _Insert("dossiers_dossierfile", sample.files)
    events = _Insert("dossiers_dossierevent", [sample.event])
    entries = _Insert("audit_entry", [sample.entry])
    jobs = _Insert("procrastinate_jobs", sample.jobs)
    keys = [component["id"] for component in sample.components]
    parts = [keys.index(file["component_id"]) for file in sample.files]
    sealed = (
        f"WITH e AS ({entries.sql} RETURNING id, at) INSERT INTO audit_unsealed (entry_id, at) SELECT id, at FROM e"
    )

    def file(connection: psycopg.Connection, draft: str) -> None:
        with connection.transaction(), connection.cursor() as cursor:

            def keys_of(sql: str, values: list[Any]) -> list[int]:
                return [row[0] for row in cursor.execute(sql.encode(), values).fetchall()]

            series = _series_of(draft)
            code = [f"{series}-{keys_of(SERIES, [series])[0]}"]
            values = dossiers.values(code=code, tracking_key=code)
            (dossier,) = keys_of(f"{dossiers.sql} RETURNING id", values)
            values = components.values(dossier_id=[dossier] * len(keys))
            written = keys_of(f"{components.sql} RETURNING id", values)
            cursor.execute(files.sql.encode(), files.values(component_id=[written[part] for part in parts]))
            cursor.execute(events.sql.encode(), events.values(dossier_id=[dossier]))
            cursor.execute(DRAFT, [dossier, draft])
            cursor.execute(sealed.encode(), entries.values())
            cursor.execute(jobs.sql.encode(), jobs.values())

    return file


def by_one(sample: Sample) -> Work:
    """Everything in one prepared statement."""
    dossier, components = (
        _without(sample.dossier, "code", "tracking_key"),
        _all_without(sample.components, "dossier_id"),
    )
    files, event = _all_without(sample.files, "component_id"), _without(sample.event, "dossier_id")
    entry, jobs = _Insert("audit_entry", [sample.entry]), _Insert("procrastinate_jobs", sample.jobs)
    types = {part["id"]: part["type_id"] for part in sample.components}
    of_component = [f"component WHERE type_id = {types[file['component_id']]}" for file in sample.files]
    sql = f"""
    WITH series AS ({SERIES}),
    dossier AS (INSERT INTO dossiers_dossier (code, tracking_key, {", ".join(dossier)})
                SELECT %s || last, %s || last, {_places(dossier)} FROM series RETURNING id),
    component AS (INSERT INTO dossiers_dossiercomponent (dossier_id, {", ".join(components[0])})
                  {_selects(components, ["dossier"] * len(components))} RETURNING id, type_id),
    file AS (INSERT INTO dossiers_dossierfile (component_id, {", ".join(files[0])}) {_selects(files, of_component)}),
    event AS (INSERT INTO dossiers_dossierevent (dossier_id, {", ".join(event)}) {_selects([event], ["dossier"])}),
    draft AS (UPDATE dossiers_draft SET state = 'submitted', dossier_id = dossier.id, saved_at = now()
              FROM dossier WHERE dossiers_draft.id = %s),
    entry AS ({entry.sql} RETURNING id, at),
    unsealed AS (INSERT INTO audit_unsealed (entry_id, at) SELECT id, at FROM entry)
    {jobs.sql}
    """.encode()
    before = [value for row in (dossier, *components, *files, event) for value in row.values()]
    after = [*entry.values(), *jobs.values()]

    def file(connection: psycopg.Connection, draft: str) -> None:
        series = _series_of(draft)
        connection.execute(sql, [series, f"{series}-", f"{series}-", *before, draft, *after])

    return file


def _series_of(draft: str) -> str:
    """A series for each commune, as drafts are spread over three."""
    return f"floor:{int(draft[:8], 16) % 3}"


def _selects(rows: Sequence[Row], sources: Sequence[str]) -> str:
    return " UNION ALL ".join(
        f"SELECT id, {_places(row)} FROM {source}" for row, source in zip(rows, sources, strict=True)
    )


def _places(row: Row) -> str:
    return ", ".join(["%s"] * len(row))


def _all_without(rows: Sequence[Row], *names: str) -> list[Row]:
    return [_without(row, *names) for row in rows]


def _without(row: Row, *names: str) -> Row:
    return {name: _plain(value) for name, value in row.items() if name not in ("id", *names)}


def _plain(value: Any) -> Any:
    return Jsonb(value) if isinstance(value, dict) else value

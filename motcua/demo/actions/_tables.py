"""Many rows at once: by COPY, with indexes and references put up again after them, as a restore does it."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, models

# In the order in which a row may point to those before it.
LAID = (
    "persons.Person", "files.StoredFile", "processes.ProcessInstance", "processes.Task", "processes.TaskTimer",
    "processes.InstanceHold", "dossiers.Dossier", "dossiers.DossierComponent", "dossiers.SupplementRequest",
    "dossiers.SupplementItem", "dossiers.DossierFile", "dossiers.DossierEvent", "dossiers.ClockPause", "papers.Paper",
    "dossiers.DossierResult", "dossiers.ResultDelivery", "demo.CityDossier",
)  # fmt: skip
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
# What guards a table besides its key; put up again in this order.
_INDEXES = """
SELECT format('DROP INDEX %%I', c.relname), pg_get_indexdef(i.indexrelid)
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE i.indrelid = ANY(%s::text[]::regclass[])
  AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)
ORDER BY c.relname
"""
_CONSTRAINTS = """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
       format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
FROM pg_constraint WHERE conrelid = ANY(%s::text[]::regclass[]) AND contype IN ('u', 'f')
ORDER BY contype DESC, conname
"""


@cache
def model_of(label: str) -> type[models.Model]:
    """The model of a label."""
    return apps.get_model(label)


def table_of(label: str) -> str:
    """The table of a label's model."""
    return model_of(label)._meta.db_table


@cache
def fields_of(label: str) -> dict[str, Any]:
    """The model's fields by the columns of its table."""
    return {str(field.column): field for field in model_of(label)._meta.concrete_fields}


def columns_of(label: str) -> list[str]:
    """The columns of its table as the model has them."""
    return list(fields_of(label))


def text_of(value: Any) -> str:
    """A value as COPY reads it."""
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, bytes | memoryview):
        return f"\\\\x{bytes(value).hex()}"
    if isinstance(value, datetime):
        return value.isoformat()
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)
    return text.translate(_ESCAPES)


class Sheets:
    """Rows that wait to be laid, by table, and the keys given to them. Nobody else writes the tables meanwhile."""

    def __init__(self) -> None:
        self.lines: dict[str, list[str]] = {label: [] for label in LAID}
        self._columns = {label: ", ".join(f'"{name}"' for name in columns_of(label)) for label in LAID}
        with connection.cursor() as cursor:
            tables = ", ".join(f'"{table_of(label)}"' for label in LAID)
            cursor.execute(f"LOCK TABLE {tables}, platform_series IN SHARE ROW EXCLUSIVE MODE")
            self.following = {label: self._asked(cursor, label) for label in LAID if self._counts(label)}

    def _counts(self, label: str) -> bool:
        return isinstance(model_of(label)._meta.pk, models.AutoField)

    def _asked(self, cursor: Any, label: str) -> int:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [table_of(label)])
        return int(cursor.fetchone()[0])

    def keys(self, label: str, many: int) -> int:
        """The first of so many new keys, one after the other."""
        first = self.following[label]
        self.following[label] += many
        return first

    def lay(self) -> None:
        """Write what waits."""
        with connection.cursor() as cursor:
            for label, lines in self.lines.items():
                if lines:
                    with cursor.copy(f'COPY "{table_of(label)}" ({self._columns[label]}) FROM STDIN') as copy:
                        copy.write("".join(lines))
                    lines.clear()

    def close(self) -> None:
        """Write what waits, and let the sequences go on behind the keys given."""
        self.lay()
        with connection.cursor() as cursor:
            for label, following in self.following.items():
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s, false)", [table_of(label), following]
                )


@contextmanager
def unguarded(labels: Sequence[str], *, memory: str = "512MB") -> Iterator[None]:
    """Inside the transaction, take down the indexes and references of these tables and put them up again at the end.

    A hundred times cheaper for many rows than keeping them row by row, and checked as strictly. The tables stay locked.
    """
    tables = [table_of(label) for label in labels]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"SET LOCAL maintenance_work_mem = '{memory}'")
        cursor.execute(_INDEXES, [tables])
        indexes = cursor.fetchall()
        cursor.execute(_CONSTRAINTS, [tables])
        constraints = cursor.fetchall()
        for drop, _add in [*reversed(constraints), *indexes]:
            cursor.execute(drop)
    yield
    with connection.cursor() as cursor:
        for _drop, add in [*indexes, *constraints]:
            cursor.execute(add)

"""Records as rows, for actions that write several tables in one statement of SQL."""

from collections.abc import Container
from typing import Any

from django.db import connection, models


def stored(record: models.Model, *, without: Container[str] = ()) -> dict[str, Any]:
    """A new record as its row: column names and the values kept under them (encrypted where the field is), no key.

    `without` names columns that the statement fills itself.
    """
    return {
        str(field.column): field.get_db_prep_save(getattr(record, field.attname), connection)
        for field in record._meta.concrete_fields
        if not field.primary_key and field.column not in without
    }


def was_stored(record: models.Model, key: int) -> None:
    """Tell a record that its row now exists under this key."""
    record.pk = key
    record._state.adding = False
    record._state.db = connection.alias

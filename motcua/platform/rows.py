"""Records as rows, in plain SQL: for the few statements that every request or every filing makes.

Building a query out of its parts costs several times the statement itself. Everywhere else querysets read better.
"""

from collections.abc import Callable, Container, Sequence
from functools import cache
from typing import Any, NamedTuple, TypeVar, cast

from django.db import connection, models

M = TypeVar("M", bound=models.Model)
Convert = Callable[[Any, Any, Any], Any]


class Condition(NamedTuple):
    """A condition of ours in SQL, and the values of its places."""

    sql: str
    values: tuple[Any, ...] = ()


def all_of(*conditions: Condition) -> Condition:
    """What fulfils every one of them."""
    return Condition(
        " AND ".join(f"({each.sql})" for each in conditions) or "TRUE",
        tuple(value for each in conditions for value in each.values),
    )


def any_of(*conditions: Condition) -> Condition:
    """What fulfils at least one of them."""
    return Condition(
        " OR ".join(f"({each.sql})" for each in conditions) or "FALSE",
        tuple(value for each in conditions for value in each.values),
    )


def many(model: type[M], condition: str, *values: Any) -> list[M]:
    """The records for which a condition of ours holds, with its order, limit and lock in the same text."""
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT {columns(model, "here")} FROM "{model._meta.db_table}" here WHERE {condition}',  # noqa: S608
            values,
        )
        return [record(model, row) for row in cursor.fetchall()]


def one(model: type[M], condition: str, *values: Any) -> M | None:
    """The first record for which a condition of ours holds, or None."""
    return next(iter(many(model, condition, *values)), None)


def value(model: type[models.Model], name: str, kept: Any) -> Any:
    """What a kept value of one column means: text decrypted, JSON read."""
    return _converter(model, name)(kept, None, connection)


@cache
def _converter(model: type[models.Model], name: str) -> Convert:
    return cast(Convert, cast(Any, model._meta.get_field(name)).from_db_value)


@cache
def columns(model: type[models.Model], table: str) -> str:
    """All columns of a model, for a statement that calls its table so; `record` reads them in this order."""
    return ", ".join(f'{table}."{field.column}"' for field in model._meta.concrete_fields)


def width(model: type[models.Model]) -> int:
    """How many columns that is."""
    return len(_reading(model)[0])


def record(model: type[M], row: Sequence[Any]) -> M:
    """The record of a row of `columns`."""
    names, converters = _reading(model)
    read = list(row)
    for place, convert in converters:
        read[place] = convert(read[place], None, connection)
    return model.from_db(connection.alias, names, read)


@cache
def _reading(model: type[models.Model]) -> tuple[list[str], list[tuple[int, Convert]]]:
    fields = list(model._meta.concrete_fields)
    converters = [(place, field.from_db_value) for place, field in enumerate(fields) if hasattr(field, "from_db_value")]
    return [field.attname for field in fields], converters


def stored(record: models.Model, *, without: Container[str] = ()) -> dict[str, Any]:
    """A new record as its row: column names and the values kept under them (encrypted where the field is), no key.

    `without` names columns that the statement fills itself. Columns that stay empty (NULL) are left out.
    """
    kept = (
        (str(field.column), field.get_db_prep_save(given, connection))
        for field in record._meta.concrete_fields
        if not field.primary_key and field.column not in without
        if (given := getattr(record, field.attname)) is not None
    )
    return {column: value for column, value in kept if value is not None}


def was_stored(record: models.Model, key: int) -> None:
    """Tell a record that its row now exists under this key."""
    record.pk = key
    record._state.adding = False
    record._state.db = connection.alias

"""Encrypt again what older keys encrypted, so that those keys can be taken away."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import connection

from motcua.platform.action import Actor, action, note
from motcua.platform.encryption import CannotDecrypt, EncryptedField, decrypt, encrypt, encrypted_fields
from motcua.platform.settings import installation


@dataclass(frozen=True)
class Rotated:
    """One batch: how many rows were encrypted again, and the primary key to go on after; None where none is left."""

    rows: int
    last: Any


@action("platform.rotate_keys")
def rotate_keys(model: str, *, after: Any = None, size: int = 500, by: Actor, at: datetime) -> Rotated:
    """Encrypt the next `size` rows of a model (`dossiers.dossier`) that older keys encrypted with the first key.

    Rows are locked meanwhile; nothing but the encryption changes. Raises CannotDecrypt, naming the row, where a value
    was changed or its key is gone: then the whole batch stays as it is.
    """
    table = apps.get_model(model)._meta
    fields = encrypted_fields(apps.get_model(model))
    quote = connection.ops.quote_name
    columns = [quote(str(field.column)) for field in fields]
    key = quote(str(table.pk.column))
    mark = installation().encryption_keys[0][0].encode() + b"\0"
    older = " OR ".join(f"substring({column} FROM 1 FOR {len(mark)}) <> %s" for column in columns)
    beyond = f"{key} > %s AND " if after is not None else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {key}, {', '.join(columns)} FROM {quote(table.db_table)} "  # noqa: S608 - names of our own
            f"WHERE {beyond}({older}) ORDER BY {key} LIMIT %s FOR UPDATE",
            [*([after] if after is not None else []), *([mark] * len(columns)), size],
        )
        rows = cursor.fetchall()
        if rows:
            cursor.executemany(
                f"UPDATE {quote(table.db_table)} SET {', '.join(f'{column} = %s' for column in columns)} "  # noqa: S608
                f"WHERE {key} = %s",
                [[*_again(fields, pk, values), pk] for pk, *values in rows],
            )
    note(model=model, rows=len(rows))
    return Rotated(len(rows), rows[-1][0] if len(rows) == size else None)


def _again(fields: list[EncryptedField], pk: object, values: list[Any]) -> list[bytes | None]:
    again: list[bytes | None] = []
    for field, value in zip(fields, values, strict=True):
        try:
            again.append(None if value is None else encrypt(decrypt(bytes(value), field.context), field.context))
        except CannotDecrypt:
            raise CannotDecrypt(f"{field.context} of {pk}") from None
    return again

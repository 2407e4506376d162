"""Filing writes a dossier, its papers with their files and the first line of its history in one statement.

The busiest write of the house: five statements would take longer than all its checks.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from motcua.dossiers.models import Dossier, DossierEvent
from motcua.platform.rows import stored, was_stored
from motcua.procedures.public import ComponentType

_FILE = """
WITH dossier AS (
    INSERT INTO dossiers_dossier ({dossier}) VALUES ({dossier_values}) RETURNING id
), component AS (
    INSERT INTO dossiers_dossiercomponent (dossier_id, type_id, name, originals, copies, is_on_paper)
    SELECT dossier.id, part.type_id, part.name, part.originals, part.copies, false
    FROM dossier, unnest(%s::bigint[], %s::text[], %s::smallint[], %s::smallint[])
         WITH ORDINALITY AS part (type_id, name, originals, copies, place)
    ORDER BY part.place
    RETURNING id, type_id
), file AS (
    INSERT INTO dossiers_dossierfile (component_id, file_id, added_at)
    SELECT component.id, attached.file_id, attached.added_at
    FROM component JOIN dossiers_draftfile attached ON attached.component_id = component.type_id
    WHERE attached.draft_id = %s
    ORDER BY attached.added_at, attached.id
), event AS (
    INSERT INTO dossiers_dossierevent (dossier_id, {event}) SELECT dossier.id, {event_values} FROM dossier
), draft AS (
    UPDATE dossiers_draft SET state = 'submitted', dossier_id = dossier.id, saved_at = %s
    FROM dossier WHERE dossiers_draft.id = %s
)
SELECT id FROM dossier
"""


def file_all(dossier: Dossier, draft_id: UUID, parts: Sequence[ComponentType], event: DossierEvent) -> None:
    """Write a new dossier made of a draft that is locked, with these parts and the draft's files, and its event."""
    one, other = stored(dossier), stored(event, without=("dossier_id",))
    statement = _FILE.format(
        dossier=", ".join(one), dossier_values=_places(one), event=", ".join(other), event_values=_places(other)
    )
    columns: list[list[Any]] = [
        [part.pk for part in parts],
        [part.name for part in parts],
        [part.originals for part in parts],
        [part.copies for part in parts],
    ]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*one.values(), *columns, draft_id, *other.values(), event.at, draft_id])
        was_stored(dossier, cursor.fetchone()[0])


def _places(row: dict[str, Any]) -> str:
    return ", ".join(["%s"] * len(row))

"""The tree of organisations on a date."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from motcua.organisations.models import Organisation, OrganisationPeriod
from motcua.platform import rows

_SUBTREE = """
WITH RECURSIVE below(id) AS (
    SELECT unnest(%(roots)s::bigint[])
    UNION
    SELECT period.organisation_id
    FROM organisations_organisationperiod period JOIN below ON period.parent_id = below.id
    WHERE period.valid_from <= %(on)s AND (period.valid_to IS NULL OR period.valid_to > %(on)s)
)
SELECT id FROM below
"""

_ANCESTORS = """
WITH RECURSIVE above(id, depth) AS (
    SELECT %(leaf)s::bigint, 0
    UNION
    SELECT period.parent_id, above.depth + 1
    FROM organisations_organisationperiod period JOIN above ON period.organisation_id = above.id
    WHERE period.parent_id IS NOT NULL
      AND period.valid_from <= %(on)s AND (period.valid_to IS NULL OR period.valid_to > %(on)s)
)
SELECT id FROM above ORDER BY depth
"""

_SUCCESSION = """
WITH RECURSIVE line(origin, id) AS (
    SELECT unnest(%(roots)s::bigint[]), unnest(%(roots)s::bigint[])
    UNION
    SELECT line.origin, here.successor_id
    FROM line JOIN organisations_organisation here ON here.id = line.id
    WHERE here.valid_to <= %(on)s AND here.successor_id IS NOT NULL
)
SELECT line.origin, line.id FROM line JOIN organisations_organisation here ON here.id = line.id
WHERE here.valid_from <= %(on)s AND (here.valid_to IS NULL OR here.valid_to > %(on)s)
"""

_MOST_KEPT = 5_000
_units: dict[tuple[str, date, tuple[str, ...]], tuple[str, Organisation]] = {}


@dataclass(frozen=True)
class TreeNode:
    """An organisation as it was called, and where it stood, on a date."""

    organisation_id: int
    identifier: str
    name: str
    short_name: str
    kind: str
    level: str
    parent_id: int | None
    area_id: int | None


def subtree_ids(organisation_id: int | Iterable[int], on: date) -> frozenset[int]:
    """An organisation (or several) and all that stood below on a date, at any depth. One statement."""
    roots = [organisation_id] if isinstance(organisation_id, int) else list(organisation_id)
    with connection.cursor() as cursor:
        cursor.execute(_SUBTREE, {"roots": roots, "on": on})
        return frozenset(row[0] for row in cursor.fetchall())


def ancestor_ids(organisation_id: int, on: date) -> tuple[int, ...]:
    """An organisation and all above it on a date, nearest first. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_ANCESTORS, {"leaf": organisation_id, "on": on})
        return tuple(row[0] for row in cursor.fetchall())


def carried_on_by(organisation_ids: Iterable[int], on: date) -> dict[int, int]:
    """Who stands for each of these on a date: itself, or after its end the one that carries its matters on.

    Those whose matters nobody carries on are left out. One statement.
    """
    roots = sorted(set(organisation_ids))
    with connection.cursor() as cursor:
        cursor.execute(_SUCCESSION, {"roots": roots, "on": on})
        return dict(cursor.fetchall())


def unit_of_area(code: str, *, on: date, kinds: Sequence[str], revision: str | None = None) -> Organisation | None:
    """The oldest organisation of one of these kinds that stood on a date in the area of that code.

    One statement; none where the process found it at this `revision`, which is what `CALENDAR_REVISION` gave in a
    statement of this transaction: it is another one as soon as an organisation changes.
    """
    asked = (code, on, tuple(map(str, kinds)))
    kept = _units.get(asked) if revision else None
    if kept is not None and kept[0] == revision:
        return kept[1]
    found = rows.one(
        Organisation,
        "kind = ANY(%s) AND valid_from <= %s AND (valid_to IS NULL OR valid_to > %s) "
        "AND area_id IN (SELECT id FROM areas_area WHERE code = %s) ORDER BY id",
        list(asked[2]),
        on,
        on,
        code,
    )
    if revision and found is not None:
        if len(_units) >= _MOST_KEPT:
            _units.clear()
        _units[asked] = revision, found
    return found


def tree_on(on: date) -> list[TreeNode]:
    """Every organisation of a date under the name and parent it had then, in the order of the Vietnamese alphabet."""
    periods = (
        OrganisationPeriod.objects.as_of(on).select_related("organisation").order_by("sort_key", "organisation_id")
    )
    return [
        TreeNode(
            organisation_id=period.organisation_id,
            identifier=period.organisation.identifier,
            name=period.name,
            short_name=period.short_name,
            kind=period.organisation.kind,
            level=period.organisation.level,
            parent_id=period.parent_id,
            area_id=period.area_id,
        )
        for period in periods
    ]

"""What became of an area, and what it was made of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from motcua.areas.models import Area

# Walk on only from rows that do not stand on the day asked for: what stands is the answer.
_LATER = """
WITH RECURSIVE line AS (
    SELECT id AS origin, id AS reached, true AS whole, true AS likely, NULL::date AS since, '' AS decision
    FROM areas_area WHERE id = ANY(%(ids)s)
  UNION
    SELECT line.origin, link.successor_id, line.whole AND link.whole, line.likely AND link.likely, link.on,
           link.decision
    FROM line JOIN areas_area here ON here.id = line.reached
    JOIN areas_succession link ON link.predecessor_id = line.reached
    WHERE here.valid_to <= %(on)s
)
"""
_EARLIER = """
WITH RECURSIVE line AS (
    SELECT id AS origin, id AS reached, true AS whole, true AS likely, NULL::date AS since, '' AS decision
    FROM areas_area WHERE id = ANY(%(ids)s)
  UNION
    SELECT line.origin, link.predecessor_id, line.whole AND link.whole, line.likely AND link.likely, link.on,
           link.decision
    FROM line JOIN areas_area here ON here.id = line.reached
    JOIN areas_succession link ON link.successor_id = line.reached
    WHERE here.valid_from > %(on)s
)
"""
_STANDING = """
SELECT line.origin, line.reached, line.whole, line.likely, line.since, line.decision
FROM line JOIN areas_area area ON area.id = line.reached
WHERE area.valid_from <= %(on)s AND (area.valid_to IS NULL OR area.valid_to > %(on)s)
ORDER BY line.origin, line.likely DESC, area.sort_key, area.id
"""


@dataclass(frozen=True)
class Relation:
    """An area that another became, or was made of: all of the older one or a part, since when, under which decision.

    `likely` is False for the lesser parts of an area that was split. `since` is None for the area itself.
    """

    area: Area
    whole: bool
    likely: bool
    since: date | None
    decision: str


def successors_of(area: Area, on: date) -> list[Relation]:
    """The areas that stood on a date where this one had been; itself where it stood then, likeliest first.

    Empty for a district after 2025-07-01: its level ended (Luật Tổ chức chính quyền địa phương 2025, điều 1).
    """
    return successors_of_all([area], on)[area.pk]


def predecessors_of(area: Area, on: date) -> list[Relation]:
    """The areas that stood on a date where this one is now; itself where it stood then."""
    return _related(_EARLIER, [area], on)[area.pk]


def successors_of_all(areas: Sequence[Area], on: date) -> dict[int, list[Relation]]:
    """`successors_of` for the rows of a page, by id, in two questions."""
    return _related(_LATER, areas, on)


def predecessors_of_all(areas: Sequence[Area], on: date) -> dict[int, list[Relation]]:
    """`predecessors_of` for the rows of a page, by id, in two questions."""
    return _related(_EARLIER, areas, on)


def _related(walk: str, areas: Iterable[Area], on: date) -> dict[int, list[Relation]]:
    ids = [area.pk for area in areas]
    with connection.cursor() as cursor:
        cursor.execute(walk + _STANDING, {"ids": ids, "on": on})
        found = cursor.fetchall()
    reached = Area.objects.select_related("parent__parent").in_bulk({row[1] for row in found})
    related: dict[int, list[Relation]] = {pk: [] for pk in ids}
    for origin, pk, whole, likely, since, decision in found:
        related[origin].append(Relation(reached[pk], whole, likely, since, decision))
    return related

"""Which commune a point is in."""

from collections import OrderedDict
from collections.abc import Sequence
from datetime import date
from typing import Any, cast

import shapely
from shapely.geometry.base import BaseGeometry

from motcua.areas.models import COMMUNES, Area, Boundary

KEPT = 1024
_CANDIDATES = """
SELECT area.*, boundary.id AS boundary_number
FROM areas_boundary boundary JOIN areas_area area ON area.id = boundary.area_id
WHERE boundary.extent @> box(point(%(x)s, %(y)s), point(%(x)s, %(y)s)) AND area.kind = ANY(%(kinds)s)
  AND area.valid_from <= %(on)s AND (area.valid_to IS NULL OR area.valid_to > %(on)s)
ORDER BY area.code
"""
_shapes: OrderedDict[int, BaseGeometry] = OrderedDict()


def commune_at(longitude: float, latitude: float, *, on: date) -> Area | None:
    """The commune, ward or special zone that a point (degrees, WGS 84) was in on a date; None where no boundary says.

    A point on the line between two belongs to the one of the lower code, so that the answer is always the same.
    """
    point = {"x": longitude, "y": latitude, "on": on, "kinds": [str(kind) for kind in COMMUNES]}
    candidates: list[Any] = list(Area.objects.raw(_CANDIDATES, point))
    shapes = _read([area.boundary_number for area in candidates])
    for area in candidates:
        shape = shapes.get(area.boundary_number)
        if shape is not None and shapely.intersects_xy(shape, longitude, latitude):
            return cast(Area, area)
    return None


def _read(ids: Sequence[int]) -> dict[int, BaseGeometry]:
    """Shapes by boundary, from this process's memory where they are: a boundary's row never changes."""
    shapes = {pk: shape for pk in ids if (shape := _shapes.get(pk)) is not None}
    missing = [pk for pk in ids if pk not in shapes]
    if missing:
        for pk, content in Boundary.objects.filter(pk__in=missing).values_list("pk", "shape"):
            shapes[pk] = _shapes[pk] = shapely.from_wkb(bytes(content))
            shapely.prepare(shapes[pk])
        while len(_shapes) > KEPT:
            _shapes.popitem(last=False)
    return shapes

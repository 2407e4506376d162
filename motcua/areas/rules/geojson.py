"""Boundaries as GeoJSON (RFC 7946) says them: longitudes and latitudes, one feature for each area."""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry import MultiPolygon, Polygon, shape
from shapely.geometry.base import BaseGeometry

LARGEST_FILE = 50 * 1024 * 1024
# West, south, east, north of Vietnam with its islands, in degrees, with room to spare.
VIETNAM = (101.5, 6.0, 118.0, 24.0)
_WGS84 = ("CRS84", "EPSG::4326", "EPSG:4326")


class BadBoundaries(Exception):
    """The whole file cannot be taken: `code` says why, `detail` where."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


@dataclass(frozen=True)
class Drawn:
    """One feature: its place in the file, its area's code, its shape; `trouble` says what is wrong with it.

    `mended` is what was wrong with the lines before they were put right.
    """

    row: int
    code: str
    shape: BaseGeometry | None = None
    trouble: str = ""
    mended: str = ""


def read_boundaries(content: bytes) -> list[Drawn]:
    """Every feature of a file. Raises BadBoundaries when it is no such file, or in another projection than WGS 84."""
    if len(content) > LARGEST_FILE:
        raise BadBoundaries("too_large", str(LARGEST_FILE // (1024 * 1024)))
    try:
        read = json.loads(content)
    except (ValueError, RecursionError):
        raise BadBoundaries("not_json") from None
    features = read.get("features") if isinstance(read, dict) else None
    if not isinstance(features, list) or read.get("type") != "FeatureCollection":
        raise BadBoundaries("not_features")
    if not features:
        raise BadBoundaries("empty")
    _check_crs(read.get("crs"))
    return [_drawn(row, feature) for row, feature in enumerate(features, start=1)]


def _check_crs(crs: Any) -> None:
    """RFC 7946 knows no `crs`, the version of 2008 does; null there means unknown, which the numbers then tell."""
    if crs is None:
        return
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = str(properties.get("name", "")) if isinstance(properties, dict) else ""
    if not name.endswith(_WGS84):
        raise BadBoundaries("other_crs", name[:100])


def _drawn(row: int, feature: Any) -> Drawn:
    if not isinstance(feature, dict):
        return Drawn(row, "", trouble="not_a_feature")
    properties = feature.get("properties")
    said = properties.get("code") if isinstance(properties, dict) else None
    code = str(said if said is not None else feature.get("id", ""))[:20]
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        return Drawn(row, code, trouble="no_polygon")
    try:
        numbers = list(_positions(geometry.get("coordinates"), 2 if geometry["type"] == "Polygon" else 3))
    except (TypeError, ValueError):
        return Drawn(row, code, trouble="broken")
    _check_place(row, numbers)
    try:
        drawn = shape(geometry)
    except (shapely.errors.ShapelyError, ValueError, TypeError, IndexError, KeyError):
        return Drawn(row, code, trouble="broken")
    return _sound(row, code, drawn)


def _positions(coordinates: Any, depth: int) -> Iterator[tuple[float, float]]:
    if not isinstance(coordinates, list) or not coordinates:
        raise ValueError("no coordinates")
    if depth:
        for part in coordinates:
            yield from _positions(part, depth - 1)
        return
    for x, y, *_height in [coordinates]:
        if isinstance(x, bool) or isinstance(y, bool) or not (math.isfinite(x) and math.isfinite(y)):
            raise ValueError("not numbers")
        yield float(x), float(y)


def _check_place(row: int, numbers: list[tuple[float, float]]) -> None:
    west, south, east, north = VIETNAM
    outside = next(((x, y) for x, y in numbers if not (west <= x <= east and south <= y <= north)), None)
    if outside is None:
        return
    x, y = outside
    swapped = west <= y <= east and south <= x <= north
    if swapped:
        raise BadBoundaries("swapped", str(row))
    raise BadBoundaries("metres" if max(abs(x), abs(y)) > 360 else "abroad", f"{row}: {x:g}, {y:g}")


def _sound(row: int, code: str, drawn: BaseGeometry) -> Drawn:
    """The shape with lines that do not cross themselves, heights left out."""
    drawn, mended = shapely.force_2d(drawn), ""
    if not drawn.is_valid:
        mended = shapely.is_valid_reason(drawn)[:100]
        parts = shapely.get_parts(shapely.make_valid(drawn))
        pieces = [piece for part in parts for piece in shapely.get_parts(part) if isinstance(piece, Polygon)]
        drawn = shapely.union_all(pieces)
    if not isinstance(drawn, Polygon | MultiPolygon) or drawn.is_empty or drawn.area == 0:
        return Drawn(row, code, trouble="no_area")
    return Drawn(row, code, drawn, mended=mended)

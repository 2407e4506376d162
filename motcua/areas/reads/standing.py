"""What is asked of areas at every filing."""

import time
from collections.abc import Sequence
from datetime import date

from django.db import connection

# An area that stood a moment ago is not asked for again: of all filings of a minute most name the same few.
KEPT_SECONDS, KEPT_AT_MOST = 10.0, 5_000
_stood: dict[tuple[str, date, tuple[str, ...], str | None], float] = {}

_IS_AREA = """
SELECT EXISTS (
    SELECT FROM areas_area area LEFT JOIN areas_area above ON above.id = area.parent_id
    WHERE area.code = %(code)s AND area.kind = ANY(%(kinds)s)
      AND area.valid_from <= %(on)s AND (area.valid_to IS NULL OR area.valid_to > %(on)s)
      AND (%(within)s::text IS NULL OR above.code = %(within)s)
)
"""


def is_area(code: str, *, on: date, kinds: Sequence[str], within: str | None = None) -> bool:
    """Whether an area of that code and one of these kinds existed on a date, below the area of code `within`."""
    asked = (code, on, tuple(map(str, kinds)), within)
    if time.monotonic() - _stood.get(asked, -KEPT_SECONDS) < KEPT_SECONDS:
        return True
    with connection.cursor() as cursor:
        cursor.execute(_IS_AREA, {"code": code, "kinds": list(asked[2]), "on": on, "within": within})
        (stands,) = cursor.fetchone()
    if stands:
        if len(_stood) >= KEPT_AT_MOST:
            _stood.clear()
        _stood[asked] = time.monotonic()
    return bool(stands)

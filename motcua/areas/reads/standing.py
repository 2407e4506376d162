"""What is asked of areas at every filing."""

from collections.abc import Sequence
from datetime import date

from django.db import connection

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
    with connection.cursor() as cursor:
        cursor.execute(_IS_AREA, {"code": code, "kinds": [str(kind) for kind in kinds], "on": on, "within": within})
        row = cursor.fetchone()
    return bool(row and row[0])

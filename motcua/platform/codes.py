"""Serial numbers without gap or duplicate: dossier codes, slip numbers, register numbers."""

from django.db import connection

# The number of a series as a statement, for those who write a row in the same breath; see `next_serial`.
NEXT_SERIAL = (
    "INSERT INTO platform_series (name, last) VALUES (%s, 1) "
    "ON CONFLICT (name) DO UPDATE SET last = platform_series.last + 1 RETURNING last"
)


def next_serial(series: str) -> int:
    """The next number of a series, starting at 1.

    The row of the series stays locked until the transaction ends, so a rolled back transaction leaves no gap and two
    never get the same number. Take it as late in the action as possible.
    """
    with connection.cursor() as cursor:
        cursor.execute(NEXT_SERIAL, [series])
        row = cursor.fetchone()
    return int(row[0])

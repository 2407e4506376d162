"""Whether the codes of dossiers run on without gap, day by day and unit by unit."""

from django.db import connection

# A code is `H31.1-261123-0001`, its series `dossier:H31.1:261123`.
_WRONG = """
WITH given AS (
    SELECT 'dossier:' || regexp_replace(code, '-([0-9]{6})-[0-9]+$', ':\\1') AS series,
           substring(code FROM '[0-9]+$')::bigint AS serial
    FROM dossiers_dossier WHERE code ~ '-[0-9]{6}-[0-9]+$'
), counted AS (SELECT series, count(DISTINCT serial) AS many, max(serial) AS highest FROM given GROUP BY series)
SELECT name, last, coalesce(many, 0), coalesce(highest, 0)
FROM platform_series LEFT JOIN counted ON series = name
WHERE name LIKE 'dossier:%%' AND (many, highest) IS DISTINCT FROM (last, last)
ORDER BY name
"""


def broken_series() -> list[str]:
    """The series in which a number is missing or would be given twice: last given, how many there are, highest."""
    with connection.cursor() as cursor:
        cursor.execute(_WRONG, [])
        return [f"{name}: last {last}, dossiers {many}, highest {highest}" for name, last, many, highest in cursor]

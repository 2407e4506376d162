"""How many dossiers each tab of an inbox holds."""

from datetime import datetime, timedelta

from django.db import connection

from motcua.dossiers.reads.firsts import first_of, some_open
from motcua.dossiers.reads.tabs import TABS, held_in, tabs_of
from motcua.platform.action import Actor
from motcua.platform.rows import Condition, all_of

# Beyond so many open dossiers each tab is counted by itself, and no further than to so many.
MOST = 300
# A full desk is counted anew when the counts are so old.
KEPT_FOR = timedelta(seconds=15)
KEPT_AT_MOST = 1000
_kept: dict[Actor, tuple[datetime, dict[str, int]]] = {}
# The rows once, then all tabs of them: the table's name stands for these rows, and for none if they are too many.
_TOGETHER = """
WITH seen AS MATERIALIZED ({seen}), there AS MATERIALIZED (SELECT count(*) AS many FROM seen
), dossiers_dossier AS MATERIALIZED (
    SELECT id, status, instance_id, unit_of_record_id, place_of_receipt_id, due_at, ended_at
    FROM dossiers_dossier WHERE id IN (SELECT id FROM seen) AND (SELECT many FROM there) <= %s)
SELECT (SELECT many FROM there), {counts} FROM dossiers_dossier"""
_BY_ITSELF = "(SELECT count(*) FROM (SELECT DISTINCT id FROM ({first}) first LIMIT %s) there)"


def tab_counts(actor: Actor, now: datetime) -> dict[str, int]:
    """How many dossiers each tab holds, of what is open and visible; 0 for those always empty.

    One statement that looks at each dossier once; of more than `MOST`, another, which finds that many at most for each
    tab by the walk that leads there: on a desk with ten thousand dossiers nobody asks how many exactly.
    """
    return _counted(actor, now)[0]


def _counted(actor: Actor, now: datetime) -> tuple[dict[str, int], bool]:
    """The counts, and whether the desk is full."""
    names = tabs_of(actor)
    tabs = [held_in(name, actor, now) for name in names]
    seen = some_open(actor, MOST + 1)
    counts = ", ".join(f"count(*) FILTER (WHERE {each.sql})" for each in tabs)
    values = [value for each in tabs for value in each.values]
    with connection.cursor() as cursor:
        cursor.execute(_TOGETHER.format(seen=seen.sql, counts=counts), [*seen.values, MOST, *values])
        there, *counted = cursor.fetchone()
        if there > MOST:
            counters = [_counter(actor, name, now) for name in names]
            cursor.execute(
                f"SELECT {', '.join(each.sql for each in counters)}",
                [value for each in counters for value in each.values],
            )
            counted = list(cursor.fetchone())
    return {**dict.fromkeys(TABS, 0), **dict(zip(names, counted, strict=True))}, there > MOST


def recent_counts(actor: Actor, now: datetime) -> dict[str, int]:
    """As `tab_counts`; on a full desk up to `KEPT_FOR` old. Who gets other rights is somebody else here."""
    kept = _kept.get(actor)
    if kept is not None and timedelta(0) <= now - kept[0] < KEPT_FOR:
        return kept[1]
    if kept is not None:
        # Whoever asks while they are counted anew is told the old ones.
        _kept[actor] = now, kept[1]
    counts, is_full = _counted(actor, now)
    if len(_kept) >= KEPT_AT_MOST:
        _kept.clear()
    if is_full:
        _kept[actor] = now, counts
    else:
        _kept.pop(actor, None)
    return counts


def _counter(actor: Actor, name: str, now: datetime) -> Condition:
    first = first_of(actor, name, now, all_of(), MOST)
    return Condition(_BY_ITSELF.format(first=first.sql), (*first.values, MOST))

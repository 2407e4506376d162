"""Ten million dossiers out of one: every row that is open, and every dossier, copied inside the server.

Laying ten million one by one takes hours. The copies keep what plans depend on, the spread over desks, states and days,
and share owners; each has a code, a key and a running process of its own.
"""

from django.db import connection, transaction

from motcua.demo.actions._tables import columns_of, table_of, unguarded
from motcua.demo.upkeep import measure_again

COPIED = ("processes.ProcessInstance", "processes.Task", "dossiers.Dossier")
# Beyond every key that the sequences have given.
APART = 1_000_000_000
# Of processes and their steps only those that run: what is over is asked for one by one.
_RUNNING = "(SELECT instance_id FROM dossiers_dossier WHERE ended_at IS NULL AND id < {apart})"
OPEN = {
    "processes.ProcessInstance": f"id IN {_RUNNING}",
    "processes.Task": f"state = 'open' AND instance_id IN {_RUNNING}",
    "dossiers.Dossier": "id < {apart}",
}
CHANGED = {
    "id": "id + copy.number::bigint * {apart}",
    "instance_id": "CASE WHEN {is_open} THEN instance_id + copy.number::bigint * {apart} END",
    "listed_number": "listed_number + copy.number::bigint * {apart}",
    "code": "code || '/' || copy.number",
    "tracking_key": "tracking_key || copy.number",
    "subject": "subject || '/' || copy.number",
    "draft_id": "NULL",
}


def multiply(times: int, *, with_done: bool = False) -> int:
    """Let there be so many times as many dossiers; returns how many were added. `with_done`: steps done as well."""
    with transaction.atomic(), unguarded(COPIED, memory="2GB"), connection.cursor() as cursor:
        added = 0
        for label in COPIED:
            cursor.execute(_copying(label, with_done=with_done), [times - 1])
            added = cursor.rowcount
    measure_again()
    return added


def _copying(label: str, *, with_done: bool) -> str:
    names, is_dossier = columns_of(label), label == "dossiers.Dossier"
    words = {"apart": APART, "is_open": "ended_at IS NULL" if is_dossier else "TRUE"}
    values = [CHANGED[name].format(**words) if name in CHANGED else f'"{name}"' for name in names]
    listed = ", ".join(f'"{name}"' for name in names)
    those = OPEN[label].removeprefix("state = 'open' AND ") if with_done else OPEN[label]
    return (
        f'INSERT INTO "{table_of(label)}" ({listed}) SELECT {", ".join(values)} '
        f'FROM "{table_of(label)}" there, generate_series(1, %s) copy(number) WHERE {those.format(**words)}'
    )

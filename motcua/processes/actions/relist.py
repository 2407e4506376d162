"""List matters that are under way under another due date."""

from collections.abc import Mapping
from datetime import datetime

from django.db import connection

from motcua.platform.action import Actor, action

_RELIST = """
UPDATE processes_task step SET listed_due_at = fresh.due_at
FROM unnest(%s::bigint[], %s::timestamptz[]) fresh(instance_id, due_at)
JOIN processes_processinstance each ON each.id = fresh.instance_id OR each.root_id = fresh.instance_id
WHERE step.instance_id = each.id AND step.listed_number IS NOT NULL
"""
_RELIST_MATTERS = """
UPDATE processes_processinstance each SET listed_due_at = fresh.due_at
FROM unnest(%s::bigint[], %s::timestamptz[]) fresh(instance_id, due_at)
WHERE (each.id = fresh.instance_id OR each.root_id = fresh.instance_id) AND each.listed_number IS NOT NULL
"""


@action("processes.relist")
def relist(due: Mapping[int, datetime | None], *, by: Actor, at: datetime) -> None:
    """Give the listed steps of these matters, by the id of their (root) instance, the due date they are in order of.

    What is held, and so listed nowhere, stays so. Two statements, however many matters.
    """
    if not due:
        return
    with connection.cursor() as cursor:
        for statement in (_RELIST, _RELIST_MATTERS):
            cursor.execute(statement, [list(due), list(due.values())])

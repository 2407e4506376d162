"""The rows of the inbox, in plain SQL: the list that officials ask for all day."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple, Self

from django.db import connection

from motcua.dossiers.models import Dossier
from motcua.dossiers.reads.behalf import whose_name
from motcua.dossiers.reads.firsts import first_of
from motcua.dossiers.reads.narrowing import narrowed
from motcua.dossiers.reads.tabs import BY_ARRIVAL, BY_STEP, TABLE, order_of
from motcua.platform.action import Actor
from motcua.platform.keyset import KeysetPage, page_of
from motcua.platform.rows import Condition

_ROWS = """
SELECT dossiers_dossier.id, dossiers_dossier.code, dossiers_dossier.status, dossiers_dossier.channel,
    dossiers_dossier.owner_id, dossiers_dossier.submitted_at, dossiers_dossier.accept_by, dossiers_dossier.due_at,
    dossiers_dossier.resolved_at, dossiers_dossier.ended_at, version.name,
    COALESCE(entity.name, owner.full_name), result.kind,
    dossiers_dossier.used_percent, {step}
FROM (SELECT * FROM dossiers_dossier WHERE id IN ({found}) ORDER BY {order} LIMIT {limit}) dossiers_dossier
JOIN procedures_procedureversion version ON version.id = dossiers_dossier.version_id
JOIN persons_person owner ON owner.id = dossiers_dossier.owner_id
LEFT JOIN persons_legalentity entity ON entity.id = dossiers_dossier.entity_id
LEFT JOIN dossiers_dossierresult result ON result.dossier_id = dossiers_dossier.id
ORDER BY {order}"""
# Of several open steps the one due first.
_STEP = """(
    SELECT jsonb_build_object('name', step.name, 'since', step.opened_at, 'holder', holder.display_name)
    FROM processes_task step LEFT JOIN accounts_account holder ON holder.id = step.assignee_id
    WHERE step.instance_id = dossiers_dossier.instance_id AND step.state = 'open'{where}
    ORDER BY step.due_at, step.opened_at, step.id LIMIT 1)"""
_HERE = " AND step.organisation_id = ANY(%s::bigint[])"


class Listed(NamedTuple):
    """What a row of a list shows of a dossier; `owner` in whose name it is filed: an organisation's or a
    person's. `step` says name, since when and holder of the step that is open.
    """

    id: int
    code: str
    status: int
    channel: int
    owner_id: int
    submitted_at: datetime
    accept_by: datetime | None
    due_at: datetime | None
    resolved_at: datetime | None
    ended_at: datetime | None
    procedure: str
    owner: str
    result: str | None
    used_percent: int = 0
    step: Mapping[str, Any] | None = None

    @classmethod
    def of(cls, dossier: Dossier) -> Self:
        """A dossier read by `for_list`, without its step."""
        result = getattr(dossier, "result", None)
        return cls(
            dossier.pk, dossier.code, dossier.status, dossier.channel, dossier.owner_id, dossier.submitted_at,
            dossier.accept_by, dossier.due_at, dossier.resolved_at, dossier.ended_at, dossier.version.name,
            whose_name(dossier), result.kind if result else None, dossier.used_percent,
        )  # fmt: skip


def worklist(
    actor: Actor, tab: str, filters: Mapping[str, str], now: datetime, *, after: str | None, size: int
) -> KeysetPage[Listed]:
    """A page of what a tab of this official's inbox holds, narrowed by the filters. One statement."""
    keys = order_of(tab)
    step = _step(actor, tab)
    # The few are found first: only they are joined to what else a row shows.
    found = first_of(actor, tab, now, narrowed(filters, actor, now), size + 1, after=after)
    sql = _ROWS.format(
        step=step.sql,
        found=found.sql,
        order=", ".join(f"{TABLE}.{key}" for key in keys),
        limit=size + 1,
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*step.values, *found.values])
        rows = [Listed._make((*row[:-1], json.loads(row[-1]) if row[-1] else None)) for row in cursor.fetchall()]
    return page_of(rows, keys, size)


def _step(actor: Actor, tab: str) -> Condition:
    if tab in BY_ARRIVAL:
        return Condition("NULL")
    if tab not in BY_STEP:
        return Condition(_STEP.format(where=""))
    return Condition(_STEP.format(where=_HERE), (sorted(actor.organisations_for("processes.work")),))

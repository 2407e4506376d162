"""The tabs of the inbox: what each holds, how many, and which an official has.

Said in plain SQL, once for the lists and for the counts: every page of the inbox counts all tabs, and building that
statement out of querysets costs several times the statement itself.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from motcua.dossiers.queries import PERMISSION, WAYS, is_own, seen_at_desk, seen_by
from motcua.dossiers.rules import RUNNING, Status
from motcua.platform.action import Actor
from motcua.platform.clock import VIETNAM
from motcua.platform.rows import Condition, all_of

TABS = (
    "mine", "new", "receive", "unit", "today", "overdue", "returned", "others", "supplement", "unanswered", "deliver",
)  # fmt: skip

TABLE = "dossiers_dossier"
_ROLE = "role:"
_RUNNING = f"dossiers_dossier.status IN ({', '.join(str(status.value) for status in sorted(RUNNING))})"
_AWAITING = f"dossiers_dossier.status = {Status.AWAITING_SUPPLEMENT.value}"
_UNANSWERED = """EXISTS (
    SELECT FROM dossiers_supplementrequest asked
    WHERE asked.dossier_id = dossiers_dossier.id AND asked.answered_at IS NULL AND asked.answer_by < %s)"""
# The open steps where the actor works.
_STEP = """EXISTS (
    SELECT FROM processes_task step
    WHERE step.instance_id = dossiers_dossier.instance_id AND step.state = 'open'
    AND step.organisation_id = ANY(%s::bigint[]){of_whom})"""
# Nobody has it, and the actor holds its role there: the organisations and roles come in pairs.
_FREE = """step.assignee_id IS NULL AND (step.organisation_id, step.role_code) IN (
    SELECT * FROM unnest(%s::bigint[], %s::text[]))"""
_AGAIN = """ AND EXISTS (
    SELECT FROM processes_task before
    WHERE before.instance_id = step.instance_id AND before.node = step.node AND before.state = 'done')"""
# The actor did a step of it, or it was accepted where the actor receives.
_HAD = """(dossiers_dossier.unit_of_record_id = ANY(%s::bigint[]) OR EXISTS (
    SELECT FROM processes_task had
    WHERE had.instance_id = dossiers_dossier.instance_id AND had.state = 'done' AND had.closed_by_id = %s))"""
_HOLDS = {
    "mine": f"{_RUNNING} AND {_STEP.format(of_whom=' AND step.assignee_id = %s')}",
    "new": f"{_RUNNING} AND {_STEP.format(of_whom=f' AND {_FREE}')}",
    "returned": f"{_RUNNING} AND {_STEP.format(of_whom=_AGAIN)}",
    "others": f"{_RUNNING} AND {_HAD} AND NOT {_STEP.format(of_whom=f' AND (step.assignee_id = %s OR {_FREE})')}",
    "receive": f"dossiers_dossier.status = {Status.SUBMITTED.value} "
    "AND dossiers_dossier.unit_of_record_id = ANY(%s::bigint[])",
    "unit": f"{_RUNNING} AND {_STEP.format(of_whom='')}",
    "overdue": f"dossiers_dossier.due_at < %s AND dossiers_dossier.resolved_at IS NULL AND NOT {_AWAITING}",
    "today": f"{_RUNNING} AND dossiers_dossier.due_at >= %s AND dossiers_dossier.due_at < %s",
    "supplement": _AWAITING,
    "unanswered": f"{_AWAITING} AND {_UNANSWERED}",
    "deliver": f"dossiers_dossier.status = {Status.RESOLVED.value} AND (dossiers_dossier.unit_of_record_id "
    "= ANY(%s::bigint[]) OR dossiers_dossier.place_of_receipt_id = ANY(%s::bigint[]))",
}

# Beyond so many open dossiers each tab is counted by itself, and no further than to so many.
MOST = 300
# Tabs of steps are found by the steps that are open where the official works, all others by desk, each in the order of
# an index; beyond so many desks, one index over all of them is the shorter way.
BY_STEP = frozenset({"mine", "new", "unit", "returned"})
BY_ARRIVAL = frozenset({"receive", "supplement", "unanswered", "deliver"})
FEW = 12
# A full desk is counted anew when the counts are so old.
KEPT_FOR = timedelta(seconds=15)
KEPT_AT_MOST = 1000
_kept: dict[Actor, tuple[datetime, dict[str, int]]] = {}
# The rows once, then all tabs of them: the table's name stands for these rows, and for none if they are too many.
_TOGETHER = """
WITH seen AS MATERIALIZED (
    SELECT id, status, instance_id, unit_of_record_id, place_of_receipt_id, due_at, resolved_at
    FROM dossiers_dossier WHERE {within} LIMIT %s + 1
), there AS MATERIALIZED (SELECT count(*) AS many FROM seen
), dossiers_dossier AS (SELECT * FROM seen WHERE (SELECT many FROM there) <= %s)
SELECT (SELECT many FROM there), {counts} FROM dossiers_dossier"""
_BY_ITSELF = "(SELECT count(*) FROM (SELECT FROM dossiers_dossier WHERE {condition} LIMIT %s) found)"
_AT_DESKS = "(SELECT count(*) FROM (SELECT FROM ({found}) at_desks LIMIT %s) found)"
_FIRST = "(SELECT dossiers_dossier.id FROM dossiers_dossier WHERE {condition} ORDER BY {order} LIMIT {limit})"


def held_in(name: str, actor: Actor, now: datetime) -> Condition:
    """Which of the open dossiers that the actor may see a tab of the inbox shows."""
    works, handing = _where(actor, "processes.work"), _where(actor, "dossiers.deliver")
    receiving, roles = _where(actor, "dossiers.receive"), _roles(actor)
    values: dict[str, tuple[Any, ...]] = {
        "mine": (works, actor.account_id),
        "new": (works, *roles),
        "returned": (works,),
        "others": (receiving, actor.account_id, works, actor.account_id, *roles),
        "receive": (receiving,),
        "unit": (works,),
        "overdue": (now,),
        "today": (now, end_of_today(now)),
        "unanswered": (now,),
        "deliver": (handing, handing),
    }
    return Condition(_HOLDS[name], values.get(name, ()))


def _where(actor: Actor, permission: str) -> list[int]:
    return sorted(actor.organisations_for(permission))


def _roles(actor: Actor) -> tuple[list[int], list[str]]:
    """The roles held and where, as two lists of one length; a role held is the right `role:<code>`."""
    held = [
        (organisation, right.permission.removeprefix(_ROLE))
        for right in actor.rights
        if right.permission.startswith(_ROLE)
        for organisation in sorted(right.organisations)
    ]
    return [organisation for organisation, _role in held], [role for _organisation, role in held]


def tabs_of(actor: Actor) -> tuple[str, ...]:
    """The tabs that can ever hold something for this official."""
    works = bool(actor.organisations_for("processes.work"))
    shut = {
        "mine": not works,
        "new": not works,
        "unit": not works,
        "returned": not works,
        "receive": not actor.organisations_for("dossiers.receive"),
        "deliver": not actor.organisations_for("dossiers.deliver"),
    }
    return tuple(name for name in TABS if not shut.get(name))


def tab_counts(actor: Actor, now: datetime) -> dict[str, int]:
    """How many dossiers each tab holds, of what is open and visible; 0 for those always empty.

    One statement that looks at each dossier once; of more than `MOST`, another, which finds that many at most for each
    tab by the index that leads there: on a desk with ten thousand dossiers nobody asks how many exactly.
    """
    return _counted(actor, now)[0]


def _counted(actor: Actor, now: datetime) -> tuple[dict[str, int], bool]:
    """The counts, and whether the desk is full."""
    names = tabs_of(actor)
    tabs = [held_in(name, actor, now) for name in names]
    within = open_to(actor)
    counts = ", ".join(f"count(*) FILTER (WHERE {each.sql})" for each in tabs)
    values = [value for each in tabs for value in each.values]
    with connection.cursor() as cursor:
        cursor.execute(_TOGETHER.format(within=within.sql, counts=counts), [*within.values, MOST, MOST, *values])
        there, *counted = cursor.fetchone()
        if there > MOST:
            counters = [_counter(actor, name, tab) for name, tab in zip(names, tabs, strict=True)]
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
    counts, is_full = _counted(actor, now)
    if len(_kept) >= KEPT_AT_MOST:
        _kept.clear()
    if is_full:
        _kept[actor] = now, counts
    return counts


def _counter(actor: Actor, name: str, tab: Condition) -> Condition:
    if is_found_at_desks(actor, name):
        found = first_of(actor, name, tab, MOST)
        return Condition(_AT_DESKS.format(found=found.sql), (*found.values, MOST))
    bounded = all_of(open_to(actor), tab)
    return Condition(_BY_ITSELF.format(condition=bounded.sql), (*bounded.values, MOST))


def order_of(name: str) -> tuple[str, str]:
    """By what a tab is ordered: running work by urgency, that whose clock does not run by arrival."""
    return ("submitted_at", "id") if name in BY_ARRIVAL else ("due_at", "id")


def is_found_at_desks(actor: Actor, name: str) -> bool:
    """Whether the dossiers of a tab are found by asking each desk of the actor."""
    desks = actor.organisations_for(PERMISSION)
    is_short = 0 < len(desks) <= FEW and not actor.is_everywhere(PERMISSION)
    return is_short and name not in BY_STEP and not is_own(actor)


def first_of(actor: Actor, name: str, condition: Condition, limit: int) -> Condition:
    """A statement that finds the ids of the first open dossiers of a tab in its order, and maybe more.

    Each desk and way of lying there is asked alone, so that an index gives the first without looking at the rest, where
    that is the shorter way.
    """
    order = ", ".join(f"{TABLE}.{key}" for key in order_of(name))
    if not is_found_at_desks(actor, name):
        seen = all_of(open_to(actor), condition)
        return Condition(_FIRST.format(condition=seen.sql, order=order, limit=limit), seen.values)
    desks = sorted(actor.organisations_for(PERMISSION))
    besides = seen_at_desk(actor)
    seen = all_of(
        Condition(f"{TABLE}.ended_at IS NULL"), besides._replace(sql=besides.sql.format(dossier=TABLE)), condition
    )
    ways = [all_of(Condition(f"{way.format(dossier=TABLE, desk='desk.id')}"), seen) for way in WAYS]
    firsts = " UNION ALL ".join(_FIRST.format(condition=way.sql, order=order, limit=limit) for way in ways)
    # Written out, so that how many there are is known to the plan that is kept.
    desk = ", ".join(["(%s::bigint)"] * len(desks))
    return Condition(
        f"SELECT DISTINCT first.id FROM (VALUES {desk}) desk(id) CROSS JOIN LATERAL ({firsts}) first",  # noqa: S608
        (*desks, *(value for way in ways for value in way.values)),
    )


def open_to(actor: Actor) -> Condition:
    """The dossiers not ended yet that the actor may see."""
    seen = seen_by(actor)
    return all_of(Condition("dossiers_dossier.ended_at IS NULL"), seen._replace(sql=seen.sql.format(dossier=TABLE)))


def end_of_today(now: datetime) -> datetime:
    """Midnight in Vietnam."""
    return (now.astimezone(VIETNAM) + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)

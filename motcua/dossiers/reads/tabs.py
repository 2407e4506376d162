"""The tabs of the inbox: what each holds and in which order, and which an official has.

Said in plain SQL, once for the lists and for the counts: every page of the inbox counts all tabs, and building that
statement out of querysets costs several times the statement itself.
"""

from datetime import datetime, timedelta
from typing import Any

from motcua.dossiers.queries import seen_at_desk, seen_by
from motcua.dossiers.rules import RUNNING, UNDECIDED, Status
from motcua.platform.action import Actor
from motcua.platform.clock import VIETNAM
from motcua.platform.rows import Condition, all_of

TABS = (
    "mine", "new", "receive", "unit", "today", "overdue", "returned", "others", "supplement", "unanswered", "deliver",
)  # fmt: skip

TABLE = "dossiers_dossier"
_ROLE = "role:"
RUNS = f"dossiers_dossier.status IN ({', '.join(str(status.value) for status in sorted(RUNNING))})"
_UNDECIDED = f"dossiers_dossier.status IN ({', '.join(str(status.value) for status in sorted(UNDECIDED))})"
_OPEN = "dossiers_dossier.ended_at IS NULL"
_AWAITING = f"dossiers_dossier.status = {Status.AWAITING_SUPPLEMENT.value}"
_UNANSWERED = """EXISTS (
    SELECT FROM dossiers_supplementrequest asked
    WHERE asked.dossier_id = dossiers_dossier.id AND asked.answered_at IS NULL AND asked.answer_by < %s)"""
# The open steps where the actor works. `OFFSET 0` keeps this a question about one dossier at a time.
_STEP = """EXISTS (
    SELECT FROM processes_task step
    WHERE step.instance_id = dossiers_dossier.instance_id AND step.state = 'open'
    AND step.organisation_id = ANY(%s::bigint[]){of_whom} OFFSET 0)"""
# Nobody has it, and the actor holds its role there: the organisations and roles come in pairs.
_FREE = """step.assignee_id IS NULL AND (step.organisation_id, step.role_code) IN (
    SELECT * FROM unnest(%s::bigint[], %s::text[]))"""
_AGAIN = """ AND EXISTS (
    SELECT FROM processes_task before
    WHERE before.instance_id = step.instance_id AND before.node = step.node AND before.state = 'done')"""
# The actor did a step of it, or it was accepted where the actor receives.
_HAD = """(dossiers_dossier.unit_of_record_id = ANY(%s::bigint[]) OR EXISTS (
    SELECT FROM processes_task had
    WHERE had.instance_id = dossiers_dossier.instance_id AND had.state = 'done' AND had.closed_by_id = %s OFFSET 0))"""
_HOLDS = {
    "mine": f"{RUNS} AND {_STEP.format(of_whom=' AND step.assignee_id = %s')}",
    "new": f"{RUNS} AND {_STEP.format(of_whom=f' AND {_FREE}')}",
    "returned": f"{RUNS} AND {_STEP.format(of_whom=_AGAIN)}",
    "others": f"{RUNS} AND {_HAD} AND NOT {_STEP.format(of_whom=f' AND (step.assignee_id = %s OR {_FREE})')}",
    "receive": f"dossiers_dossier.status = {Status.SUBMITTED.value} AND {_OPEN} "
    "AND dossiers_dossier.unit_of_record_id = ANY(%s::bigint[])",
    "unit": f"{RUNS} AND {_STEP.format(of_whom='')}",
    "overdue": f"{_UNDECIDED} AND dossiers_dossier.due_at < %s",
    "today": f"{RUNS} AND dossiers_dossier.due_at >= %s AND dossiers_dossier.due_at < %s",
    "supplement": f"{_AWAITING} AND {_OPEN}",
    "unanswered": f"{_AWAITING} AND {_OPEN} AND {_UNANSWERED}",
    "deliver": f"dossiers_dossier.status = {Status.RESOLVED.value} AND {_OPEN} AND (dossiers_dossier.unit_of_record_id "
    "= ANY(%s::bigint[]) OR dossiers_dossier.place_of_receipt_id = ANY(%s::bigint[]))",
}

# Tabs of steps are found by the steps that are open where the official works, all others by desk.
BY_STEP = frozenset({"mine", "new", "unit", "returned"})
BY_ARRIVAL = frozenset({"receive", "supplement", "unanswered", "deliver"})


def held_in(name: str, actor: Actor, now: datetime) -> Condition:
    """Which of the open dossiers that the actor may see a tab of the inbox shows."""
    works, handing = where(actor, "processes.work"), where(actor, "dossiers.deliver")
    receiving, roles = where(actor, "dossiers.receive"), roles_of(actor)
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
    held = Condition(_HOLDS[name], values.get(name, ()))
    if name == "mine" and actor.stands_in_for is not None:
        # What who is away had taken lies with who stands in for them.
        both = held.sql.replace("step.assignee_id = %s", "step.assignee_id IN (%s, %s)")
        return Condition(both, (*held.values, actor.stands_in_for))
    return held


def where(actor: Actor, permission: str) -> list[int]:
    """The organisations in which the actor may do something, in order."""
    return sorted(actor.organisations_for(permission))


def roles_of(actor: Actor) -> tuple[list[int], list[str]]:
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


def order_of(name: str) -> tuple[str, str]:
    """By what a tab is ordered: running work by urgency, that whose clock does not run by arrival."""
    return ("submitted_at", "id") if name in BY_ARRIVAL else ("due_at", "id")


def seen(actor: Actor) -> Condition:
    """The dossiers that the actor may see."""
    within = seen_by(actor)
    return within._replace(sql=within.sql.format(dossier=TABLE))


def seen_where_it_lies(actor: Actor) -> Condition:
    """What of those at the actor's desks the actor may see."""
    besides = seen_at_desk(actor)
    return besides._replace(sql=besides.sql.format(dossier=TABLE))


def open_to(actor: Actor) -> Condition:
    """Of these the ones not ended yet."""
    return all_of(Condition(_OPEN), seen(actor))


def end_of_today(now: datetime) -> datetime:
    """Midnight in Vietnam."""
    return (now.astimezone(VIETNAM) + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)

"""The first dossiers of each tab of an inbox, by the walk that leads there without looking at the rest."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from motcua.dossiers.queries import PERMISSION, WAYS, is_own
from motcua.dossiers.reads.tabs import (
    BY_ARRIVAL,
    BY_STEP,
    RUNS,
    TABLE,
    held_in,
    open_to,
    order_of,
    roles_of,
    seen,
    seen_where_it_lies,
    where,
)
from motcua.dossiers.reads.walks import (
    DOSSIERS,
    FEW,
    STEPS,
    at_each,
    at_most,
    dossiers,
    passed,
    steps,
    together,
    walked_first,
)
from motcua.dossiers.rules import Status
from motcua.platform.action import Actor
from motcua.platform.keyset import spans_after
from motcua.platform.rows import Condition, all_of

_SOME = "SELECT id FROM dossiers_dossier WHERE {where} LIMIT {limit}"
_OPEN = Condition("dossiers_dossier.ended_at IS NULL")
_WAITS = "{step}.state = 'open' AND {step}.listed_number IS NOT NULL"
_MINE = f"{_WAITS} AND {{step}}.assignee_id = %s"
_AT_PLACE = f"{_WAITS} AND {{step}}.organisation_id = place.id"
_AGAIN = f"{_AT_PLACE} AND {{step}}.is_again"
_FREE = f"{_AT_PLACE} AND {{step}}.role_code = place.role AND {{step}}.assignee_id IS NULL"
_DID = "{step}.state = 'done' AND {step}.listed_number IS NOT NULL AND {step}.closed_by_id = %s"
_STEP_ORDER = ("step.listed_due_at", "step.listed_number")
# What a walk over all desks passes where a tab says itself at which desk.
_ARRIVED = {
    name: f"{TABLE}.status = {status.value} AND {TABLE}.ended_at IS NULL"
    for name, status in (
        ("receive", Status.SUBMITTED), ("supplement", Status.AWAITING_SUPPLEMENT), ("deliver", Status.RESOLVED)
    )
}  # fmt: skip


def first_of(
    actor: Actor, name: str, now: datetime, narrowed: Condition, limit: int, *, after: str | None = None
) -> Condition:
    """A statement that finds the ids of the first dossiers of a tab that pass `narrowed`, and maybe more.

    They follow `after`, a token of the tab's order. Of each way that leads to some there are as many as asked for, so
    that the first of all are among them.
    """
    asked = all_of(held_in(name, actor, now), narrowed)
    spans = spans_after(order_of(name), after, nullable=name not in BY_ARRIVAL)
    return together(each for span in spans for each in _ways(actor, name, asked, span, now, limit))


def some_open(actor: Actor, limit: int) -> Condition:
    """A statement that finds the ids of some open dossiers that the actor may see, all of them if they are that few."""
    desks = sorted(actor.organisations_for(PERMISSION))
    if not desks or actor.is_everywhere(PERMISSION) or is_own(actor):
        within = open_to(actor)
        return Condition(_SOME.format(where=within.sql, limit=limit), within.values)
    ways = [all_of(_lying(way), _OPEN, seen_where_it_lies(actor)) for way in WAYS]
    some = together(Condition(_SOME.format(where=way.sql, limit=limit), way.values) for way in ways)
    found = at_each([(desk,) for desk in desks], some)
    return Condition(f"{found.sql} LIMIT {limit}", found.values)


def _ways(actor: Actor, name: str, asked: Condition, span: Condition, now: datetime, limit: int) -> Iterator[Condition]:
    """The walks that together lead to all that a tab holds."""
    beyond = _on(span, *(f"{TABLE}.{key}" for key in order_of(name)))
    theirs = all_of(seen(actor), asked)
    desks = sorted(actor.organisations_for(PERMISSION))
    if name in BY_STEP:
        yield _by_step(actor, name, theirs, _on(span, *_STEP_ORDER), limit)
    elif name == "others":
        whole = all_of(Condition(RUNS), beyond)
        receiving = where(actor, "dossiers.receive")
        yield steps(Condition(_DID, (actor.account_id,)), theirs, limit, beyond=_on(span, *_STEP_ORDER))
        yield _at_desks(receiving, WAYS[:1], all_of(theirs, beyond), (theirs, whole), _order(name), limit)
    elif name == "unanswered" or not desks or actor.is_everywhere(PERMISSION) or is_own(actor):
        yield dossiers(all_of(theirs, beyond), _order(name), limit)
    else:
        whole = all_of(Condition(_ARRIVED[name]) if name in _ARRIVED else held_in(name, actor, now), beyond)
        yield _at_desks(
            desks, WAYS, all_of(seen_where_it_lies(actor), asked, beyond), (theirs, whole), _order(name), limit
        )


def _at_desks(
    desks: list[int],
    ways: Iterable[str],
    asked: Condition,
    over_all: tuple[Condition, Condition],
    order: str,
    limit: int,
) -> Condition:
    """What is found at each desk; of many, by one walk before, `over_all` that the second of two conditions names."""
    lying = [dossiers(all_of(_lying(way), asked), order, limit) for way in ways]
    at_desks = at_each([(desk,) for desk in desks], together(lying))
    if len(desks) <= FEW:
        return at_desks
    theirs, whole = over_all
    walk = dossiers(theirs, order, limit, table=passed(DOSSIERS, TABLE, whole, order, at_most(limit)))
    return walked_first(walk, at_desks, table=DOSSIERS, name=TABLE, where=whole, limit=limit, passing=at_most(limit))


def _by_step(actor: Actor, name: str, asked: Condition, span: Condition, limit: int) -> Condition:
    beyond = _on(span, *_STEP_ORDER)
    if name == "mine":
        if actor.stands_in_for is not None:
            both = Condition(_MINE.replace("= %s", "IN (%s, %s)"), (actor.account_id, actor.stands_in_for))
            return steps(both, asked, limit, beyond=beyond)
        return steps(Condition(_MINE, (actor.account_id,)), asked, limit, beyond=beyond)
    if name == "new":
        pairs = list(zip(*roles_of(actor), strict=True))
        return at_each(pairs, steps(Condition(_FREE), asked, limit, beyond=beyond), names="id, role")
    desks = where(actor, "processes.work")
    those = Condition(_AGAIN if name == "returned" else _AT_PLACE)
    at_desks = at_each([(desk,) for desk in desks], steps(those, asked, limit, beyond=beyond))
    if name == "returned" or len(desks) <= FEW:
        return at_desks
    waiting = all_of(Condition(_WAITS.format(step="step")), beyond)
    there = Condition(f"{_WAITS} AND {{step}}.organisation_id = ANY(%s::bigint[])", (desks,))
    walk = steps(there, asked, limit, table=passed(STEPS, "step", waiting, ", ".join(_STEP_ORDER), at_most(limit)))
    return walked_first(walk, at_desks, table=STEPS, name="step", where=waiting, limit=limit, passing=at_most(limit))


def _on(span: Condition, at: str, number: str) -> Condition:
    return span._replace(sql=span.sql.format(at=at, number=number))


def _lying(way: str) -> Condition:
    return Condition(way.format(dossier=TABLE, desk="place.id"))


def _order(name: str) -> str:
    return ", ".join(f"{TABLE}.{key}" for key in order_of(name))

"""Statements that find the first of many dossiers without looking at the rest.

Each walks an index that has the order of the list, desk by desk, and stops when it has enough; what it meets is asked
whether it belongs to the list. `OFFSET 0` keeps such a question one about a single row.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from motcua.platform.rows import Condition, all_of

# Beyond so many desks what they show is looked for in one walk over all desks first, passing no more rows than these.
FEW = 12
PASSED = 1000
NOTHING = Condition("SELECT NULL::bigint AS id WHERE FALSE")
ANY = Condition("TRUE")
DOSSIERS = Condition("dossiers_dossier")
STEPS = Condition("processes_task")
_DOSSIERS = "SELECT dossiers_dossier.id FROM {table} dossiers_dossier WHERE {where} ORDER BY {order} LIMIT {limit}"
# Of several steps of a dossier the earliest stands for it.
_STEPS = """
SELECT step.listed_number AS id FROM {table} step
WHERE {where} AND NOT EXISTS (
    SELECT FROM (
        SELECT * FROM processes_task WHERE instance_id = step.instance_id AND id < step.id OFFSET 0
    ) earlier WHERE {earlier} OFFSET 0)
AND EXISTS (SELECT FROM dossiers_dossier WHERE dossiers_dossier.id = step.listed_number AND {asked} OFFSET 0)
ORDER BY step.listed_due_at, step.listed_number LIMIT {limit}"""
_EACH = "SELECT found.id FROM {places} place({names}) CROSS JOIN LATERAL ({statement}) found"
_PASSED = "(SELECT * FROM {table} {name} WHERE {where} ORDER BY {order} LIMIT {passed})"
# The second half is not run where the first found enough, or had nothing more to pass.
_WALK = """
WITH walked AS MATERIALIZED ({walk}), enough AS MATERIALIZED (
    SELECT (SELECT count(*) FROM walked) >= {limit}
        OR (SELECT count(*) FROM (SELECT FROM {table} {name} WHERE {where} LIMIT {passed}) there) < {passed} AS so)
SELECT id FROM walked UNION ALL SELECT id FROM ({at_desks}) at_desks WHERE NOT (SELECT so FROM enough)"""


def dossiers(asked: Condition, order: str, limit: int, *, table: Condition = DOSSIERS) -> Condition:
    """The first dossiers of a table for which a condition holds."""
    sql = _DOSSIERS.format(table=table.sql, where=asked.sql, order=order, limit=limit)
    return Condition(sql, (*table.values, *asked.values))


def steps(
    those: Condition, asked: Condition, limit: int, *, beyond: Condition = ANY, table: Condition = STEPS
) -> Condition:
    """The dossiers of the first of `those` steps, a condition on `{step}`, for which a condition holds."""
    where = all_of(those._replace(sql=those.sql.format(step="step")), beyond)
    earlier = f"({those.sql.format(step='earlier')})"
    sql = _STEPS.format(table=table.sql, where=where.sql, earlier=earlier, asked=f"({asked.sql})", limit=limit)
    return Condition(sql, (*table.values, *where.values, *those.values, *asked.values))


def at_each(places: Sequence[tuple[Any, ...]], statement: Condition, *, names: str = "id") -> Condition:
    """What a statement finds at each place; it calls it `place`, of which the first name is a key, the other a text."""
    if not places:
        return NOTHING
    types = ("bigint", "text")[: len(places[0])]
    if len(places) <= FEW:
        # Written out, so that how many there are is known to the plan that is kept; of more a plan takes too long.
        row = f"({', '.join(f'%s::{kind}' for kind in types)})"
        listed, values = f"(VALUES {', '.join([row] * len(places))})", tuple(each for place in places for each in place)
    else:
        listed, values = (
            f"unnest({', '.join(f'%s::{kind}[]' for kind in types)})",
            tuple(map(list, zip(*places, strict=True))),
        )
    return Condition(_EACH.format(places=listed, names=names, statement=statement.sql), (*values, *statement.values))


def passed(table: Condition, name: str, where: Condition, order: str, many: int) -> Condition:
    """The rows of a table that a walk may pass, as a table."""
    sql = _PASSED.format(table=table.sql, name=name, where=where.sql, order=order, passed=many)
    return Condition(sql, where.values)


def walked_first(
    walk: Condition, at_desks: Condition, *, table: Condition, name: str, where: Condition, limit: int, passing: int
) -> Condition:
    """What a walk over what is `passed` of a table finds; where that is not enough, what is found at the desks."""
    sql = _WALK.format(
        walk=walk.sql, at_desks=at_desks.sql, table=table.sql, name=name, where=where.sql, limit=limit,
        passed=passing,
    )  # fmt: skip
    return Condition(sql, (*walk.values, *where.values, *at_desks.values))


def at_most(limit: int) -> int:
    """How many rows a walk passes to find so many."""
    return max(PASSED, 4 * limit)


def together(statements: Iterable[Condition]) -> Condition:
    """What any of these statements finds."""
    parts = [each for each in statements if each is not NOTHING]
    if len(parts) < 2:
        return parts[0] if parts else NOTHING
    sql = " UNION ALL ".join(f"({each.sql})" for each in parts)
    return Condition(sql, tuple(value for each in parts for value in each.values))

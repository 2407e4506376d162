"""Dossiers by the name of their owner, the newest first: few people by what is theirs, many by a walk."""

from motcua.dossiers.queries import PERMISSION, WAYS, is_own
from motcua.dossiers.reads.tabs import TABLE, seen, seen_where_it_lies
from motcua.dossiers.reads.walks import DOSSIERS, FEW, at_each, dossiers, passed, together, walked_first
from motcua.platform.action import Actor
from motcua.platform.keyset import spans_after
from motcua.platform.rows import Condition, all_of

NEWEST = ("-submitted_at", "-id")
# So many people are few; of a name that more bear, every few hundred dossiers hold one.
PEOPLE, PASSED = 2000, 20_000
_ORDER = f"{TABLE}.submitted_at DESC, {TABLE}.id DESC"
_BEARING = "search_name >= %s AND search_name < %s"
_OWNED = f"EXISTS (SELECT FROM persons_person owner WHERE owner.id = {TABLE}.owner_id AND {_BEARING} OFFSET 0)"
_FOUND = """
WITH few AS MATERIALIZED (SELECT id FROM persons_person WHERE {bearing} LIMIT {people} + 1),
are_few AS MATERIALIZED (SELECT count(*) <= {people} AS so FROM few)
SELECT id FROM (
    SELECT theirs.id FROM few CROSS JOIN LATERAL (
        SELECT dossiers_dossier.id, dossiers_dossier.submitted_at FROM dossiers_dossier
        WHERE dossiers_dossier.owner_id = few.id AND {asked} OFFSET 0) theirs
    ORDER BY theirs.submitted_at DESC, theirs.id DESC LIMIT {limit}
) of_few WHERE (SELECT so FROM are_few)
UNION ALL SELECT id FROM ({walks}) of_many WHERE NOT (SELECT so FROM are_few)"""


def newest_of_name(actor: Actor, beginning: str, limit: int, *, after: str | None) -> Condition:
    """A statement that finds the ids of the newest dossiers that the actor may see and whose owner's name begins so.

    They follow `after`, a token of `NEWEST`. There may be more, and the newest of all are among them.
    """
    # Names are kept in the order of their code points: those that begin so lie side by side.
    bearing = (beginning, f"{beginning}\U0010ffff")
    (span,) = spans_after(NEWEST, after)
    beyond = span._replace(sql=span.sql.format(at=f"{TABLE}.submitted_at", number=f"{TABLE}.id"))
    asked = all_of(seen(actor), beyond)
    walks = _walks(actor, Condition(_OWNED, bearing), beyond, limit)
    sql = _FOUND.format(bearing=_BEARING, people=PEOPLE, asked=asked.sql, limit=limit, walks=walks.sql)
    return Condition(sql, (*bearing, *asked.values, *walks.values))


def _walks(actor: Actor, owned: Condition, beyond: Condition, limit: int) -> Condition:
    theirs = all_of(seen(actor), owned, beyond)
    desks = sorted(actor.organisations_for(PERMISSION))
    if not desks or actor.is_everywhere(PERMISSION) or is_own(actor):
        return dossiers(theirs, _ORDER, limit)
    here = all_of(seen_where_it_lies(actor), owned, beyond)
    lying = [all_of(Condition(way.format(dossier=TABLE, desk="place.id")), here) for way in WAYS]
    at_desks = at_each([(desk,) for desk in desks], together(dossiers(way, _ORDER, limit) for way in lying))
    if len(desks) <= FEW:
        return at_desks
    walk = dossiers(theirs, _ORDER, limit, table=passed(DOSSIERS, TABLE, beyond, _ORDER, PASSED))
    return walked_first(walk, at_desks, table=DOSSIERS, name=TABLE, where=beyond, limit=limit, passing=PASSED)

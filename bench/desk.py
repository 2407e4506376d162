"""What comes upon the desks in one stroke: five hundred dossiers given to somebody else, everybody's morning digest.

`python -m bench desk` (apart from the others) works on the database of `roles`: 8,000 officials and a million dossiers,
or that named by `MOTCUA_BENCH_ROLES_HERE`.
"""

import json
import time
from typing import Any

from bench import roles

MANY, TIMES = 500, 5
REASSIGNED_WITHIN, DIGESTED_WITHIN = 3.0, 300.0
# Each official of the bench gets as many open steps, so that everybody has something to be told.
EACH = 2
_GIVE = """
WITH free AS (
    SELECT id, row_number() OVER (ORDER BY listed_due_at, id) - 1 AS number
    FROM processes_task WHERE state = 'open' AND listed_number IS NOT NULL
), officials AS (
    SELECT account.id, position.organisation_id,
           row_number() OVER (ORDER BY account.id) - 1 AS number, count(*) OVER () AS many
    FROM accounts_account account
    JOIN accounts_positionholding holding ON holding.person_id = account.person_id
    JOIN organisations_position position ON position.id = holding.position_id
    WHERE account.username LIKE 'bench%%' AND account.username NOT LIKE 'bench.%%'
)
UPDATE processes_task task SET assignee_id = officials.id, organisation_id = officials.organisation_id
FROM free JOIN officials ON free.number %% officials.many = officials.number AND free.number / officials.many < %s
WHERE task.id = free.id
"""


def measure() -> dict[str, Any]:
    """Seconds of each, the longest of the reassignments, and the bounds."""
    from motcua.accounts.public import Account
    from motcua.dossiers.public import Dossier

    roles.lay_roles()
    roles.lay_accounts()
    return {
        "accounts": Account.objects.count(),
        "dossiers": Dossier.objects.count(),
        "reassign": _reassign(),
        "digest": _digest(),
        "bound_s": {"reassign": REASSIGNED_WITHIN, "digest": DIGESTED_WITHIN},
    }


def _reassign() -> dict[str, Any]:
    """Give the same five hundred steps of the fullest desk to and fro between two who hold its role."""
    from django.db.models import Count

    from motcua.accounts.public import Account, holders_of
    from motcua.dossiers.actions.reassign import reassign
    from motcua.platform import clock
    from motcua.platform.action import SYSTEM
    from motcua.processes.public import Task

    # What an earlier run gave to the officials of the bench lies apart from its dossiers.
    usual = Task.objects.open().filter(listed_number__isnull=False).exclude(assignee__username__startswith="bench")
    seats = usual.values_list("organisation", "role_code").annotate(many=Count("id")).order_by("-many")
    at = clock.now()
    place, role, _many = next(each for each in seats if len(holders_of(each[1], each[0], at)) > 1)
    lying = usual.filter(organisation=place, role_code=role)
    steps = list(lying.order_by("instance", "pk").distinct("instance").values_list("pk", flat=True)[:MANY])
    two: list[Account] = list(holders_of(role, place, at))[:2]
    took = []
    for turn in range(TIMES):
        began = time.perf_counter()
        told = reassign(steps, account=two[turn % 2], reason="Đo", by=SYSTEM, at=clock.now())
        took.append(time.perf_counter() - began)
        assert turn == 0 or len(told.done) == len(steps), (len(told.done), len(steps), told.left[:3])
    return {"steps": len(steps), "seconds": [round(each, 2) for each in took], "worst": round(max(took), 2)}


def _digest() -> dict[str, Any]:
    """Tell every official who works anywhere, in lots of organisations as the system does."""
    from django.db import connection

    from motcua.accounts.public import officials_at_work
    from motcua.dossiers.actions.send_digests import send_digests
    from motcua.dossiers.handlers.recounting import TOGETHER
    from motcua.dossiers.models import MorningDigest
    from motcua.platform import clock
    from motcua.platform.action import SYSTEM

    with connection.cursor() as cursor:
        cursor.execute(_GIVE, [EACH])
    MorningDigest.objects.all().delete()
    places = sorted(officials_at_work(clock.now()))

    began, told = time.perf_counter(), 0
    for start in range(0, len(places), TOGETHER):
        told += send_digests(places[start : start + TOGETHER], by=SYSTEM, at=clock.now())
    seconds = time.perf_counter() - began
    return {"organisations": len(places), "told": told, "seconds": round(seconds, 1)}


def main() -> None:
    """Print the measurements as JSON."""
    with roles.installation():
        print(json.dumps({"bench": "desk", **measure()}, ensure_ascii=False))


if __name__ == "__main__":
    main()

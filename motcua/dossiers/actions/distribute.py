from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from motcua.accounts.public import Account
from motcua.dossiers.actions._giving import give, lock_all, that_may_see
from motcua.dossiers.models import DeskDuty, Dossier
from motcua.dossiers.reads.loads import free_steps, present_holders
from motcua.dossiers.reads.slips import OFFICIAL_LANGUAGE
from motcua.dossiers.rules import RUNNING, Status, least_loaded
from motcua.organisations.public import Organisation
from motcua.platform.action import Actor, action, note

AT_ONCE = 500


@action("dossiers.distribute")
def distribute(organisation: Organisation, *, way: str, by: Actor, at: datetime) -> int:
    """Give the steps that wait in a unit, and that nobody has, as the unit chose: by load, field or area; how many.

    Who is away gets none; whoever is in charge of the field or the area comes first, of several who holds the least,
    and where nobody is in charge, of all. What nobody present may do or see is left for a leader to give.
    """
    steps = free_steps(organisation.pk, most=AT_ONCE)
    dossiers = lock_all({task.instance_id for task in steps}, by)
    chosen: dict[int, list[int]] = defaultdict(list)
    accounts: dict[int, Account] = {}
    for role in sorted({task.role_code for task in steps}):
        people, loads = present_holders(role, organisation.pk, at)
        accounts |= people
        seen = {pk: that_may_see(account, dossiers.values(), at) for pk, account in people.items()}
        duties = _duties(organisation.pk, way)
        for task in (each for each in steps if each.role_code == role):
            dossier = dossiers.get(task.instance_id)
            if dossier is None or Status(dossier.status) not in RUNNING:
                continue
            able = {pk: load for pk, load in loads.items() if dossier.pk in seen[pk]}
            taker = least_loaded(able, _in_charge(duties, way, dossier))
            if taker is not None:
                chosen[taker].append(task.pk)
                loads[taker] += 1
    with override(OFFICIAL_LANGUAGE):
        reason = _("Tự giao theo cách làm của đơn vị.")
    done = [give(dossiers, tasks, accounts[pk], reason=reason, by=by, at=at) for pk, tasks in sorted(chosen.items())]
    count = sum(len(given.given) for given in done)
    note(way=way, given=count)
    return count


def _duties(organisation_id: int, way: str) -> Mapping[str, set[int]]:
    """Who is in charge, by code of field or area."""
    found: dict[str, set[int]] = defaultdict(set)
    if way in dict(DeskDuty.KINDS):
        rows = DeskDuty.objects.filter(organisation=organisation_id, kind=way, ended_at=None)
        for account_id, codes in rows.values_list("account_id", "codes"):
            for code in codes:
                found[code].add(account_id)
    return found


def _in_charge(duties: Mapping[str, set[int]], way: str, dossier: Dossier) -> set[int]:
    if way == "field":
        return duties.get(dossier.version.procedure.field.code, set())
    if way == "area":
        area = dossier.place_of_receipt.area
        return duties.get(area.code, set()) if area else set()
    return set()

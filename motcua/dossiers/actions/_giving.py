"""Giving steps of many dossiers to one official: a handful of statements, however many there are."""

from collections.abc import Collection, Mapping
from datetime import datetime
from itertools import groupby

from django.db.models import F

from motcua.accounts.public import Account, may_in_a_position
from motcua.dossiers.actions._book import told
from motcua.dossiers.events import StepsGiven
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.dossiers.rules import Status
from motcua.platform.action import Actor, Scope, emit
from motcua.processes.public import Given, Task, assign_all


def lock_all(instances: Collection[int], by: Actor) -> Mapping[int, Dossier]:
    """The dossiers of these processes that the actor may see, by process, locked in one order."""
    seen = Dossier.objects.visible_to(by).filter(instance__in=instances).select_related("version__procedure__field")
    fresh = seen.select_for_update(of=("self",)).order_by("pk")
    return {dossier.instance_id: dossier for dossier in fresh if dossier.instance_id is not None}


def that_may_see(account: Account, dossiers: Collection[Dossier], at: datetime) -> set[int]:
    """Those that the account may see; asked once for all that are alike."""
    allowed: set[int] = set()
    for _key, group in groupby(sorted(dossiers, key=_alike), key=_alike):
        alike = list(group)
        # Whose they are plays no part for an official; a record of one class, place and procedure stands for all.
        scope = alike[0].scope()
        about = Scope(scope.organisations, frozenset(), scope.data_class, scope.procedures)
        if may_in_a_position(account, "dossiers.read", about, at=at):
            allowed |= {dossier.pk for dossier in alike}
    return allowed


def _alike(dossier: Dossier) -> tuple[int, ...]:
    places = dossier.place_of_receipt_id, dossier.unit_of_record_id, dossier.competent_authority_id
    return (*places, dossier.data_class, dossier.version.procedure_id)


def give(
    dossiers: Mapping[int, Dossier], steps: Collection[int], account: Account, *, reason: str, by: Actor, at: datetime
) -> Given:
    """Give these steps of locked dossiers to the account, and write it into each history."""
    given = assign_all(steps, account.pk, by=by, at=at)
    events = [_event(dossiers[task.instance_id], task, given.before, reason, by, at) for task in given.given]
    moved = {event.dossier_id for event in events}
    Dossier.objects.filter(pk__in=moved).update(status=Status.IN_PROGRESS, revision=F("revision") + 1)
    DossierEvent.objects.bulk_create(events)
    if events:
        emit(StepsGiven(account.pk, by.account_id, [task.pk for task in given.given], at))
    return given


def _event(
    dossier: Dossier, task: Task, before: Mapping[int, int | None], reason: str, by: Actor, at: datetime
) -> DossierEvent:
    way_back = {"status": dossier.status, "task": task.pk, "assignee": before[task.pk]}
    dossier.status = Status.IN_PROGRESS
    event = told(dossier, "assigned", by=by, at=at, step=task.name, note=reason)
    event.way_back = way_back
    return event

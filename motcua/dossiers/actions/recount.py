from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q

from motcua.dossiers.actions._book import told
from motcua.dossiers.actions._recounting import moved, stops, tell_moved
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.dossiers.rules import Status
from motcua.organisations.public import calendars_of, subtree_ids
from motcua.platform.action import Actor, action, note
from motcua.platform.clock import VIETNAM
from motcua.processes.public import relist

AT_ONCE = 500
_READ = (
    "status", "unit_of_record", "instance", "submitted_at", "accept_by", "received_at", "limit_amount",
    "limit_unit", "first_day", "cutoff", "due_at", "extended_days", "case__accept_within_hours",
)  # fmt: skip


@action("dossiers.recount")
def recount(
    organisation_id: int | None,
    *,
    from_on: date,
    what: str,
    after: int = 0,
    at_once: int = AT_ONCE,
    by: Actor,
    at: datetime,
) -> int | None:
    """Count anew what is due on or after a date from which a calendar changed, with an entry in each that moved.

    Dossiers of that organisation and all below it (None: of everybody) that are not settled, `at_once` of those beyond
    the number `after`: gives the last, None once none is left. Done twice it changes nothing. A clock that stands is
    counted as it was when it stopped; what the pause gives back is counted when it runs on. Nobody decided anything, so
    the revision stays: a page that is open can still be acted on. As many statements for one as for `at_once`.
    """
    dossiers = _next(organisation_id, from_on, after, at_once, at)
    calendars = calendars_of({dossier.unit_of_record_id for dossier in dossiers})
    changed: list[Dossier] = []
    entries: list[DossierEvent] = []
    for dossier in dossiers:
        change = moved(dossier, calendars[dossier.unit_of_record_id], at)
        if change is not None:
            changed.append(dossier)
            entries.append(told(dossier, "recounted", by=by, at=at, outcome=str(change), public_text=what))
    Dossier.objects.bulk_update(changed, ["due_at", "accept_by", "watch_at"])
    DossierEvent.objects.bulk_create(entries)
    relist({each.instance_id: each.due_at for each in changed if each.instance_id is not None}, by=by, at=at)
    note(moved=len(changed))
    tell_moved(entries, at)
    return dossiers[-1].pk if len(dossiers) == at_once else None


def _next(organisation_id: int | None, from_on: date, after: int, at_once: int, at: datetime) -> Sequence[Dossier]:
    beginning = datetime(from_on.year, from_on.month, from_on.day, tzinfo=VIETNAM)
    touched = Q(due_at__gte=beginning) | Q(status=Status.SUBMITTED, accept_by__gte=beginning)
    if organisation_id is not None:
        today = at.astimezone(VIETNAM).date()
        touched &= Q(unit_of_record__in=subtree_ids(organisation_id, today) | subtree_ids(organisation_id, from_on))
    waiting = Dossier.objects.filter(touched, pk__gt=after, resolved_at=None, ended_at=None).order_by("pk")
    rows = waiting.select_for_update(of=("self",)).select_related("case").only(*_READ)
    return list(rows.prefetch_related(*stops())[:at_once])

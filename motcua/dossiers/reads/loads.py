"""Who holds how much, what nobody has, and where nobody is left to do it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q

from motcua.accounts.public import AbsenceDelegation, Account, holders_of
from motcua.platform.action import Actor
from motcua.processes.public import Task

QUIET = timedelta(days=3)
GROUPS = 40
SOON = timedelta(days=3)


@dataclass(frozen=True)
class Load:
    """What one official holds: open steps, how many of them late or due within three days, and since when away."""

    account: Account
    open: int
    late: int
    soon: int
    away_until: datetime | None
    stands_in: str


@dataclass(frozen=True)
class Group:
    """Those who hold a role in a unit, how much waits to be taken and since when; `flaw` says what is wrong."""

    role: str
    organisation_id: int
    organisation: str
    identifier: str
    waiting: int
    loads: Sequence[Load]
    flaw: str
    oldest: datetime | None


def free_steps(organisation_id: int, *, most: int) -> list[Task]:
    """The steps of a unit that wait and that nobody has, the one due first in front."""
    free = Task.objects.filter(
        organisation=organisation_id, state="open", assignee=None, listed_number__isnull=False
    ).order_by("listed_due_at", "listed_number", "id")
    return list(free[:most])


def present_holders(
    role: str, organisation_id: int, at: datetime
) -> tuple[dict[int, Account], dict[int, int]]:  # fmt: skip
    """Those who hold a role in a unit and are not away, and how many steps each holds anywhere."""
    holders = {each.pk: each for each in holders_of(role, organisation_id, at)}
    away = {absence.holding.person_id for absence in _away(holders.values(), at)}
    present = {pk: account for pk, account in holders.items() if account.person_id not in away}
    held = Task.objects.filter(assignee__in=present, state="open").order_by()
    counted = dict(held.values_list("assignee").annotate(Count("pk")))
    return present, {pk: counted.get(pk, 0) for pk in present}


def _away(accounts: Iterable[Account], at: datetime) -> list[AbsenceDelegation]:
    persons = [account.person_id for account in accounts]
    absences = AbsenceDelegation.objects.in_force(at).filter(holding__person__in=persons)
    return list(absences.select_related("holding", "delegate"))


def groups(actor: Actor, now: datetime) -> list[Group]:
    """The groups (role and unit) with open steps where the actor assigns, those with a flaw first.

    Three statements, and one for the holders of each of the first forty groups.
    """
    steps = Task.objects.filter(state="open", listed_number__isnull=False)
    if not actor.is_everywhere("dossiers.reassign"):
        steps = steps.filter(organisation__in=actor.organisations_for("dossiers.reassign"))
    kinds = (
        steps.order_by("organisation__sort_key", "organisation", "role_code")
        .values_list("organisation", "organisation__name", "role_code", "organisation__identifier")
        .annotate(waiting=Count("pk", filter=Q(assignee=None)), oldest=Min("opened_at", filter=Q(assignee=None)))
    )
    found = list(kinds[:GROUPS])
    holders = {(role, place): list(holders_of(role, place, now)) for place, _name, role, *_more in found}
    everybody = {account.pk: account for people in holders.values() for account in people}
    absences = {absence.holding.person_id: absence for absence in _away(everybody.values(), now)}
    counts = _counts(found, now)
    told = []
    for place, name, role, identifier, waiting, oldest in found:
        people = holders[(role, place)]
        loads = [_load(account, counts.get((place, role, account.pk), (0, 0, 0)), absences) for account in people]
        told.append(Group(role, place, name, identifier, waiting, _heaviest(loads), _flaw(loads, oldest, now), oldest))
    return sorted(told, key=lambda group: not group.flaw)


def _counts(
    found: Sequence[tuple[int, str, str, str, int, datetime | None]], now: datetime
) -> Mapping[tuple[int, str, int], tuple[int, int, int]]:
    places = {place for place, *_more in found}
    held = Task.objects.filter(state="open", organisation__in=places, assignee__isnull=False).order_by()
    is_soon = Q(listed_due_at__gte=now, listed_due_at__lt=now + SOON)
    rows = held.values_list("organisation", "role_code", "assignee").annotate(
        all=Count("pk"), late=Count("pk", filter=Q(listed_due_at__lt=now)), soon=Count("pk", filter=is_soon)
    )
    return {(place, role, account): (all_, late, soon) for place, role, account, all_, late, soon in rows}


def _load(account: Account, counted: tuple[int, int, int], absences: Mapping[int, AbsenceDelegation]) -> Load:
    absence = absences.get(account.person_id)
    until, who = (absence.valid_to, absence.delegate.full_name) if absence else (None, "")
    return Load(account, *counted, until, who)


def _heaviest(loads: Sequence[Load]) -> list[Load]:
    return sorted(loads, key=lambda load: (-load.open, load.account.display_name))


def _flaw(loads: Sequence[Load], oldest: datetime | None, now: datetime) -> str:
    """`nobody` holds the role, all are `away`, or something waited for days and nobody took it (`quiet`)."""
    if not loads:
        return "nobody"
    if all(load.away_until is not None for load in loads):
        return "away"
    return "quiet" if oldest is not None and now - oldest > QUIET else ""

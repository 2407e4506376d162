"""Which open steps nobody can do as things are, and who could instead."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, QuerySet

from motcua.accounts.public import Account, PositionHolding, holders_of, may_in_a_position, staffed
from motcua.organisations.public import Organisation, ancestor_ids
from motcua.platform.action import Actor, Scope
from motcua.platform.clock import VIETNAM
from motcua.processes.models import Task
from motcua.processes.reads import step_of
from motcua.processes.rules import WORK
from motcua.processes.rules.standing_in import HEADS, Seat, first_taken, stand_ins

SEE = "processes.see_vacancies"


@dataclass(frozen=True)
class Vacancy:
    """Open steps of a role in an organisation in which nobody holds it: how many, since when the oldest waits."""

    organisation: Organisation
    role: str
    steps: int
    oldest: datetime


@dataclass(frozen=True)
class StandIn:
    """Who does open steps in place of a role that nobody holds: another role there, or somebody of a unit above."""

    organisation: Organisation
    named: str
    role: str
    who: str
    steps: int


def vacancies(at: datetime, actor: Actor) -> list[Vacancy]:
    """What waits for nobody where the actor looks after it, the oldest first. Four statements."""
    taken = staffed(at)
    waiting = _seen(actor).filter(assignee=None).values_list("organisation", "role_code")
    found = [row for row in waiting.annotate(Count("id"), Min("opened_at")) if (row[0], row[1]) not in taken]
    places = _places(row[0] for row in found)
    listed = [Vacancy(places[place], role, steps, oldest) for place, role, steps, oldest in found]
    return sorted(listed, key=lambda each: each.oldest)


def stood_in(actor: Actor) -> list[StandIn]:
    """What others do meanwhile where the actor looks after it. Two statements."""
    rows = _seen(actor).filter(named_role__isnull=False).order_by("organisation", "named_role")
    grouped = rows.values_list("organisation", "named_role", "role_code", "assignee__display_name")
    found = list(grouped.annotate(Count("id")))
    places = _places(row[0] for row in found)
    return [StandIn(places[place], named, role, who or "", steps) for place, named, role, who, steps in found]


def _seen(actor: Actor) -> QuerySet[Task]:
    tasks = Task.objects.open()
    return tasks if actor.is_everywhere(SEE) else tasks.filter(organisation__in=actor.organisations_for(SEE))


def _places(keys: Iterator[int]) -> Mapping[int, Organisation]:
    return Organisation.objects.in_bulk(set(keys))


class Seats:
    """Who sits where at an instant, and who stands in for whom; each is looked up once."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.taken = staffed(at)
        self._above: dict[int, tuple[int, ...]] = {}
        self._leading: dict[tuple[Seat, int], list[Account]] = {}

    def is_taken(self, organisation_id: int, role: str | None) -> bool:
        """Whether somebody holds that role there."""
        return (organisation_id, role) in self.taken

    def may_be_filled(self, organisation: Organisation) -> bool:
        """Whether there is anybody in the organisation, or leading above it, who could stand in at all."""
        heads = ((place, role) for place in self.above(organisation) for role in HEADS)
        return any(place == organisation.pk for place, _role in self.taken) or not self.taken.isdisjoint(heads)

    def above(self, organisation: Organisation) -> tuple[int, ...]:
        """The organisations above this one, the nearest first; above one that is no more, those of its last day."""
        found = self._above.get(organisation.pk)
        if found is None:
            day, ended = self.at.astimezone(VIETNAM).date(), organisation.valid_to
            if ended is not None and ended <= day:
                day = ended - timedelta(days=1)
            found = self._above[organisation.pk] = ancestor_ids(organisation.pk, day)[1:]
        return found

    def instead(self, task: Task) -> tuple[str, int | None] | None:
        """The role that does an open step in place of its own, and who, where that is not there; None: nobody.

        Who leads above is asked only if they may work in the step's organisation; who has the fewest steps does it.
        """
        named = Seat(task.role_code, task.organisation_id)
        seats = stand_ins(named, step_of(task).performer.otherwise, self.above(task.organisation))
        for seat in first_taken(seats, self.taken):
            if seat.organisation_id == task.organisation_id:
                return seat.role, None
            if who := self._leaders(seat, task.organisation_id):
                busy = dict(Task.objects.open().filter(assignee__in=who).values_list("assignee").annotate(Count("id")))
                return seat.role, min(who, key=lambda each: (busy.get(each.pk, 0), each.pk)).pk
        return None

    def _leaders(self, seat: Seat, place: int) -> list[Account]:
        found = self._leading.get((seat, place))
        if found is None:
            here = Scope(organisations=frozenset({place}))
            sitting = holders_of(seat.role, seat.organisation_id, self.at)
            found = [each for each in sitting if may_in_a_position(each, WORK, here, at=self.at)]
            self._leading[seat, place] = found
        return found


def left_behind(at: datetime) -> Iterator[Task]:
    """Open steps in the hands of who may not work in their organisation any more."""
    held = Task.objects.open().filter(assignee__isnull=False)
    pairs = set(held.values_list("assignee", "organisation").distinct())
    accounts = Account.objects.in_bulk({account for account, _place in pairs})
    seats = set(
        PositionHolding.objects.held_at(at)
        .filter(person__in=[each.person_id for each in accounts.values()], roles__grants__permission=WORK)
        .values_list("person", "position__organisation")
    )
    for account_id, place in sorted(pairs):
        account, here = accounts[account_id], Scope(organisations=frozenset({place}))
        if account.is_active and (account.person_id, place) in seats:
            continue
        if not account.is_active or not may_in_a_position(account, WORK, here, at=at):
            yield from held.filter(assignee=account_id, organisation=place).order_by("id")

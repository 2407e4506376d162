"""Generated dossiers through the database: what is stored is what is counted anew, and what a pencil counts.

Each is lived through with lawful acts at odd hours, around Tết, swapped Saturdays and closures, some declared after the
fact. Beside the database a plain note is kept of what happened; from it alone the naive count says when it is due.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise, takewhile
from random import Random

import holidays
import pytest

from motcua.dossiers.actions.extension import approve_extension, propose_extension
from motcua.dossiers.actions.follow_parts import follow_parts
from motcua.dossiers.handlers.recounting import count_due_dates_anew
from motcua.dossiers.models import Dossier
from motcua.dossiers.public import claim_step, complete_step, explain, receive, submit
from motcua.dossiers.reads.linked import held_of, plan_of, shares_of
from motcua.dossiers.rules import Status
from motcua.dossiers.tests import make, make_linked
from motcua.dossiers.tests.make_linked import ORDER, Linked
from motcua.organisations.events import CalendarChanged
from motcua.organisations.public import DayKind, FirstDay, Organisation, TimeLimit, Unit, declare_day, withdraw_day
from motcua.organisations.tests.make import (
    DAY,
    MINUTE,
    Case,
    calendar_with,
    naive_due,
    naive_extended,
    office_minutes,
)
from motcua.platform.action import SYSTEM, Actor
from motcua.platform.clock import VIETNAM, frozen
from motcua.processes.public import open_tasks

pytestmark = pytest.mark.django_db
SIZES = [20, pytest.param(500, marks=pytest.mark.soak)]
# Tết of 2027, the days around 30 April, the turn of the year, the holiday in November; plain days else.
AROUND = (date(2027, 1, 25), date(2027, 4, 19), date(2026, 12, 21), date(2026, 11, 16))
LIMITS = [
    (Decimal(5), Unit.WORKING_DAY, FirstDay.AFTER_RECEIPT, None),
    (Decimal("1.5"), Unit.WORKING_DAY, FirstDay.RECEIPT_DAY, time(15)),
    (Decimal(10), Unit.DAY, FirstDay.AFTER_RECEIPT, None),
    (Decimal(1), Unit.MONTH, FirstDay.AFTER_RECEIPT, None),
    (Decimal(12), Unit.WORKING_HOUR, FirstDay.AFTER_RECEIPT, time(15)),
    (Decimal(0), Unit.IMMEDIATE, FirstDay.AFTER_RECEIPT, time(15)),
]
NEVER = datetime(9999, 12, 31)  # noqa: DTZ001 (wall time, as all instants here)
LINKED_EACH = 10
"""Every so many-th generated matter is a linked one."""


def aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=VIETNAM)


@dataclass
class Days:
    """What was declared for some organisation and all below it, beside the calendar of the country."""

    off: set[date] = field(default_factory=set)
    worked: set[date] = field(default_factory=set)

    @property
    def calendar(self) -> holidays.HolidayBase:
        return calendar_with(frozenset(self.off), frozenset(self.worked))


@dataclass
class Place:
    """A ward with its own procedure (a linked one, or a plain one), and the days it declared."""

    at: make.Ward
    linked: Linked | None
    days: Days = field(default_factory=Days)


@dataclass
class Note:
    """What happened to one dossier, written down as it happens; instants are Hanoi wall time."""

    pk: int
    days: Days
    limit: TimeLimit
    received: datetime
    pauses: list[tuple[datetime, datetime]] = field(default_factory=list)
    stands_since: datetime | None = None
    extended: int = 0
    is_over: bool = False

    def over(self) -> None:
        """It is decided: what is declared from now on does not move it."""
        self.is_over, self.days = True, Days(set(self.days.off), set(self.days.worked))

    @property
    def case(self) -> Case:
        limit = self.limit
        stops = tuple(self.pauses)
        return Case(self.received, limit.amount, limit.unit, limit.first_day, limit.cutoff, stops, self.days.calendar)

    @property
    def due(self) -> datetime:
        return naive_extended(self.case, naive_due(self.case), self.extended)


def check(note: Note, *, is_whole: bool = False) -> Dossier:
    """Stored = counted anew = counted with a pencil; one clock that runs or stands, one office that has it."""
    dossier = make.fresh(Dossier(pk=note.pk))
    told = f"{dossier.code} {note}"
    counted = explain(dossier, aware(note.stands_since) if note.stands_since else aware(note.received) + 900 * DAY)
    assert counted is not None, told
    assert dossier.due_at == aware(note.due), told
    assert note.is_over or dossier.due_at == counted.due_at, told
    pauses = list(dossier.pauses.order_by("started_at"))
    ended = [(pause.started_at, pause.ended_at) for pause in pauses if pause.ended_at is not None]
    assert [(aware(start), aware(end)) for start, end in note.pauses] == ended, told
    still = [aware(note.stands_since)] if note.stands_since else []
    assert [pause.started_at for pause in pauses if pause.ended_at is None] == still, told
    assert (dossier.status == Status.AWAITING_SUPPLEMENT) == bool(still), told
    if dossier.settled_at is None and not is_whole:
        task = open_tasks(dossier.subject).get()
        assert task.organisation_id in {dossier.unit_of_record_id, dossier.competent_authority_id}, told
        assert task.listed_due_at == (None if still else dossier.due_at), told
    return dossier


@dataclass
class World:
    """All places of one run, and the dossiers that are still open in them."""

    chance: Random
    places: list[Place]
    open: list[Note] = field(default_factory=list)

    def moment(self, on: date) -> datetime:
        """Some minute of a day, often where clocks go wrong."""
        edges = ("07:29", "07:30", "11:30", "12:15", "13:00", "15:00", "15:01", "16:59", "17:00", "23:59")
        anything = time(self.chance.randrange(24), self.chance.randrange(60))
        return datetime.combine(on, self.chance.choice([anything, time.fromisoformat(self.chance.choice(edges))]))

    def later(self, than: datetime, days: int = 4) -> datetime:
        """A moment after another."""
        found = self.moment(than.date() + self.chance.randrange(days) * DAY)
        return found if found > than else than + self.chance.randrange(1, 600) * MINUTE

    def begun(self) -> datetime:
        """When a dossier is filed."""
        return self.moment(self.chance.choice(AROUND) + self.chance.randrange(20) * DAY)

    def change_days(self, place: Place, now: datetime) -> None:
        """Declare a closure, or a Saturday worked for a Friday, at short notice or afterwards; or take one back."""
        unit, days = place.at.unit, place.days
        on = now.date() + self.chance.randint(-1, 8) * DAY
        if days.off and self.chance.random() < 0.25:
            on = self.chance.choice(sorted(days.off))
            self._declared(lambda: withdraw_day(unit, on=on, by=SYSTEM, at=aware(now)), unit, on, now)
            days.off.discard(on)
        elif self.chance.random() < 0.6:
            self._declared(lambda: _declare(unit, on, DayKind.CLOSURE, now), unit, on, now)
            days.off.add(on)
            days.worked.discard(on)
        else:
            saturday = on + (5 - on.weekday()) % 7 * DAY
            friday = saturday - DAY
            if days.calendar.is_working_day(friday) and not days.off & {friday, saturday}:
                self._declared(lambda: _declare(unit, friday, DayKind.SWAP_OFF, now, saturday), unit, friday, now)
                self._declared(lambda: _declare(unit, saturday, DayKind.SWAP_WORKING, now, friday), unit, saturday, now)
                days.off.add(friday)
                days.worked.add(saturday)

    def _declared(self, change: Callable[[], object], unit: Organisation, on: date, now: datetime) -> None:
        change()
        with frozen(aware(now)):
            count_due_dates_anew(CalendarChanged(unit.pk, on))

    def end(self) -> None:
        """Nothing that others declared later left any of those still open behind."""
        for note in self.open:
            check(note)
        codes = list(Dossier.objects.values_list("code", flat=True))
        assert len(codes) == len(set(codes))


def _declare(unit: Organisation, on: date, kind: DayKind, now: datetime, instead: date | None = None) -> object:
    return declare_day(unit, on=on, kind=kind, name="Thay đổi", in_place_of=instead, by=SYSTEM, at=aware(now))


def world(seed: int, many: int) -> World:
    """A few wards, of each limit one, and linked ones of both kinds."""
    places = [
        Place(make.ward(limit=(amount, unit), first_day=first, cutoff=cutoff), None)
        for amount, unit, first, cutoff in LIMITS
    ]
    for side_by_side in (False, True):
        linked = make_linked.linked(side_by_side=side_by_side)
        places.append(Place(linked.ward, linked))
    return World(Random(seed), places)


def live(world: World, place: Place) -> None:
    """One plain dossier, from filing to where chance leaves it."""
    now, citizen, ward = world.begun(), make.citizen(), place.at
    filed = submit(make.draft(ward, by=citizen, at=aware(now)), by=make.actor(citizen), at=aware(now))
    now = world.later(now, 2)
    receive(filed, by=ward.officer, at=aware(now))
    note = Note(filed.pk, place.days, limit_of(filed), now)
    world.open.append(note)
    check(note)
    acts = ["pause", "extend", "days", "days"]
    world.chance.shuffle(acts)
    for act in acts[: world.chance.randint(1, 4)]:
        now = world.later(now)
        if act == "days":
            world.change_days(place, now)
        elif act == "extend":
            now = extend(world, filed, note, ward.leader, now)
        else:
            now = pause(world, place, filed, note, make.actor(citizen), now)
        check(note)
        if note.stands_since:
            return
    if world.chance.random() < 0.4:
        make.decide(filed, ward, at=aware(world.later(now)))
        assert check(note).settled_at
        world.open.remove(note)


def extend(world: World, dossier: Dossier, note: Note, leader: Actor, now: datetime) -> datetime:
    """Form 04, proposed and signed: in time it moves the date, late it does not."""
    days = world.chance.randint(1, 6)
    propose_extension(dossier, days=days, reason="Xác minh thêm", by=leader, at=aware(now))
    now = world.later(now, 2)
    if now <= note.due:
        note.extended += days
    approve_extension(dossier, by=leader, at=aware(now))
    return now


def pause(world: World, place: Place, dossier: Dossier, note: Note, citizen: Actor, now: datetime) -> datetime:
    """Papers asked for, and mostly brought; the calendar may change while the clock stands."""
    make.ask(dossier, by=place.at.specialist, at=aware(now))
    note.stands_since = start = now
    check(note)
    if world.chance.random() < 0.3:
        now = world.later(now)
        world.change_days(place, now)
        check(note)
    if world.chance.random() < 0.8:
        now = world.later(now, 9)
        make.answer(dossier, by=citizen, at=aware(now))
        note.pauses.append((start, now))
        note.stands_since = None
    return now


def live_linked(world: World, place: Place) -> None:
    """One linked matter: its parts one after the other or side by side, each with its own clock, the whole with one."""
    assert place.linked is not None
    now, citizen, at = world.begun(), make.citizen(), place.linked
    filed = submit(make.draft(at.ward, by=citizen, at=aware(now)), by=make.actor(citizen), at=aware(now))
    now = world.later(now, 2)
    receive(filed, by=at.ward.officer, at=aware(now))
    matter = Matter(world, place, at, filed, Note(filed.pk, place.days, limit_of(filed), now), make.actor(citizen))
    while matter.follow(now):
        now = world.later(now, 3)
        if world.chance.random() < 0.25:
            world.change_days(place, now)
        now = matter.go_on(now)
    assert set(matter.parts) == set(ORDER)
    assert make.fresh(filed).settled_at == aware(now)


@dataclass
class Matter:
    """A linked matter, a note of the whole and one of each part that began, with when it ended."""

    world: World
    place: Place
    at: Linked
    whole: Dossier
    note: Note
    citizen: Actor
    parts: dict[str, Note] = field(default_factory=dict)
    ended: dict[str, datetime] = field(default_factory=dict)

    def follow(self, now: datetime) -> bool:
        """Let the whole follow its parts and check them all; whether one of them is still under way."""
        self.note.pauses, self.note.stands_since = self._stands()
        follow_parts(self.whole, by=SYSTEM, at=aware(now))
        for key in set(self.at.keys(self.whole)) - set(self.parts):
            part = self.at.part(self.whole, key)
            assert part.received_at == aware(now)
            is_here = part.unit_of_record_id == self.place.at.unit.pk
            self.parts[key] = Note(part.pk, self.place.days if is_here else Days(), limit_of(part), now)
        check(self.note, is_whole=True)
        for number, part in enumerate(Dossier.objects.filter(whole=self.whole).order_by("part__order"), start=1):
            assert part.code == f"{self.whole.code}.{number}"
        for key, note in self.parts.items():
            assert bool(check(note).settled_at) == (key in self.ended)
        self._check_shares(now)
        return len(self.ended) < len(self.parts)

    def go_on(self, now: datetime) -> datetime:
        """Bring what one part waits for, ask for it, or decide the part."""
        key = self.world.chance.choice([key for key in self.parts if key not in self.ended])
        note, part, agency = self.parts[key], self.at.part(self.whole, key), self.at.agencies[key]
        if note.stands_since:
            make.answer(part, by=self.citizen, at=aware(now))
            note.pauses.append((note.stands_since, now))
            note.stands_since = None
        elif not note.pauses and self.world.chance.random() < 0.5:
            make.ask(part, by=agency.specialist, at=aware(now))
            note.stands_since = now
        else:
            claim_step(part, task_id=self.at.task(part), by=agency.specialist, at=aware(now))
            complete_step(part, task_id=self.at.task(part), outcome="propose", by=agency.specialist, at=aware(now))
            complete_step(part, task_id=self.at.task(part), outcome="approve", by=agency.leader, at=aware(now))
            self.ended[key] = now
            note.over()
        return now

    def _stands(self) -> tuple[list[tuple[datetime, datetime]], datetime | None]:
        """When the clock of the whole stood: whenever one part waited, counted once."""
        stops = [stop for note in self.parts.values() for stop in note.pauses]
        stops += [(note.stands_since, NEVER) for note in self.parts.values() if note.stands_since]
        joined: list[tuple[datetime, datetime]] = []
        for start, end in sorted(stops):
            if joined and start <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        since = next((start for start, end in joined if end == NEVER), None)
        return [each for each in joined if each[1] != NEVER], since

    def _check_shares(self, now: datetime) -> None:
        """One holder at each instant that the clock runs, none while it stands; the shares are the total."""
        plan = plan_of(make.fresh(self.whole))
        assert plan is not None
        held = held_of(plan, aware(now))
        assert all(before.ended_at <= after.began_at for before, after in pairwise(held))
        stops = [*self.note.pauses, *([(self.note.stands_since, now)] if self.note.stands_since else [])]
        edges = {self.note.received, now, *(edge for stop in stops for edge in stop), *self.ended.values()}
        for moment in {edge + beside for edge in edges for beside in (-MINUTE, timedelta(), MINUTE)}:
            holders = [each.key for each in held if each.began_at <= aware(moment) < each.ended_at]
            runs = self.note.received <= moment < now and not any(start <= moment < end for start, end in stops)
            there = [key for key, note in self.parts.items() if note.received <= moment < self.ended.get(key, NEVER)]
            assert len(holders) == int(runs), moment
            assert not runs or holders[0] in (there or [""]), moment
        shares = shares_of(plan, aware(now))
        worked = sum(
            1
            for minute in minutes(self.note.received, now, self.place.days.calendar)
            if not any(start <= minute < end for start, end in stops)
        )
        assert sum((each.spent for each in shares.values()), timedelta()) == worked * MINUTE
        assert not worked or abs(sum(each.percent for each in shares.values()) - 100) <= len(shares)


def limit_of(dossier: Dossier) -> TimeLimit:
    limit = make.fresh(dossier).limit
    assert limit is not None
    return limit


def minutes(start: datetime, end: datetime, calendar: holidays.HolidayBase) -> Iterator[datetime]:
    """Each minute of office time between two instants."""
    return takewhile(lambda minute: minute < end, office_minutes(start, calendar))


@pytest.mark.parametrize("many", SIZES)
def test_what_is_stored_is_counted_anew_and_is_what_a_pencil_counts(many: int) -> None:
    lived = world(many, many)
    plain = [place for place in lived.places if place.linked is None]
    linked = [place for place in lived.places if place.linked]
    for number in range(many):
        if number % LINKED_EACH == LINKED_EACH - 1:
            live_linked(lived, linked[number // LINKED_EACH % len(linked)])
        else:
            live(lived, plain[number % len(plain)])
    lived.end()

"""A world that generated dossiers live in: places with days of their own, and notes that a check is made from."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from random import Random

import holidays

from motcua.dossiers.handlers.recounting import count_due_dates_anew
from motcua.dossiers.models import Dossier
from motcua.dossiers.public import explain
from motcua.dossiers.rules import Status
from motcua.dossiers.tests import make, make_linked
from motcua.dossiers.tests.make_linked import Linked
from motcua.organisations.events import CalendarChanged
from motcua.organisations.public import DayKind, FirstDay, Organisation, TimeLimit, Unit, declare_day, withdraw_day
from motcua.organisations.tests.make import DAY, MINUTE, Case, calendar_with, naive_due, naive_extended
from motcua.platform.action import SYSTEM
from motcua.platform.clock import VIETNAM, frozen
from motcua.processes.public import open_tasks

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
TET = datetime(2027, 2, 5)  # noqa: DTZ001


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
    code: str
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
    """Stored = counted anew = counted with a pencil; one clock that runs or stands; one unit that stands has it.

    Nothing happens between two checks, so that what holds at both holds at every instant between them.
    """
    dossier = make.fresh(Dossier(pk=note.pk))
    told = f"{dossier.code} {note}"
    assert dossier.code == note.code, told
    owners = [place for place in (dossier.unit_of_record, dossier.competent_authority) if place.valid_to is not None]
    assert note.is_over or not owners, told
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
    seen: Counter[str] = field(default_factory=Counter)

    def lives(self, note: Note) -> None:
        """Keep an eye on a dossier just received."""
        self.open.append(note)
        check(note)
        self.seen["across Tết"] += note.received < TET < note.due

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
            self.seen["day withdrawn"] += 1
            days.off.discard(on)
        elif self.chance.random() < 0.6:
            self._declared(lambda: _declare(unit, on, DayKind.CLOSURE, now), unit, on, now)
            days.off.add(on)
            days.worked.discard(on)
            self.seen["closure"] += 1
        else:
            saturday = on + (5 - on.weekday()) % 7 * DAY
            friday = saturday - DAY
            if days.calendar.is_working_day(friday) and not days.off & {friday, saturday}:
                self._declared(lambda: _declare(unit, friday, DayKind.SWAP_OFF, now, saturday), unit, friday, now)
                self._declared(lambda: _declare(unit, saturday, DayKind.SWAP_WORKING, now, friday), unit, saturday, now)
                days.off.add(friday)
                days.worked.add(saturday)
                self.seen["swapped Saturday"] += 1

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


def limit_of(dossier: Dossier) -> TimeLimit:
    limit = make.fresh(dossier).limit
    assert limit is not None
    return limit

"""Generated dossiers through the database: what is stored is what is counted anew, and what a pencil counts.

Each is lived through with lawful acts at odd hours, around Tết, swapped Saturdays and closures, some declared after the
fact. Beside the database a plain note is kept of what happened; from it alone the naive count says when it is due.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise, takewhile

import holidays
import pytest

from motcua.dossiers.actions.extension import approve_extension, propose_extension
from motcua.dossiers.actions.follow_parts import follow_parts
from motcua.dossiers.handlers.coordination import pass_on_at_once
from motcua.dossiers.models import Dossier
from motcua.dossiers.public import claim_step, complete_step, receive, submit
from motcua.dossiers.reads.linked import held_of, plan_of, shares_of
from motcua.dossiers.tests import make
from motcua.dossiers.tests.make_linked import ORDER, Linked
from motcua.dossiers.tests.make_lived import NEVER, Days, Note, Place, World, aware, check, limit_of, world
from motcua.organisations.events import OrganisationClosed
from motcua.organisations.public import close_organisation
from motcua.organisations.tests.make import MINUTE, office_minutes
from motcua.platform.action import SYSTEM, Actor
from motcua.platform.clock import frozen

LINKED_EACH, CLOSING_EACH = 10, 7
"""Every so many-th generated matter is a linked one; of another, both its unit and its authority are merged away."""
pytestmark = pytest.mark.django_db
SIZES = [20, pytest.param(500, marks=pytest.mark.soak)]


def live(world: World, place: Place, *, closes: bool = False) -> None:
    """One plain dossier, from filing to where chance leaves it; its ward may be merged into another on the way."""
    now, citizen = world.begun(), make.citizen()
    filed = submit(make.draft(place.at, by=citizen, at=aware(now)), by=make.actor(citizen), at=aware(now))
    now = world.later(now, 2)
    receive(filed, by=place.at.officer, at=aware(now))
    note = Note(filed.pk, filed.code, place.days, limit_of(filed), now)
    world.lives(note)
    acts = ["pause", "extend", "days", "days"]
    world.chance.shuffle(acts)
    acts = acts[: world.chance.randint(1, 4)]
    if closes:
        acts.insert(world.chance.randint(0, len(acts)), "merge")
    for act in acts:
        now = world.later(now)
        if act == "days":
            world.change_days(place, now)
        elif act == "merge":
            merge(world, place, filed, note, now)
        elif act == "extend":
            now = extend(world, filed, note, place.at.leader, now)
        else:
            now = pause(world, place, filed, note, make.actor(citizen), now)
        check(note)
        if note.stands_since:
            return
    if world.chance.random() < 0.4:
        make.decide(filed, place.at, at=aware(world.later(now)))
        note.over()
        assert check(note).settled_at
        world.open.remove(note)


def merge(world: World, place: Place, dossier: Dossier, note: Note, now: datetime) -> None:
    """Both bodies of a ward end and another ward, which has closures of its own, carries on; a step taken is free."""
    heir = Place(make.ward(procedure=place.at.procedure), None)
    for _day in range(3):
        world.change_days(heir, now)
    for ended, to in ((place.at.unit, heir.at.unit), (place.at.committee, heir.at.committee)):
        close_organisation(ended, valid_to=now.date(), successor=to, by=SYSTEM, at=aware(now))
    with frozen(aware(now)):
        pass_on_at_once(OrganisationClosed(place.at.unit.pk))
    place.at, place.days, note.days = heir.at, heir.days, heir.days
    dossier.refresh_from_db()
    assert (dossier.unit_of_record, dossier.competent_authority) == (heir.at.unit, heir.at.committee)
    world.seen["merged"] += 1


def extend(world: World, dossier: Dossier, note: Note, leader: Actor, now: datetime) -> datetime:
    """Form 04, proposed and signed: in time it moves the date, late it does not."""
    days = world.chance.randint(1, 6)
    propose_extension(dossier, days=days, reason="Xác minh thêm", by=leader, at=aware(now))
    now = world.later(now, 2)
    if now <= note.due:
        note.extended += days
        world.seen["extended"] += 1
    approve_extension(dossier, by=leader, at=aware(now))
    return now


def pause(world: World, place: Place, dossier: Dossier, note: Note, citizen: Actor, now: datetime) -> datetime:
    """Papers asked for, and mostly brought; the calendar may change while the clock stands."""
    make.ask(dossier, by=place.at.specialist, at=aware(now))
    note.stands_since = start = now
    world.seen["paused"] += 1
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
    matter = Matter(
        world, place, at, filed, Note(filed.pk, filed.code, place.days, limit_of(filed), now), make.actor(citizen)
    )
    while matter.follow(now):
        now = world.later(now, 3)
        if world.chance.random() < 0.25:
            world.change_days(place, now)
        now = matter.go_on(now)
    assert set(matter.parts) == set(ORDER)
    world.seen["linked"] += 1
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
            self.parts[key] = Note(part.pk, part.code, self.place.days if is_here else Days(), limit_of(part), now)
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
        elif number % CLOSING_EACH == CLOSING_EACH - 1:
            live(lived, Place(make.ward(procedure=plain[number % len(plain)].at.procedure), None), closes=True)
        else:
            live(lived, plain[number % len(plain)])
    lived.end()
    kinds = {
        "across Tết", "closure", "swapped Saturday", "day withdrawn", "extended", "paused", "linked", "merged",
    }  # fmt: skip
    assert many < 100 or all(lived.seen[kind] >= 20 for kind in kinds), lived.seen

"""When things happened in the life of a dossier: in working hours, after each other, and never later than now."""

import random
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from motcua.demo.fates import Fate
from motcua.demo.procedures import SINCE
from motcua.organisations.public import (
    TimeLimit,
    WorkingCalendar,
    add_working_time,
    explain_due,
    next_opening,
    working_time_between,
)
from motcua.platform.clock import VIETNAM

# Where the law sets no limit, what it takes.
USUAL = timedelta(hours=16)
FIRST_DAY = datetime.combine(SINCE, time(7, 30), tzinfo=VIETNAM)
RUNNING = (Fate.RECEIVED, Fate.IN_STEP, Fate.WAITING, Fate.SUPPLIED)


@dataclass(frozen=True)
class Course:
    """When a dossier was accepted (or filed, where it never was) and how much working time its work takes."""

    begins: datetime
    takes: timedelta


def course_of(
    fate: Fate, limit: TimeLimit | None, calendar: WorkingCalendar, now: datetime, draw: random.Random
) -> Course:
    """A course that ends in this fate at `now`."""
    if fate in (Fate.SUBMITTED, Fate.RECEIVED):
        return Course(back(calendar, now, timedelta(minutes=draw.randint(20, 420))), USUAL)
    if fate is Fate.DUE_TODAY and limit is not None:
        return _due_today(limit, calendar, now)
    if fate is Fate.OVERDUE:
        allowed = _allowed(limit, calendar, back(calendar, now, timedelta(days=8)))
        return Course(back(calendar, now, allowed + timedelta(hours=draw.randint(9, 40))), allowed)
    if fate in RUNNING:
        allowed = _allowed(limit, calendar, back(calendar, now, timedelta(days=3)))
        return Course(back(calendar, now, allowed * draw.uniform(0.1, 0.75)), allowed)
    return _past(limit, calendar, now, draw)


def _past(limit: TimeLimit | None, calendar: WorkingCalendar, now: datetime, draw: random.Random) -> Course:
    """Anywhere since the reform, far enough back to be over; one in sixteen took too long."""
    days = max(1, (now - FIRST_DAY).days - 12)
    begins = next_opening(calendar, FIRST_DAY + timedelta(days=draw.randrange(days), minutes=draw.randrange(420)))
    allowed = _allowed(limit, calendar, begins)
    share = draw.uniform(1.05, 1.5) if draw.random() < 0.06 else draw.uniform(0.15, 0.9)
    takes = allowed * share
    if add_working_time(calendar, begins, takes * 1.4) > now:
        begins = back(calendar, now, takes * 1.4 + timedelta(hours=1))
    return Course(begins, takes)


def _allowed(limit: TimeLimit | None, calendar: WorkingCalendar, begins: datetime) -> timedelta:
    if limit is None:
        return USUAL
    return max(
        timedelta(minutes=40), working_time_between(calendar, begins, explain_due(begins, limit, calendar).due_at)
    )


def _due_today(limit: TimeLimit, calendar: WorkingCalendar, now: datetime) -> Course:
    """Accepted on the day from which the limit runs out today, or on the next day on which anybody works."""
    today = calendar.working_day_from(now.astimezone(VIETNAM).date()).on
    for days in range(1, 90):
        begins = calendar.working_day_from(today - timedelta(days=days)).opening + timedelta(minutes=35)
        if begins < now and explain_due(begins, limit, calendar).due_at.date() <= today:
            return Course(begins, working_time_between(calendar, begins, now) * 2)
    raise AssertionError("no day from which the limit runs out today")


def back(calendar: WorkingCalendar, now: datetime, amount: timedelta) -> datetime:
    """The instant from which so much working time has passed until now."""
    left, on = amount, now.astimezone(VIETNAM).date()
    while True:
        for opens, closes in reversed(calendar.day(on).intervals):
            until = min(closes, now.astimezone(VIETNAM))
            if until - opens > left:
                return until - left
            left -= max(timedelta(), until - opens)
        on -= timedelta(days=1)


@dataclass
class Diary:
    """The time as the life goes on: every `later` is after the one before and at most now."""

    calendar: WorkingCalendar
    at: datetime
    now: datetime

    def later(self, amount: timedelta) -> datetime:
        """Working time passes."""
        self.at = min(add_working_time(self.calendar, self.at, amount), self.now)
        return self.at

"""How much of the working time of a due date is used: on the same intervals that the clock ran."""

from datetime import datetime, timedelta
from fractions import Fraction

from motcua.organisations.rules.calendars import WorkingCalendar
from motcua.organisations.rules.explanations import DueExplanation
from motcua.organisations.rules.limits import Pauses
from motcua.organisations.rules.worktime import Interval, local, total, without


def running_time(explanation: DueExplanation, calendar: WorkingCalendar) -> list[Interval]:
    """The working time from the first day that counts to the due date, outside of pauses, in order.

    Where there is none (a limit in hours that runs out at night) all the time between. Never empty.
    """
    start, due = local(explanation.received_at), local(explanation.due_at)
    if explanation.counted:
        start = max(start, local(explanation.counted[0].start))
    stops = list(Pauses.of(explanation.pauses, explanation.as_of).stretches)
    spans: list[Interval] = []
    for offset in range((due.date() - start.date()).days + 1):
        for opens, closes in calendar.day(start.date() + timedelta(days=offset)).intervals:
            begin, end = max(opens, start), min(closes, due)
            if begin < end:
                spans += without((begin, end), stops)
    return spans or [(start, max(due, start + timedelta(seconds=1)))]


def instant_of_share(spans: list[Interval], share: Fraction) -> datetime:
    """When that share (0 to 1) of the running time was used."""
    left = total(spans) * float(share) if share < 1 else total(spans)
    for start, end in spans:
        if end - start >= left:
            return start + left
        left -= end - start
    return spans[-1][1]


def left_of(spans: list[Interval], at: datetime) -> timedelta:
    """How much of the running time is left at an instant; nothing once the due date has passed."""
    moment = local(at)
    return sum((end - max(start, moment) for start, end in spans if end > moment), timedelta())


def share_used(spans: list[Interval], at: datetime) -> Fraction:
    """Which share of the running time was used at an instant, from 0 to 1."""
    return 1 - Fraction(left_of(spans, at) // timedelta(microseconds=1), total(spans) // timedelta(microseconds=1))

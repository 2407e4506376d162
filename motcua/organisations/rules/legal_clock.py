"""The legal clock: when a limit runs out, and why (Bộ luật Dân sự 2015, điều 145-148).

One thought runs through it: a pause gives back exactly what it took. It takes nothing from what would not have been
counted (the receipt day, a day off, the time after the limit ran out).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil

from motcua.organisations.rules.calendars import WorkingCalendar, at
from motcua.organisations.rules.counting import (
    Count,
    count_dates,
    count_elapsed,
    count_working_days,
    count_working_hours,
)
from motcua.organisations.rules.explanations import (
    DueExplanation,
    Extended,
    ReceiptReason,
    Skipped,
    SkipReason,
    up_to_second,
)
from motcua.organisations.rules.limits import FirstDay, Pause, Pauses, TimeLimit, Unit
from motcua.organisations.rules.worktime import local

# Half a month is fifteen days, a month of which only a part is counted has thirty (điều 146 khoản 1).
_DAYS_OF_A_PART_MONTH = 30


def explain_due(
    received_at: datetime,
    limit: TimeLimit,
    calendar: WorkingCalendar,
    pauses: Sequence[Pause] = (),
    *,
    as_of: datetime | None = None,
) -> DueExplanation:
    """When a limit that began with a valid receipt runs out, with each day counted and skipped.

    All instants are aware. A pause still open is counted until `as_of`, without which it raises LimitError. Raises
    CalendarError where the calendar has no working day for over a year, ValueError for a naive instant.

    - Working days: each working day counts 1 whatever its length; due at the closing of the last, or within it where
      the amount or what pauses gave back is a fraction.
    - Days and months (điều 145, 146, 148): dates after the receipt day; a date that a pause touches is not counted; a
      last date that is a day off moves to the closing of the next working day on which the clock runs.
    - Working hours: from receipt or the next opening. Hours: elapsed since receipt, night and day (điều 147 khoản 1).
    - Immediate (trong ngày): the closing of the receipt day, as one working day counted from it.
    """
    received = local(received_at)
    instant = None if as_of is None else local(as_of)
    stops = Pauses.of(pauses, instant)
    receipt_day, reason = receipt_of(received, limit, calendar)
    moved = _skipped_before(received.date(), receipt_day, reason, calendar)
    first = [Skipped(receipt_day, SkipReason.RECEIPT_DAY)]
    start = receipt_day
    if limit.first_day is FirstDay.AFTER_RECEIPT:
        start += timedelta(days=1)

    match limit.unit:
        case Unit.WORKING_DAY:
            count = count_working_days(calendar, start, limit.exact, stops, not_before=received)
        case Unit.IMMEDIATE:
            count = count_working_days(calendar, receipt_day, Fraction(1), stops, not_before=received)
        case Unit.DAY:
            count = count_dates(calendar, start, ceil(limit.amount), stops)
        case Unit.MONTH:
            count = count_dates(calendar, start, _dates_in_months(receipt_day, limit.amount), stops)
        case Unit.WORKING_HOUR:
            begin = received if receipt_day == received.date() else calendar.day(receipt_day).opening
            count = count_working_hours(calendar, begin, limit.exact, stops)
        case Unit.HOUR:
            count = count_elapsed(received, limit.exact, stops)
            moved = []
    if start == receipt_day or limit.unit in (Unit.IMMEDIATE, Unit.WORKING_HOUR, Unit.HOUR):
        first = []
    return _explained(received, limit, calendar, tuple(pauses), instant, receipt_day, reason, [*moved, *first], count)


def extended(explanation: DueExplanation, days: int, calendar: WorkingCalendar) -> DueExplanation:
    """The same with so many working days more, counted from the day after the one that was due, to the last's closing.

    A pause that began after the limit ran out is given back here.
    """
    before = explanation.due_at
    stops = Pauses.of(explanation.pauses, explanation.as_of)
    following = local(before).date() + timedelta(days=1)
    count = count_working_days(calendar, following, Fraction(days), stops, not_before=before)
    due_at = up_to_second(count.due_at)
    return replace(
        explanation,
        due_at=due_at,
        extension=Extended(days, before, tuple(count.counted), tuple(count.skipped)),
        is_provisional=calendar.known_until is None or due_at.date() > calendar.known_until,
    )


def receipt_of(received: datetime, limit: TimeLimit, calendar: WorkingCalendar) -> tuple[date, ReceiptReason]:
    """The day that counts as receipt, and why: the date itself, or the next working day after a receipt on a day off,
    at or after closing, or after the limit's cut-off.
    """
    moment = local(received)
    day = calendar.day(moment.date())
    if not day.is_working:
        reason = ReceiptReason.DAY_OFF
    elif moment >= day.closing:
        reason = ReceiptReason.AFTER_CLOSING
    elif limit.cutoff is not None and moment > at(day.on, limit.cutoff):
        reason = ReceiptReason.AFTER_CUTOFF
    else:
        return day.on, ReceiptReason.AS_RECEIVED
    return calendar.next_working_day(day.on).on, reason


def _skipped_before(
    received_on: date, receipt_day: date, reason: ReceiptReason, calendar: WorkingCalendar
) -> list[Skipped]:
    late = {
        ReceiptReason.AFTER_CLOSING: SkipReason.AFTER_CLOSING,
        ReceiptReason.AFTER_CUTOFF: SkipReason.AFTER_CUTOFF,
    }
    skipped: list[Skipped] = []
    for offset in range((receipt_day - received_on).days):
        day = calendar.day(received_on + timedelta(days=offset))
        why = late[reason] if day.is_working else SkipReason(day.reason.value)
        skipped.append(Skipped(day.on, why, day.name))
    return skipped


def _dates_in_months(receipt_day: date, amount: Decimal) -> int:
    whole = int(amount)
    months = receipt_day.month - 1 + whole
    year, month = receipt_day.year + months // 12, months % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    last = min(receipt_day.day, (following - timedelta(days=1)).day)
    part = ceil((amount - whole) * _DAYS_OF_A_PART_MONTH)
    return (date(year, month, last) - receipt_day).days + part


def _explained(
    received: datetime,
    limit: TimeLimit,
    calendar: WorkingCalendar,
    pauses: tuple[Pause, ...],
    as_of: datetime | None,
    receipt_day: date,
    reason: ReceiptReason,
    skipped: list[Skipped],
    count: Count,
) -> DueExplanation:
    due_at = up_to_second(count.due_at)
    return DueExplanation(
        received_at=received,
        limit=limit,
        pauses=pauses,
        as_of=as_of,
        receipt_day=receipt_day,
        receipt_reason=reason,
        counted=tuple(count.counted),
        skipped=(*skipped, *count.skipped),
        due_at=due_at,
        nominal_on=count.nominal_on,
        is_provisional=calendar.known_until is None or due_at.date() > calendar.known_until,
    )

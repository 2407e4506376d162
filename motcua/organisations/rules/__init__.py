"""Pure rules: working time and the legal clock. No Django, no I/O."""

from motcua.organisations.rules.calendars import (
    DEFAULT_WEEK,
    CalendarError,
    DatedWeek,
    Day,
    DayReason,
    Span,
    SpecialDay,
    Week,
    WorkingCalendar,
    spans,
    week,
)
from motcua.organisations.rules.explanations import Counted, DueExplanation, ReceiptReason, Skipped, SkipReason
from motcua.organisations.rules.legal_clock import explain_due, receipt_of
from motcua.organisations.rules.limits import FirstDay, LimitError, Pause, TimeLimit, Unit
from motcua.organisations.rules.worktime import (
    add_working_time,
    is_open,
    next_opening,
    working_days_between,
    working_time_between,
)

__all__ = [
    "DEFAULT_WEEK",
    "CalendarError",
    "Counted",
    "DatedWeek",
    "Day",
    "DayReason",
    "DueExplanation",
    "FirstDay",
    "LimitError",
    "Pause",
    "ReceiptReason",
    "SkipReason",
    "Skipped",
    "Span",
    "SpecialDay",
    "TimeLimit",
    "Unit",
    "Week",
    "WorkingCalendar",
    "add_working_time",
    "explain_due",
    "is_open",
    "next_opening",
    "receipt_of",
    "spans",
    "week",
    "working_days_between",
    "working_time_between",
]

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
from motcua.organisations.rules.explanations import (
    Counted,
    DueExplanation,
    Extended,
    ReceiptReason,
    Skipped,
    SkipReason,
)
from motcua.organisations.rules.legal_clock import explain_due, extended, receipt_of
from motcua.organisations.rules.limits import FirstDay, LimitError, Pause, TimeLimit, Unit
from motcua.organisations.rules.progress import instant_of_share, left_of, running_time, share_used
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
    "Extended",
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
    "extended",
    "instant_of_share",
    "is_open",
    "left_of",
    "next_opening",
    "receipt_of",
    "running_time",
    "share_used",
    "spans",
    "week",
    "working_days_between",
    "working_time_between",
]

"""What other modules may use of organisations: the tree, the calendar and the legal clock."""

from motcua.organisations.actions.change_organisation import change_organisation
from motcua.organisations.actions.close_organisation import close_organisation
from motcua.organisations.actions.declare_day import declare_day
from motcua.organisations.actions.import_holidays import HolidayImport, import_holidays
from motcua.organisations.actions.register_organisation import register_organisation
from motcua.organisations.actions.register_position import register_position
from motcua.organisations.actions.set_working_hours import set_working_hours
from motcua.organisations.actions.withdraw_day import withdraw_day
from motcua.organisations.models import (
    CalendarDay,
    DayKind,
    GovLevel,
    Organisation,
    OrganisationKind,
    OrganisationPeriod,
    Position,
    WorkingHours,
)
from motcua.organisations.queries import OrganisationPeriodQuerySet, OrganisationQuerySet, PositionQuerySet
from motcua.organisations.reads import (
    TreeNode,
    ancestor_ids,
    calendar_of,
    calendars_of,
    national_calendar,
    shipped_holidays,
    subtree_ids,
    tree_on,
)
from motcua.organisations.rules import (
    DEFAULT_WEEK,
    CalendarError,
    Counted,
    DueExplanation,
    FirstDay,
    LimitError,
    Pause,
    ReceiptReason,
    Skipped,
    SkipReason,
    TimeLimit,
    Unit,
    WorkingCalendar,
    add_working_time,
    explain_due,
    is_open,
    next_opening,
    receipt_of,
    working_days_between,
    working_time_between,
)
from motcua.organisations.wording import describe_limit, sentences, why_skipped

__all__ = [
    "DEFAULT_WEEK",
    "CalendarDay",
    "CalendarError",
    "Counted",
    "DayKind",
    "DueExplanation",
    "FirstDay",
    "GovLevel",
    "HolidayImport",
    "LimitError",
    "Organisation",
    "OrganisationKind",
    "OrganisationPeriod",
    "OrganisationPeriodQuerySet",
    "OrganisationQuerySet",
    "Pause",
    "Position",
    "PositionQuerySet",
    "ReceiptReason",
    "SkipReason",
    "Skipped",
    "TimeLimit",
    "TreeNode",
    "Unit",
    "WorkingCalendar",
    "WorkingHours",
    "add_working_time",
    "ancestor_ids",
    "calendar_of",
    "calendars_of",
    "change_organisation",
    "close_organisation",
    "declare_day",
    "describe_limit",
    "explain_due",
    "import_holidays",
    "is_open",
    "national_calendar",
    "next_opening",
    "receipt_of",
    "register_organisation",
    "register_position",
    "sentences",
    "set_working_hours",
    "shipped_holidays",
    "subtree_ids",
    "tree_on",
    "why_skipped",
    "withdraw_day",
    "working_days_between",
    "working_time_between",
]

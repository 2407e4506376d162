"""What is asked of the tree and of the calendars."""

from motcua.organisations.reads.calendars import (
    CALENDAR_REVISION,
    calendar_of,
    calendars_of,
    national_calendar,
    shipped_holidays,
)
from motcua.organisations.reads.tree import TreeNode, ancestor_ids, carried_on_by, subtree_ids, tree_on, unit_of_area

__all__ = [
    "CALENDAR_REVISION",
    "TreeNode",
    "ancestor_ids",
    "calendar_of",
    "calendars_of",
    "carried_on_by",
    "national_calendar",
    "shipped_holidays",
    "subtree_ids",
    "tree_on",
    "unit_of_area",
]

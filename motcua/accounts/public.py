"""What other modules may use of accounts."""

from motcua.accounts.actions.absences import end_absence, register_absence
from motcua.accounts.actions.appoint_administrator import appoint_administrator
from motcua.accounts.actions.change_password import change_password
from motcua.accounts.actions.close_account import close_account
from motcua.accounts.actions.count_guess import count_guess
from motcua.accounts.actions.define_role import add_grant, define_role, remove_grant
from motcua.accounts.actions.end_holding import end_holding
from motcua.accounts.actions.grant_role import grant_role
from motcua.accounts.actions.hold_position import hold_position
from motcua.accounts.actions.load_roles import load_roles
from motcua.accounts.actions.lower_level import lower_level
from motcua.accounts.actions.open_account import open_account
from motcua.accounts.actions.outages import begin_outage, end_outage
from motcua.accounts.actions.register_citizen import register_citizen
from motcua.accounts.actions.register_official import register_official
from motcua.accounts.actions.reset_factors import reset_factors
from motcua.accounts.actions.reviews import decide_items, open_review, remind_reviewers
from motcua.accounts.actions.revoke_role import revoke_role
from motcua.accounts.actions.set_clearance import set_clearance
from motcua.accounts.actions.warn_dormant import warn_dormant
from motcua.accounts.models import (
    AbsenceDelegation,
    AccessReview,
    Account,
    PositionHolding,
    ReviewItem,
    Role,
    RoleGrant,
)
from motcua.accounts.national.provider import is_configured as has_national_provider
from motcua.accounts.national.state import is_below, level_needed, outage_now
from motcua.accounts.officials import Placed, officials_at_work, officials_of
from motcua.accounts.reads import (
    DEMO_PASSWORD,
    DemoAccount,
    PositionNotHeld,
    Standing,
    actor_of,
    address_of,
    demo_accounts,
    holders_of,
    may_in_a_position,
    positions_of,
    staffed,
    standing_of,
    wait_before_guess,
)
from motcua.accounts.rolefiles import standard_roles
from motcua.accounts.rules import REACHED, AccountKind, Grant, Held, Reach, StandardRole, Why, is_allowed, why
from motcua.accounts.sessions import was_proved_lately

__all__ = [
    "DEMO_PASSWORD",
    "REACHED",
    "AbsenceDelegation",
    "AccessReview",
    "Account",
    "AccountKind",
    "DemoAccount",
    "Grant",
    "Held",
    "Placed",
    "PositionHolding",
    "PositionNotHeld",
    "Reach",
    "ReviewItem",
    "Role",
    "RoleGrant",
    "StandardRole",
    "Standing",
    "Why",
    "actor_of",
    "add_grant",
    "address_of",
    "appoint_administrator",
    "begin_outage",
    "change_password",
    "close_account",
    "count_guess",
    "decide_items",
    "define_role",
    "demo_accounts",
    "end_absence",
    "end_holding",
    "end_outage",
    "grant_role",
    "has_national_provider",
    "hold_position",
    "holders_of",
    "is_allowed",
    "is_below",
    "level_needed",
    "load_roles",
    "lower_level",
    "may_in_a_position",
    "officials_at_work",
    "officials_of",
    "open_account",
    "open_review",
    "outage_now",
    "positions_of",
    "register_absence",
    "register_citizen",
    "register_official",
    "remind_reviewers",
    "remove_grant",
    "reset_factors",
    "revoke_role",
    "set_clearance",
    "staffed",
    "standard_roles",
    "standing_of",
    "wait_before_guess",
    "warn_dormant",
    "was_proved_lately",
    "why",
]

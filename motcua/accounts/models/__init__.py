"""Accounts, roles, and who holds which position when."""

from motcua.accounts.models.account import Account
from motcua.accounts.models.doors import (
    AccountImport,
    ClaimTable,
    FactorReset,
    IdentityOutage,
    Invitation,
    LevelReduction,
    Passkey,
    RecoveryCode,
    Session,
    SignInThrottle,
    TotpDevice,
)
from motcua.accounts.models.holdings import DATA_CLASSES, AbsenceDelegation, PositionHolding, Role, RoleGrant
from motcua.accounts.models.reviews import AccessReview, ReviewItem

__all__ = [
    "DATA_CLASSES",
    "AbsenceDelegation",
    "AccessReview",
    "Account",
    "AccountImport",
    "ClaimTable",
    "FactorReset",
    "IdentityOutage",
    "Invitation",
    "LevelReduction",
    "Passkey",
    "PositionHolding",
    "RecoveryCode",
    "ReviewItem",
    "Role",
    "RoleGrant",
    "Session",
    "SignInThrottle",
    "TotpDevice",
]

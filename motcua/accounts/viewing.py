"""Looking at the system as another official sees it: for whom, how long, and what a session keeps of it.

Two rules, ours and no law's, so that nobody gains by looking: a privileged position (a role with a second factor, as an
administrator's or an auditor's) is not looked through, since what it sees is how rights are given and watched; nor is a
position cleared beyond ordinary data, since that clearance was given to one person by name.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from django.contrib.sessions.backends.base import SessionBase
from django.utils.translation import gettext as _

from motcua.accounts.models import Account
from motcua.accounts.reads import Standing, standing_of
from motcua.accounts.rules import AccountKind
from motcua.platform.action import DataClass

VIEWING = "viewing"
LONGEST = timedelta(minutes=15)
PERMISSION = "accounts.view_as"


def why_not_viewed(account: Account, *, at: datetime) -> str:
    """Why nobody looks at the system as this official; empty where an administrator may."""
    if account.kind != AccountKind.OFFICIAL or not account.is_active:
        return _("Chỉ xem thay cán bộ có tài khoản đang dùng.")
    positions = standing_of(account, at=at).positions
    if not positions:
        return _("Người này không giữ chức vụ nào.")
    if any(held.second_factor for held in positions):
        return _("Không xem thay người giữ vai trò đặc quyền.")
    if any(grant.data_class > DataClass.NORMAL for held in positions for grant in held.grants):
        return _("Không xem thay người được giao dữ liệu nội bộ hoặc mật.")
    return ""


def begin(session: SessionBase, account: Account, *, at: datetime) -> None:
    """Look through this official's eyes from now on."""
    session[VIEWING] = {"account": account.pk, "since": at.isoformat()}


def through_others_eyes(
    session: SessionBase, own: Standing, *, at: datetime
) -> tuple[Account, Standing, datetime] | None:
    """Through whose eyes this session looks, as whom, and until when; None where its time is over or it may not."""
    kept = session.get(VIEWING)
    if not kept:
        return None
    until = datetime.fromisoformat(kept["since"]) + LONGEST
    account = Account.objects.filter(pk=kept["account"]).first()
    if account is None or at >= until or not own.actor.has(PERMISSION) or why_not_viewed(account, at=at):
        return None
    standing = standing_of(account, at=at)
    return account, replace(standing, actor=replace(standing.actor, viewed_by=own.actor)), until

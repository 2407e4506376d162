"""Appoint an official to a position, moving them from another one where they leave it for this."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.accounts.actions.end_holding import end_holding
from motcua.accounts.actions.hold_position import hold_position
from motcua.accounts.models import Account, PositionHolding
from motcua.accounts.rules import AccountKind
from motcua.organisations.public import Organisation, Position, register_position
from motcua.platform.action import Actor, NotAllowed, Refused, action, concern, note
from motcua.platform.clock import VIETNAM
from motcua.platform.text import clean

TYPE = "appointed"


@dataclass(frozen=True)
class Term:
    """From when until when a position is held, by which decision."""

    begins: datetime
    ends: datetime | None = None
    decision: str = ""


@action("accounts.appoint")
def appoint(
    organisation: Organisation, *, account: Account, seat: Position | str, roles: Sequence[str], term: Term,
    leaves: PositionHolding | None = None, by: Actor, at: datetime,
) -> PositionHolding:  # fmt: skip
    """Let an official hold a position there, one that there is or, by its name, a new one, with these roles.

    `leaves` ends at the same instant, so that who is moved is nowhere twice and nowhere never. Raises NotAllowed on
    oneself, Refused: a closed account, a position elsewhere, one that is not theirs to leave, no role, no name,
    what `hold_position` and `end_holding` refuse.
    """
    if account.person_id in by.persons:
        raise NotAllowed(_("Không ai tự thay đổi quyền của chính mình."))
    if account.kind != AccountKind.OFFICIAL or not account.is_active:
        raise Refused(_("Chỉ bổ nhiệm cán bộ có tài khoản đang dùng."))
    if leaves is not None and leaves.person_id != account.person_id:
        raise Refused(_("Chức vụ thôi giữ phải là của chính người này."), "leaves")
    if not roles:
        raise Refused(_("Xin chọn ít nhất một vai trò."), "roles")
    if isinstance(seat, str):
        if not clean(seat):
            raise Refused(_("Xin chọn chức vụ, hoặc ghi tên chức vụ mới."), "name")
        day = term.begins.astimezone(VIETNAM).date()
        seat = register_position(organisation, by=by, at=at, type_code=TYPE, name=seat, valid_from=day)
    if seat.organisation_id != organisation.pk:
        raise Refused(_("Chức vụ này không thuộc đơn vị đã chọn."), "position")
    held = hold_position(
        seat, by=by, at=at, person=account.person, roles=roles, valid_from=term.begins, valid_to=term.ends,
        decision=clean(term.decision),
    )  # fmt: skip
    if leaves is not None:
        end_holding(leaves, by=by, at=at, ends_at=term.begins)
        note(leaves=leaves.pk)
    concern(held)
    return held

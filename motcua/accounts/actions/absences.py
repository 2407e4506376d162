"""Hand a position over while one is away, and take it back."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.accounts.actions._rights import rights_changed
from motcua.accounts.models import AbsenceDelegation, PositionHolding
from motcua.accounts.reads import may_stand_in
from motcua.persons.public import Person
from motcua.platform.action import Actor, NotAllowed, Refused, Stale, action, note


@action("accounts.register_absence")
def register_absence(
    holding: PositionHolding,
    *,
    by: Actor,
    at: datetime,
    delegate: Person,
    valid_from: datetime,
    valid_to: datetime,
    reason: str,
    decision: str = "",
) -> AbsenceDelegation:
    """Let the delegate do what this held position asks for, from `valid_from` (past: from now) until `valid_to`.

    One's own position, or by an administrator any but to themselves. The delegate is an official of the position's
    organisation or below it, there all that time, and hands nothing over themselves: so no circle can come about.
    Raises Refused, NotAllowed.
    """
    if delegate.pk == by.person_id and holding.person_id != by.person_id:
        raise NotAllowed(_("Không ai tự thay đổi quyền của chính mình."))
    begins = max(valid_from, at)
    if valid_to <= begins:
        raise Refused(_("Ngày kết thúc phải sau ngày bắt đầu."), field="valid_to")
    if not reason.strip():
        raise Refused(_("Xin ghi lý do."), field="reason")
    if delegate.pk == holding.person_id:
        raise Refused(_("Không ai ủy quyền cho chính mình."), field="delegate")
    # Who is away and who stands in, always in one order: two who hand over to each other at once come one by one.
    people = Person.objects.filter(pk__in=[holding.person_id, delegate.pk]).order_by("pk")
    list(people.select_for_update(of=("self",), no_key=True))
    _refuse_period(holding, begins, valid_to, at)
    if not may_stand_in(holding.position, at=begins).filter(person=delegate).exists():
        raise Refused(_("Người thay phải là cán bộ của đơn vị ấy hoặc cấp dưới và chưa giữ chức vụ này."), "delegate")
    if AbsenceDelegation.objects.within(begins, valid_to).filter(holding__person=delegate).exists():
        raise Refused(_("Người thay cũng vắng mặt trong thời gian đó."), field="delegate")
    absence = AbsenceDelegation.objects.create(
        holding=holding, delegate=delegate, valid_from=begins, valid_to=valid_to, reason=reason.strip()[:500],
        decision=decision.strip()[:200], registered_at=at, registered_by_id=by.account_id,
    )  # fmt: skip
    rights_changed(holding, at=at)
    note(delegate_person=delegate.pk, valid_from=begins.isoformat(), valid_to=valid_to.isoformat())
    return absence


def _refuse_period(holding: PositionHolding, begins: datetime, ends: datetime, at: datetime) -> None:
    fresh = PositionHolding.objects.filter(pk=holding.pk, valid_from__lte=begins).held_at(max(begins, at)).first()
    if fresh is None or (fresh.valid_to is not None and fresh.valid_to < ends):
        raise Refused(_("Chức vụ không được giữ suốt thời gian đó."), field="valid_to")
    if AbsenceDelegation.objects.within(begins, ends).filter(holding=holding).exists():
        raise Refused(_("Chức vụ này đã được ủy quyền trong thời gian đó."), field="valid_from")


@action("accounts.end_absence")
def end_absence(absence: AbsenceDelegation, *, by: Actor, at: datetime) -> AbsenceDelegation:
    """Take the position back before the time; the delegate's rights end at once. Raises Stale when it was over."""
    locked = AbsenceDelegation.objects.select_for_update(of=("self",)).select_related("holding").get(pk=absence.pk)
    if locked.revoked_at is not None or locked.valid_to <= at:
        raise Stale(_("Lần ủy quyền này đã kết thúc."))
    rights_changed(locked.holding, at=at)
    locked.revoked_at = at
    locked.save(update_fields=["revoked_at"])
    return locked

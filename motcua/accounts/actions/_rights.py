"""What every change of somebody's rights asks and leaves behind."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import F, Q
from django.utils.translation import gettext as _

from motcua.accounts.models import AbsenceDelegation, Account, PositionHolding
from motcua.accounts.ports import PROCEDURES
from motcua.platform.action import Actor, NotAllowed, Refused


def refuse_own(holding: PositionHolding, *, by: Actor, at: datetime) -> None:
    """Raise NotAllowed where the rights are the actor's own, or theirs while they stand in for somebody."""
    if by.person_id is None:
        return
    standing_in = AbsenceDelegation.objects.not_over(at).filter(holding=holding, delegate=by.person_id)
    if holding.person_id == by.person_id or standing_in.exists():
        raise NotAllowed(_("Không ai tự thay đổi quyền của chính mình."))


def known_procedures(named: Collection[str]) -> list[str]:
    """These procedures and fields in order. Raises Refused where there is none of that name."""
    unknown = sorted(set(named) - set(PROCEDURES.answer()(named))) if named else []
    if unknown:
        raise Refused(_("Không có thủ tục hoặc lĩnh vực %(names)s.") % {"names": ", ".join(unknown)}, "procedures")
    return sorted(set(named))


def rights_changed(holding: PositionHolding, *, at: datetime) -> None:
    """What was worked out before counts no longer: for who holds it, and for who stands in or will."""
    delegates = AbsenceDelegation.objects.not_over(at).filter(holding=holding).values("delegate")
    concerned = Account.objects.filter(Q(person_id=holding.person_id) | Q(person_id__in=delegates))
    concerned.update(rights_revision=F("rights_revision") + 1)

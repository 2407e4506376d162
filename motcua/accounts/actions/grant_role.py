"""Add a role to a held position."""

from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext as _

from motcua.accounts.models import Account, PositionHolding, Role
from motcua.platform.action import Actor, NotAllowed, Refused, action, note


@action("accounts.grant_role")
def grant_role(holding: PositionHolding, *, by: Actor, at: datetime, role: str) -> PositionHolding:
    """Add the role of this code; rights change at once. Raises Refused if unknown, NotAllowed on one's own holding."""
    if holding.person_id == by.person_id:
        raise NotAllowed(_("Không ai tự thay đổi quyền của chính mình."))
    found = Role.objects.filter(code=role).first()
    if found is None:
        raise Refused(_("Không có vai trò %(roles)s.") % {"roles": role}, field="role")
    holding.roles.add(found)
    Account.objects.filter(person_id=holding.person_id).update(rights_revision=F("rights_revision") + 1)
    note(role=role)
    return holding

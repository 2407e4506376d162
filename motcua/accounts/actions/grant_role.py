"""Add a role to a held position."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.accounts.actions._rights import refuse_own, rights_changed
from motcua.accounts.models import PositionHolding, Role
from motcua.platform.action import Actor, Refused, action, note


@action("accounts.grant_role")
def grant_role(holding: PositionHolding, *, by: Actor, at: datetime, role: str) -> PositionHolding:
    """Add the role of this code; rights change at once. Raises Refused if unknown, NotAllowed on one's own holding."""
    refuse_own(holding, by=by, at=at)
    found = Role.objects.filter(code=role).first()
    if found is None:
        raise Refused(_("Không có vai trò %(roles)s.") % {"roles": role}, field="role")
    holding.roles.add(found)
    rights_changed(holding, at=at)
    note(role=role)
    return holding

"""Bring the standard roles to what the role files of this version say."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import F

from motcua.accounts.models import Account, Role, RoleGrant
from motcua.accounts.rules import StandardRole
from motcua.platform.action import Actor, action


@action("accounts.load_roles")
def load_roles(*, by: Actor, at: datetime, roles: Mapping[str, StandardRole]) -> int:
    """Create and update standard roles by code; a province's own roles are left alone. Return how many changed."""
    changed = 0
    for code, standard in roles.items():
        role, _created = Role.objects.get_or_create(code=code, defaults={"name": standard.name, "is_standard": True})
        if not role.is_standard:
            continue
        wanted = {(grant.permission, grant.reach.value) for grant in standard.grants}
        present = set(role.grants.values_list("permission", "reach"))
        described = (role.name, role.description, role.second_factor) == (
            standard.name,
            standard.description,
            standard.second_factor,
        )
        if wanted == present and described:
            continue
        role.name, role.description, role.second_factor = standard.name, standard.description, standard.second_factor
        role.save(update_fields=["name", "description", "second_factor"])
        for permission, reach in present - wanted:
            role.grants.filter(permission=permission, reach=reach).delete()
        RoleGrant.objects.bulk_create(RoleGrant(role=role, permission=p, reach=r) for p, r in wanted - present)
        changed += 1
    if changed:
        Account.objects.update(rights_revision=F("rights_revision") + 1)
    return changed

"""Why somebody may do something to a record, position by position; worked out by the rules that decide it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from motcua.accounts.models import Account, Role
from motcua.accounts.reads import standing_of
from motcua.accounts.rules import Held, Why, is_allowed, why
from motcua.organisations.public import Organisation
from motcua.platform.action import Scope


@dataclass(frozen=True)
class Explanation:
    """What one position says: `through` names the organisations of the record that it reaches, `roles` what grants."""

    position: Held
    is_allowed: bool
    why: Why
    roles: tuple[tuple[str, str], ...]
    through: tuple[str, ...]


def explain(account: Account, permission: str, scope: Scope | None, *, at: datetime) -> list[Explanation]:
    """For each position of an official at `at` whether it lets them; empty for who holds none. Raises NotAllowed."""
    granting = _granting(permission)
    found = []
    for held in standing_of(account, at=at).positions:
        actor = standing_of(account, at=at, position_id=held.position_id).actor
        reason, through = why(actor, permission, scope)
        held_roles = {grant.permission.removeprefix("role:") for grant in held.grants}
        roles = tuple(each for code in sorted(held_roles & set(granting)) for each in granting[code])
        found.append((held, is_allowed(actor, permission, scope), reason, roles, through))
    ids = {each for *_others, through in found for each in through}
    names = dict(Organisation.objects.filter(pk__in=ids).values_list("pk", "name"))
    return [
        Explanation(held, allowed, reason, roles, tuple(sorted(names[each] for each in through)))
        for held, allowed, reason, roles, through in found
    ]


def _granting(permission: str) -> Mapping[str, list[tuple[str, str]]]:
    rows = Role.objects.filter(grants__permission=permission).values_list("code", "name", "grants__reach")
    granting: dict[str, list[tuple[str, str]]] = {}
    for code, name, reach in rows.order_by("code", "grants__reach"):
        granting.setdefault(code, []).append((name, reach))
    return granting

"""A province's own roles: what they are called and what they may do."""

import re
from collections.abc import Collection
from datetime import datetime

from django.db.models import F, Q
from django.utils.translation import gettext as _

from motcua.accounts.actions._rights import known_procedures
from motcua.accounts.models import AbsenceDelegation, Account, PositionHolding, Role, RoleGrant
from motcua.accounts.rules import Reach
from motcua.platform.action import Actor, DataClass, NotAllowed, Refused, action, note
from motcua.platform.text import clean

CODE = re.compile(r"[a-z][a-z0-9_]{2,39}")


@action("accounts.define_role")
def define_role(
    *, by: Actor, at: datetime, code: str, name: str, description: str = "", second_factor: bool = False
) -> Role:
    """A new role that may do nothing yet. Raises Refused for a code that is none or taken, and without a name."""
    if not CODE.fullmatch(code):
        raise Refused(_("Mã vai trò gồm 3 đến 40 chữ thường không dấu, số và dấu _, bắt đầu bằng chữ."), "code")
    if not clean(name):
        raise Refused(_("Xin ghi tên vai trò."), "name")
    if Role.objects.filter(code=code).exists():
        raise Refused(_("Đã có vai trò mang mã này."), "code")
    return Role.objects.create(code=code, name=clean(name), description=clean(description), second_factor=second_factor)


@action("accounts.add_grant")
def add_grant(
    role: Role,
    *,
    by: Actor,
    at: datetime,
    permission: str,
    reach: Reach,
    data_class: DataClass = DataClass.NORMAL,
    procedures: Collection[str] = (),
) -> RoleGrant:
    """Let a role do one thing more, in this reach, up to this class and about these procedures (none: all).

    Of whoever holds it rights change at once. Raises Refused for a standard role, a permission that nobody knows or
    that the role has in this reach, and unknown procedures; NotAllowed where one holds the role oneself.
    """
    _refuse(role, by=by, at=at)
    if not RoleGrant.objects.filter(permission=permission, role__is_standard=True).exists():
        raise Refused(_("Không có quyền mang tên này."), "permission")
    if role.grants.filter(permission=permission, reach=reach).exists():
        raise Refused(_("Vai trò đã có quyền này trong phạm vi này."), "permission")
    grant = RoleGrant.objects.create(
        role=role,
        permission=permission,
        reach=reach.value,
        data_class=data_class.value,
        procedures=known_procedures(procedures),
    )
    _changed(role, at=at)
    note(permission=permission, reach=reach.value, data_class=data_class.value, procedures=grant.procedures)
    return grant


@action("accounts.remove_grant")
def remove_grant(role: Role, *, by: Actor, at: datetime, grant: RoleGrant) -> None:
    """Take one thing from a role. Raises Refused for a standard role; NotAllowed where one holds it oneself."""
    _refuse(role, by=by, at=at)
    note(permission=grant.permission, reach=grant.reach)
    role.grants.filter(pk=grant.pk).delete()
    _changed(role, at=at)


def _refuse(role: Role, *, by: Actor, at: datetime) -> None:
    if role.is_standard:
        raise Refused(_("Vai trò chuẩn theo phiên bản phần mềm, không sửa tại đây. Xin lập vai trò riêng của tỉnh."))
    if (
        by.person_id is not None
        and PositionHolding.objects.not_over(at).filter(roles=role).filter(_of(by.person_id, at)).exists()
    ):
        raise NotAllowed(_("Không ai tự thay đổi quyền của chính mình."))


def _of(person_id: int, at: datetime) -> Q:
    standing_in = AbsenceDelegation.objects.not_over(at).filter(delegate=person_id)
    return Q(person=person_id) | Q(pk__in=standing_in.values("holding"))


def _changed(role: Role, *, at: datetime) -> None:
    holdings = PositionHolding.objects.not_over(at).filter(roles=role)
    standing_in = AbsenceDelegation.objects.not_over(at).filter(holding__in=holdings.values("pk"))
    people = Q(person__in=holdings.values("person")) | Q(person__in=standing_in.values("delegate"))
    Account.objects.filter(people).update(rights_revision=F("rights_revision") + 1)

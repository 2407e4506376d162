"""Put a person into a position."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import F, Q
from django.utils.translation import gettext as _

from motcua.accounts.actions._rights import known_procedures
from motcua.accounts.models import Account, PositionHolding, Role
from motcua.organisations.public import Position
from motcua.persons.public import Person
from motcua.platform.action import Actor, DataClass, NotAllowed, Refused, action


@action("accounts.hold_position")
def hold_position(
    position: Position,
    *,
    by: Actor,
    at: datetime,
    person: Person,
    roles: Sequence[str],
    valid_from: datetime | None = None,
    valid_to: datetime | None = None,
    decision: str = "",
    data_class: DataClass = DataClass.NORMAL,
    procedures: Collection[str] = (),
) -> PositionHolding:
    """Let a person hold a position with these roles (codes) from `valid_from` (default: now) until `valid_to`,
    reaching records up to `data_class` and about these procedures (codes and `field:<code>`; none: all).

    Rights change at once. Raises Refused for an unknown role or procedure, a period that ends before it begins, and a
    position this person already holds then; NotAllowed when somebody would promote themselves.
    """
    if person.pk in by.persons:
        raise NotAllowed(_("Không ai tự thay đổi quyền của chính mình."))
    begins = valid_from or at
    if valid_to is not None and valid_to <= begins:
        raise Refused(_("Ngày kết thúc phải sau ngày bắt đầu."), field="valid_to")
    # One after the other for one person, so that two cannot both find the period free.
    Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    overlapping = PositionHolding.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=begins), person=person, position=position
    )
    if valid_to is not None:
        overlapping = overlapping.filter(valid_from__lt=valid_to)
    if overlapping.exists():
        raise Refused(_("Người này đã giữ chức vụ này trong thời gian đó."), field="valid_from")
    found = list(Role.objects.filter(code__in=roles))
    unknown = sorted(set(roles) - {role.code for role in found})
    if unknown:
        raise Refused(_("Không có vai trò %(roles)s.") % {"roles": ", ".join(unknown)}, field="roles")
    holding = PositionHolding.objects.create(
        person=person,
        position=position,
        valid_from=begins,
        valid_to=valid_to,
        decision=decision,
        data_class=data_class,
        procedures=known_procedures(procedures),
    )
    holding.roles.set(found)
    Account.objects.filter(person=person).update(rights_revision=F("rights_revision") + 1)
    return holding

"""Order a parcel, or keep the wish for one until there is something to send."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.areas.public import Area
from motcua.organisations.public import Organisation
from motcua.platform.action import Actor, Refused, action, emit
from motcua.platform.clock import VIETNAM
from motcua.post.actions._book import write
from motcua.post.events import ParcelOrdered
from motcua.post.homes import CheckedHome, Home, check_home
from motcua.post.models import PostOrder
from motcua.post.rules import LEASE, Direction, State, order_number
from motcua.post.terms import fee_in_force


@dataclass(frozen=True)
class Matter:
    """What a parcel belongs to: opaque subject, what people call it, what is in it, which unit, whose it is."""

    subject: str
    reference: str
    contents: str
    organisation_id: int
    person_id: int | None


@action("post.place_order")
def place_order(
    matter: Matter,
    direction: Direction,
    home: Home | CheckedHome,
    *,
    is_ready: bool,
    replaces: PostOrder | None = None,
    by: Actor,
    at: datetime,
) -> PostOrder:
    """Order a parcel at the carrier where it is ready to go; else keep it as a wish that `release` turns into one.

    Nghị định 118/2025/NĐ-CP, điều 17, 22. Raises Refused where one of that direction is under way, or the address
    cannot be one.
    """
    checked = home if isinstance(home, CheckedHome) else check_home(home, at)
    before = PostOrder.objects.select_for_update().filter(subject=matter.subject, direction=direction)
    if any(order.ended_at is None for order in before):
        raise Refused(_("Đã có bưu gửi cho việc này. Xin xem bưu gửi ấy."))
    fee = fee_in_force(at.astimezone(VIETNAM).date())
    unit = Organisation.objects.select_related("area__parent").get(pk=matter.organisation_id)
    is_within = unit.area is not None and _province(unit.area) == _province(checked.area)
    order = PostOrder.objects.create(
        number=order_number(matter.reference, direction, len(before) + 1),
        direction=direction,
        subject=matter.subject,
        reference=matter.reference,
        contents=matter.contents,
        organisation_id=matter.organisation_id,
        person_id=matter.person_id,
        name=checked.name,
        phone=checked.phone,
        address_line=checked.line,
        area=checked.area,
        state=State.ORDERED if is_ready else State.WISHED,
        fee=(fee.within if is_within else fee.beyond) if fee else None,
        fee_basis=fee.basis if fee else "",
        next_at=at + LEASE if is_ready else None,
        created_at=at,
        created_by_id=by.account_id,
        replaces=replaces,
    )
    write(order, State(order.state), by=by, at=at)
    if is_ready:
        emit(ParcelOrdered(order.pk, attempt=1))
    return order


def _province(area: Area) -> int:
    return area.parent_id or area.pk

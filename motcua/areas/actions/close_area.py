"""End an administrative unit."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.areas.models import Area
from motcua.platform.action import Actor, Refused, Stale, action


@action("areas.close_area")
def close_area(area: Area, *, by: Actor, at: datetime, valid_to: date) -> Area:
    """Record that an area no longer exists from `valid_to` on: dissolved, renamed or moved by a decision.

    Raises Refused while areas below still stand, Stale when it was closed meanwhile.
    """
    area = Area.objects.select_for_update().get(pk=area.pk)
    if area.valid_to is not None:
        raise Stale(_("Đơn vị hành chính này đã kết thúc từ trước."))
    if valid_to <= area.valid_from:
        raise Refused(_("Ngày kết thúc phải sau ngày bắt đầu."), field="valid_to")
    if area.children.as_of(valid_to).exists():
        raise Refused(_("Vẫn còn đơn vị hành chính trực thuộc vào ngày này."), field="valid_to")
    area.valid_to = valid_to
    area.save(update_fields=["valid_to"])
    return area

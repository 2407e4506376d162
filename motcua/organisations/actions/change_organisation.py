"""Rename an organisation or move it in the tree."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.areas.public import Area
from motcua.organisations.actions import _details
from motcua.organisations.events import CalendarChanged
from motcua.organisations.models import Organisation, OrganisationPeriod
from motcua.organisations.reads import subtree_ids
from motcua.platform.action import Actor, Refused, Stale, action, emit
from motcua.platform.text import sort_key


@action("organisations.change_organisation")
def change_organisation(
    organisation: Organisation,
    *,
    by: Actor,
    at: datetime,
    valid_from: date,
    name: str | None = None,
    short_name: str | None = None,
    parent: Organisation | None = None,
    area: Area | None = None,
) -> Organisation:
    """Give an organisation another name, parent or area from a date on; what was true before stays on record.

    What is not given stays. The date lies after the last change and not in the future. Raises Refused, Stale.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if organisation.valid_to is not None:
        raise Stale(_("Cơ quan này đã kết thúc hoạt động."))
    period = OrganisationPeriod.objects.get(organisation=organisation, valid_to=None)
    if not period.valid_from < valid_from <= _details.day_of(at):
        raise Refused(_("Ngày hiệu lực phải sau lần thay đổi trước và không ở tương lai."), field="valid_from")
    _details.check_parent(organisation, parent, valid_from)
    if parent is not None and parent.pk in subtree_ids(organisation.pk, valid_from):
        raise Refused(_("Một cơ quan không thể trực thuộc đơn vị cấp dưới của mình."), field="parent")
    period.valid_to = valid_from
    period.save(update_fields=["valid_to"])
    if name is not None:
        organisation.name = _details.checked_name(name)
        organisation.sort_key = sort_key(organisation.name)
    if short_name is not None:
        organisation.short_name = _details.checked_name(short_name, field="short_name") if short_name else ""
    organisation.parent = parent or organisation.parent
    organisation.area = area or organisation.area
    organisation.save(update_fields=["name", "short_name", "sort_key", "parent", "area"])
    OrganisationPeriod.objects.create(
        organisation=organisation,
        name=organisation.name,
        short_name=organisation.short_name,
        parent=organisation.parent,
        area=organisation.area,
        valid_from=valid_from,
        sort_key=organisation.sort_key,
    )
    _details.renew_calendars()
    if parent is not None:
        emit(CalendarChanged(organisation.pk, valid_from))
    return organisation

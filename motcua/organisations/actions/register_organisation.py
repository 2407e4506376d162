"""Take a state body into the tree."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.areas.public import Area
from motcua.organisations.actions import _details
from motcua.organisations.models import GovLevel, Organisation, OrganisationKind, OrganisationPeriod
from motcua.organisations.rules.identifiers import is_identifier
from motcua.platform.action import Actor, Refused, action
from motcua.platform.text import clean, sort_key


@action("organisations.register_organisation")
def register_organisation(
    parent: Organisation | None = None,
    *,
    by: Actor,
    at: datetime,
    identifier: str,
    name: str,
    kind: OrganisationKind,
    short_name: str = "",
    level: GovLevel | None = None,
    area: Area | None = None,
    valid_from: date | None = None,
) -> Organisation:
    """Record an organisation below `parent` from a date on: today, and at the parent's level, unless given.

    A tree's root needs a right that reaches everywhere. Raises Refused, naming the field.
    """
    _details.check_everywhere(by, "organisations.register_organisation", parent)
    since = valid_from or _details.day_of(at)
    identifier = clean(identifier)
    if not is_identifier(identifier):
        raise Refused(_("Mã định danh cơ quan có dạng H31.77.04 (Quyết định 20/2020/QĐ-TTg)."), field="identifier")
    if Organisation.objects.filter(identifier=identifier).exists():
        raise Refused(_("Mã định danh %(code)s đã được dùng.") % {"code": identifier}, field="identifier")
    _details.check_parent(None, parent, since)
    full_name = _details.checked_name(name)
    organisation = Organisation.objects.create(
        identifier=identifier,
        name=full_name,
        short_name=_details.checked_name(short_name, field="short_name") if short_name else "",
        kind=kind,
        level=level or (parent.level if parent is not None else GovLevel.PROVINCE),
        parent=parent,
        area=area,
        valid_from=since,
        sort_key=sort_key(full_name),
    )
    OrganisationPeriod.objects.create(
        organisation=organisation,
        name=organisation.name,
        short_name=organisation.short_name,
        parent=parent,
        area=area,
        valid_from=since,
        sort_key=organisation.sort_key,
    )
    _details.renew_calendars()
    return organisation

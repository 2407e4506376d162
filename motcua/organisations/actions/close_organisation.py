"""End an organisation."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.organisations.actions import _details
from motcua.organisations.events import OrganisationClosed
from motcua.organisations.models import Organisation, OrganisationPeriod, Position
from motcua.platform.action import Actor, Refused, Stale, action, emit


@action("organisations.close_organisation")
def close_organisation(
    organisation: Organisation, *, by: Actor, at: datetime, valid_to: date, successor: Organisation | None = None
) -> Organisation:
    """Record that an organisation and its positions exist no more from `valid_to` on, and who carries its matters on.

    Raises Refused while organisations stand below it or where the successor does not stand that day, Stale when it was
    closed meanwhile.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if organisation.valid_to is not None:
        raise Stale(_("Cơ quan này đã kết thúc hoạt động."))
    period = OrganisationPeriod.objects.get(organisation=organisation, valid_to=None)
    if not period.valid_from < valid_to <= _details.day_of(at):
        raise Refused(_("Ngày kết thúc phải sau lần thay đổi trước và không ở tương lai."), field="valid_to")
    if OrganisationPeriod.objects.as_of(valid_to).filter(parent=organisation).exists():
        raise Refused(_("Vẫn còn đơn vị trực thuộc vào ngày này."), field="valid_to")
    if Position.objects.filter(organisation=organisation, valid_to=None, valid_from__gte=valid_to).exists():
        raise Refused(_("Cơ quan có chức vụ bắt đầu từ sau ngày này."), field="valid_to")
    if successor is not None and not _may_succeed(successor, organisation, valid_to):
        raise Refused(_("Cơ quan tiếp nhận nhiệm vụ phải đang hoạt động vào ngày này."), field="successor")
    period.valid_to = organisation.valid_to = valid_to
    organisation.successor = successor
    period.save(update_fields=["valid_to"])
    organisation.save(update_fields=["valid_to", "successor"])
    Position.objects.filter(organisation=organisation, valid_to=None).update(valid_to=valid_to)
    _details.renew_calendars()
    emit(OrganisationClosed(organisation.pk))
    return organisation


def _may_succeed(successor: Organisation, organisation: Organisation, on: date) -> bool:
    return successor.pk != organisation.pk and Organisation.objects.as_of(on).filter(pk=successor.pk).exists()

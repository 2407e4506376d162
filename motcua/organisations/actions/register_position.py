"""Create a position in an organisation."""

import re
from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.organisations.actions import _details
from motcua.organisations.models import Organisation, Position
from motcua.platform.action import Actor, Refused, action

_TYPE_CODE = re.compile(r"[a-z][a-z0-9_]{0,49}")


@action("organisations.register_position")
def register_position(
    organisation: Organisation, *, by: Actor, at: datetime, type_code: str, name: str, valid_from: date | None = None
) -> Position:
    """Create a position (chức vụ) such as `chairperson`, from a date on: the organisation's first unless given.

    Raises Refused, naming the field.
    """
    since = valid_from or organisation.valid_from
    if not _TYPE_CODE.fullmatch(type_code):
        raise Refused(_("Mã loại chức vụ gồm chữ thường không dấu, chữ số và dấu gạch dưới."), field="type_code")
    if not Organisation.objects.as_of(since).filter(pk=organisation.pk).exists():
        raise Refused(_("Cơ quan không tồn tại vào ngày này."), field="valid_from")
    return Position.objects.create(
        organisation=organisation, type_code=type_code, name=_details.checked_name(name), valid_from=since
    )

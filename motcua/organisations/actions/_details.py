"""Checking what was given about organisations, with the sentence to show when it cannot be."""

import uuid
from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.organisations.models import CalendarRevision, Organisation
from motcua.platform.action import Actor, NotAllowed, Refused
from motcua.platform.clock import VIETNAM
from motcua.platform.formats import dmy
from motcua.platform.text import clean

LONGEST_NAME = 300


def checked_name(name: str, *, field: str = "name") -> str:
    """The cleaned name. Raises Refused."""
    cleaned = clean(name).replace("\n", " ")
    if not cleaned:
        raise Refused(_("Xin nhập tên."), field=field)
    if len(cleaned) > LONGEST_NAME:
        raise Refused(_("Tên dài quá %(limit)d ký tự.") % {"limit": LONGEST_NAME}, field=field)
    return cleaned


def check_parent(organisation: Organisation | None, parent: Organisation | None, on: date) -> None:
    """Raises Refused where the parent does not exist on the date."""
    if parent is None:
        return
    if organisation is not None and parent.pk == organisation.pk:
        raise Refused(_("Một cơ quan không thể trực thuộc chính mình."), field="parent")
    if not Organisation.objects.as_of(on).filter(pk=parent.pk).exists():
        raise Refused(_("Cơ quan cấp trên không tồn tại vào ngày này."), field="parent")


def check_everywhere(by: Actor, permission: str, subject: Organisation | None) -> None:
    """What concerns everybody needs a right that reaches everywhere. Raises NotAllowed."""
    if subject is None and not by.is_everywhere(permission):
        raise NotAllowed(_("Ông/bà không có quyền thực hiện việc này cho toàn hệ thống."))


def day_of(at: datetime) -> date:
    """The date in Vietnam of an instant."""
    return at.astimezone(VIETNAM).date()


def day_named(name: str, on: date) -> str:
    """A declared day as entries name it: "Mất điện (25/11/2026)"."""
    return f"{name} ({dmy(on)})"


def renew_calendars() -> None:
    """Tell every process, as of this transaction's commit, that the calendars and units it keeps are old."""
    CalendarRevision.objects.update_or_create(pk=1, defaults={"token": uuid.uuid4().hex})

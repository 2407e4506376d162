"""Take an administrative unit into the list."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.areas import rules
from motcua.areas.models import Area, AreaKind
from motcua.areas.rules.names import search_form
from motcua.platform.action import Actor, Refused, action
from motcua.platform.text import clean, sort_key


@action("areas.register_area")
def register_area(
    *, by: Actor, at: datetime, code: str, name: str, kind: AreaKind, valid_from: date, parent: Area | None = None
) -> Area:
    """Record an area from the date its decision takes effect; a code may stand once at a time (QĐ 19/2025/QĐ-TTg).

    Raises Refused, naming the field.
    """
    code, name = clean(code), clean(name)
    if not rules.is_area_code(code):
        raise Refused(_("Mã đơn vị hành chính gồm 2 chữ số (tỉnh), 3 chữ số (huyện) hoặc 5 chữ số (xã)."), field="code")
    if not name or len(name) > rules.LONGEST_NAME:
        raise Refused(_("Xin nhập tên đơn vị hành chính, không quá 200 ký tự."), field="name")
    if parent is not None and not rules.stands_on(parent.valid_from, parent.valid_to, valid_from):
        raise Refused(_("Đơn vị hành chính cấp trên không tồn tại vào ngày này."), field="parent")
    same = Area.objects.select_for_update().filter(code=code).order_by("-valid_from").first()
    if same is not None and (same.valid_to is None or same.valid_to > valid_from):
        raise Refused(_("Mã %(code)s đang thuộc về %(name)s.") % {"code": code, "name": same.name}, field="code")
    return Area.objects.create(
        code=code,
        name=name,
        kind=kind,
        parent=parent,
        valid_from=valid_from,
        sort_key=sort_key(name),
        search_form=search_form(name),
    )

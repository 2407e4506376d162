"""What officials call the kinds of questions and the classes of personal data."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.forms.rules.definition import Widget

KINDS: Mapping[str, str | Promise] = {
    Widget.TEXT: _("Một dòng chữ"),
    Widget.TEXTAREA: _("Đoạn văn"),
    Widget.NUMBER: _("Số"),
    Widget.MONEY: _("Số tiền"),
    Widget.DATE: _("Ngày"),
    Widget.YES_NO: _("Có hoặc không"),
    Widget.RADIO: _("Chọn một, thấy hết các mục"),
    Widget.SELECT: _("Chọn một trong danh sách"),
    Widget.PHONE: _("Số điện thoại"),
    Widget.EMAIL: _("Thư điện tử"),
    Widget.PERSONAL_ID: _("Số định danh cá nhân"),
    Widget.AREA: _("Đơn vị hành chính"),
    Widget.FILE: _("Tệp đính kèm"),
    Widget.GROUP: _("Nhóm lặp lại"),
}
IN_ROWS = tuple(kind for kind in KINDS if kind not in (Widget.FILE, Widget.GROUP))
PERSONAL: Mapping[str, str | Promise] = {
    "none": _("không phải dữ liệu cá nhân"),
    "basic": _("dữ liệu cá nhân cơ bản"),
    "sensitive": _("dữ liệu cá nhân nhạy cảm"),
}

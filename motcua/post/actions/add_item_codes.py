from datetime import datetime

from django.utils.translation import gettext as _

from motcua.platform.action import Actor, Refused, action
from motcua.post.models import ItemCode

MOST_AT_ONCE = 10_000
LONGEST = 40


@action("post.add_item_codes")
def add_item_codes(text: str, *, by: Actor, at: datetime) -> int:
    """Add item codes that the carrier allotted, one a line; how many were new. Raises Refused for what is none."""
    codes = list(dict.fromkeys(text.split()))
    if not codes:
        raise Refused(_("Xin dán các mã bưu gửi, mỗi dòng một mã."), "codes")
    if len(codes) > MOST_AT_ONCE:
        raise Refused(_("Mỗi lần thêm không quá 10.000 mã."), "codes")
    wrong = [code for code in codes if not (code.isascii() and code.isalnum() and 6 <= len(code) <= LONGEST)]
    if wrong:
        raise Refused(_("Không phải mã bưu gửi: %(code)s.") % {"code": wrong[0][:60]}, "codes")
    known = set(ItemCode.objects.filter(code__in=codes).values_list("code", flat=True))
    fresh = [ItemCode(code=code, added_at=at, added_by_id=by.account_id) for code in codes if code not in known]
    ItemCode.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)
